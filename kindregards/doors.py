"""The three doors as one application: machines, candidates, reviewers."""

from dataclasses import replace

from starlette.types import ASGIApp

import api
import approval_ui
import candidate_ui
from api.services import ApiServices, HealthCheck, LetterServices, MetricsPage, RulingServices, WebhookReaders
from approval_ui.services import ConsoleServices, PolicyServices
from candidate_ui.services import CandidateServices
from kindregards.calendars.timezones import default_timezone
from kindregards.channels.public_address import PublicAddresses
from kindregards.channels.webhooks_interviews import InterviewSourceError, InterviewWebhooks
from kindregards.channels.webhooks_sendgrid import SendGridEvents
from kindregards.channels.webhooks_sendgrid_inbound import SendGridInbound
from kindregards.channels.webhooks_twilio import TwilioInbound, TwilioStatus
from kindregards.channels.webhooks_wechat import WechatEvents, WechatServer
from kindregards.clock import now
from kindregards.demo.inner_door import InnerDoor
from kindregards.demo.tours import DemoTours
from kindregards.domain.ports.accounts import ApiKeys
from kindregards.domain.ports.templates import TemplateServices
from kindregards.domain.ports.tours import Tours
from kindregards.keys import derived_key
from kindregards.letters.model_polisher import ModelPolisher
from kindregards.letters.rendering import MjmlRenderer
from kindregards.polishing import Polishing
from kindregards.senders import InstalledSenders, PublicLinks
from kindregards.serving import ByPrefix
from kindregards.settings import Settings, SettingsError, WechatChannel, WechatMessage
from kindregards.settings.formats import networks
from kindregards.standing_metrics import StandingMetrics
from kindregards.store.commands import Commands
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.decision_records import DecisionRecords
from kindregards.store.identifiers import new_id
from kindregards.store.impact_assessments import ImpactAssessments
from kindregards.store.oversight import OversightMeter
from kindregards.store.pilots import Pilots
from kindregards.store.policy_assignments import PolicyAssignments
from kindregards.store.polish_budget import StoredPolishBudget
from kindregards.store.webhook_endpoints import WebhookEndpoints
from kindregards.store.wechat_asking import WechatAsking
from kindregards.trial_sending import StaffTrials
from kindregards.wiring import Stores

_API = ("/v1/", "/webhooks/", "/health/", "/metrics")


def build_doors(
    settings: Settings, stores: Stores, health: tuple[HealthCheck, ...], tours: Tours | None = None
) -> ASGIApp:
    """Return the application that serves every path; without tours the console has no demo page."""
    machines = api.build(_api_services(settings, stores, health))
    candidates = candidate_ui.build(_candidate_services(settings, stores))
    reviewers = approval_ui.build(_console_services(settings, stores, tours))
    return ByPrefix({_API: machines, candidate_ui.PREFIXES: candidates}, otherwise=reviewers)


def demo_tours(settings: Settings, stores: Stores) -> DemoTours | None:
    """Return the tours of the console, or None where the company switched them off."""
    if not settings.demo_page:
        return None

    def doors(keys: ApiKeys) -> ASGIApp:
        machines = api.build(replace(_api_services(settings, stores, ()), api_keys=keys))
        return ByPrefix({("/v1/",): machines}, otherwise=candidate_ui.build(_candidate_services(settings, stores)))

    return DemoTours(InnerDoor(doors, settings.public_base_url))


def _api_services(settings: Settings, stores: Stores, health: tuple[HealthCheck, ...]) -> ApiServices:
    token = settings.metrics_token
    return ApiServices(
        intake=stores.intake,
        results=stores.results,
        requests=stores.requests,
        repinning=stores.repinning,
        after_telling=stores.after_telling,
        people=stores.people,
        applications=stores.applications,
        policies=stores.policies,
        policy_reports=stores.policy_reports,
        policy_activation=stores.policy_activation,
        ruling=ruling_services(stores),
        reviews=stores.reviews,
        recomposing=stores.reviews,
        polishing=polishing(settings, stores),
        case_work=stores.case_work,
        letters=letter_services(stores),
        templates=_template_services(settings, stores),
        doubts=stores.doubts,
        reports=stores.reports,
        pauses=stores.pauses,
        api_keys=stores.api_keys,
        answers=stores.answers,
        provider_events=stores.provider_events,
        replies=stores.replies,
        webhooks=_webhook_readers(settings),
        endpoints=WebhookEndpoints(stores.database, stores.companies),
        endpoint_addresses=PublicAddresses(in_development=not settings.in_production),
        status_links=stores.pages,
        wechat_subscriptions=WechatAsking(stores.cases, stores.wechat_grants, _subscription_template(settings)),
        links=PublicLinks(settings.public_base_url),
        default_timezone=default_timezone,
        clock=now,
        public_base_url=settings.public_base_url,
        timezone=settings.company_timezone,
        health=health,
        metrics=_metrics(stores, token.get_secret_value()) if token else None,
    )


def polishing(settings: Settings, stores: Stores) -> Polishing:
    """Return what polishes letters; without a model it says so."""
    key = settings.llm_api_key
    model = None
    if settings.llm_base_url and settings.llm_model:
        model = ModelPolisher(
            base_url=str(settings.llm_base_url),
            api_key=key.get_secret_value() if key else "none",
            model=settings.llm_model,
        )
    return Polishing(
        drafts=stores.reviews,
        budget=StoredPolishBudget(stores.database),
        model=model,
        most_a_day=settings.llm_daily_letters,
    )


def _metrics(stores: Stores, token: str) -> MetricsPage:
    standing = StandingMetrics(
        overviews=stores.overviews, commands=Commands(stores.database), pauses=stores.pauses, clock=now
    )
    return MetricsPage(token=token, render=standing.page)


def letter_services(stores: Stores) -> LetterServices:
    """Return what the API does with letters."""
    return LetterServices(
        shelf=stores.letters,
        trials=stores.letter_trials,
        renderer=MjmlRenderer(),
        cancelling=stores.letter_cancelling,
        resending=stores.letter_resending,
    )


def _template_services(settings: Settings, stores: Stores) -> TemplateServices:
    trials = StaffTrials(
        accounts=stores.accounts,
        senders=InstalledSenders.of(settings, stores.mailbox, stores.wechat_tokens, stores.wechat_grants),
        renderer=MjmlRenderer(),
        links=PublicLinks(settings.public_base_url),
        logos=stores.brands,
        new_id=new_id,
    )
    return TemplateServices(
        versions=stores.templates,
        recomposing=stores.template_recomposing,
        trials=trials,
        brands=stores.brands,
    )


def _webhook_readers(settings: Settings) -> WebhookReaders:
    twilio_token = settings.twilio_auth_token.get_secret_value() if settings.twilio_auth_token else None
    inbound_token = settings.sendgrid_inbound_token
    return WebhookReaders(
        sendgrid_events=SendGridEvents(settings.sendgrid_webhook_public_key),
        twilio_status=TwilioStatus(twilio_token),
        twilio_inbound=TwilioInbound(twilio_token),
        sendgrid_inbound=SendGridInbound(
            token=inbound_token.get_secret_value() if inbound_token else None,
            public_key=settings.sendgrid_inbound_public_key,
        ),
        wechat=WechatEvents(_wechat_server(settings)),
        interviews=_interview_sources(settings),
    )


def _interview_sources(settings: Settings) -> InterviewWebhooks:
    try:
        return InterviewWebhooks.of(settings.interview_sources, usual_company_id=DEFAULT_COMPANY_ID)
    except InterviewSourceError as error:
        raise SettingsError((f"KINDREGARDS_INTERVIEW_SOURCES: {error}",)) from error


def _subscription_template(settings: Settings) -> str | None:
    by_subscription = settings.wechat_message is WechatMessage.SUBSCRIPTION
    is_on = settings.wechat_channel is WechatChannel.WECHAT and by_subscription
    return settings.wechat_template_id if is_on else None


def _wechat_server(settings: Settings) -> WechatServer | None:
    app_id, token, aes_key = settings.wechat_app_id, settings.wechat_token, settings.wechat_aes_key
    if app_id is None or token is None or aes_key is None:
        return None
    return WechatServer(app_id=app_id, token=token.get_secret_value(), aes_key=aes_key.get_secret_value())


def _console_services(settings: Settings, stores: Stores, tours: Tours | None) -> ConsoleServices:
    return ConsoleServices(
        sessions=stores.sessions,
        overviews=stores.overviews,
        desk=stores.reviews,
        recomposing=stores.reviews,
        case_work=stores.case_work,
        own_settings=stores.own_settings,
        corrections=stores.corrections,
        people=stores.people,
        applications=stores.applications,
        requests=stores.requests,
        letters=stores.letters,
        letter_lists=stores.letter_lists,
        letter_cancelling=stores.letter_cancelling,
        letter_hurrying=stores.letter_hurrying,
        letter_resending=stores.letter_resending,
        letter_trials=stores.letter_trials,
        templates=_template_services(settings, stores),
        doubts=stores.doubts,
        pauses=stores.pauses,
        policies=_policy_services(stores),
        decision_records=DecisionRecords(stores.database, stores.policies),
        oversight=OversightMeter(stores.database),
        replies=stores.replies,
        reports=stores.reports,
        mailbox=stores.mailbox,
        renderer=MjmlRenderer(),
        links=PublicLinks(settings.public_base_url),
        clock=now,
        form_key=derived_key(settings, "console-forms"),
        public_base_url=settings.public_base_url,
        timezone=settings.company_timezone,
        in_development=not settings.in_production,
        trusted_proxies=networks(settings.trusted_proxies),
        tours=tours,
        polishing=polishing(settings, stores) if settings.llm_base_url and settings.llm_model else None,
    )


def ruling_services(stores: Stores) -> RulingServices:
    """Return what stands around policies."""
    return RulingServices(
        facts=stores.known_facts,
        assignments=PolicyAssignments(stores.database, stores.policies),
        pilots=Pilots(stores.database, stores.cases),
        records=DecisionRecords(stores.database, stores.policies),
        oversight=OversightMeter(stores.database),
        reasons=stores.reasons,
        fairness=stores.fairness_reports,
        impact=ImpactAssessments(stores.database),
    )


def _policy_services(stores: Stores) -> PolicyServices:
    return PolicyServices(
        versions=stores.policies,
        reports=stores.policy_reports,
        activation=stores.policy_activation,
        facts=stores.known_facts,
        assignments=PolicyAssignments(stores.database, stores.policies),
        pilots=Pilots(stores.database, stores.cases),
        reasons=stores.reasons,
        impact=ImpactAssessments(stores.database),
    )


def _candidate_services(settings: Settings, stores: Stores) -> CandidateServices:
    return CandidateServices(
        pages=stores.pages,
        voice=stores.voice,
        fragments=MjmlRenderer(),
        clock=now,
        public_base_url=settings.public_base_url,
    )
