"""The API over a real store, called in this process, with a clock that obeys."""

import base64
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache
from ipaddress import ip_address
from typing import Any

import httpx
from fastapi import FastAPI

import api
from api.services import ApiServices, WebhookReaders
from kindregards.calendars.timezones import default_timezone
from kindregards.channels.public_address import Address, PublicAddresses
from kindregards.channels.webhooks_interviews import InterviewWebhooks
from kindregards.channels.webhooks_sendgrid import SendGridEvents
from kindregards.channels.webhooks_sendgrid_inbound import SendGridInbound
from kindregards.channels.webhooks_twilio import TwilioInbound, TwilioStatus
from kindregards.channels.webhooks_wechat import WechatEvents, WechatServer
from kindregards.domain.composition import Brand
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.letters import Letter
from kindregards.domain.ports.commands import OpenCommand
from kindregards.domain.ports.templates import TemplateServices
from kindregards.doors import letter_services, ruling_services
from kindregards.fake_providers.credentials import Credentials
from kindregards.polishing import Polishing
from kindregards.senders import PublicLinks
from kindregards.settings import Settings, load_settings
from kindregards.store.bootstrap import Bootstrap
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.database import Database
from kindregards.store.polish_budget import StoredPolishBudget
from kindregards.store.webhook_endpoints import WebhookEndpoints
from kindregards.store.wechat_asking import WechatAsking
from kindregards.wiring import Stores, build_stores
from tests.api.declarations import declarations_of
from tests.builders import NOW

LIVE_KEY = f"kr_live_0123456789abcdef_{'s' * 43}"
PUBLIC_URL = "https://letters.example.com"
BRAND = Brand(company_name="晨光科技", sender_name="李雷")
CREDENTIALS = Credentials()
INBOUND_TOKEN = "t" * 40

Json = dict[str, Any]  # Any: JSON


@dataclass(slots=True)
class Clock:
    """Shows the time it was set to."""

    shown: datetime = NOW

    def __call__(self) -> datetime:
        """Return the shown time."""
        return self.shown

    def pass_by(self, duration: timedelta) -> None:
        """Let time pass."""
        self.shown += duration


@dataclass(slots=True)
class Heard:
    """Stands in for the relay: keeps the commands it is told of."""

    commands: list[OpenCommand] = field(default_factory=list)

    def __call__(self, command: OpenCommand) -> None:
        """Keep a command."""
        self.commands.append(command)

    @property
    def kinds(self) -> list[str]:
        """Return what was commanded, in order."""
        return [open_command.command.kind for open_command in self.commands]

    @property
    def first_ref(self) -> ApplicationRef:
        """Return the application of the first command."""
        journey = self.commands[0].journey
        return ApplicationRef(company_id=journey.company_id, application_id=journey.application_id)


@dataclass(slots=True)
class TrialPost:
    """Stands in for the mail channel: keeps what is sent to staff."""

    sent: list[tuple[str, str]] = field(default_factory=list)

    async def send(self, company_id: str, letter: Letter, *, to: str, is_test: bool) -> None:
        """Keep a letter's subject and where it went."""
        del company_id, is_test
        self.sent.append((to, letter.subject))


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A running API: its client speaks with the first key."""

    stores: Stores
    services: ApiServices
    app: FastAPI
    client: httpx.AsyncClient
    clock: Clock
    heard: Heard

    def client_with(self, **headers: str) -> httpx.AsyncClient:
        """Return a client that sends these headers and no key of ours."""
        return client_of(self.app, headers)

    def app_with(self, **changes: object) -> FastAPI:
        """Return the API built with other services."""
        return api.build(replace(self.services, **changes))  # type: ignore[arg-type] # replace() checks the names


@lru_cache(maxsize=1)
def some_settings() -> Settings:
    """Return settings with keys of their own; reading them takes longer than most tests."""
    return load_settings(
        secret_key="a secret of the tests that nobody guesses",
        encryption_keys=base64.b64encode(b"k" * 32).decode(),
        public_base_url=PUBLIC_URL,
    )


@asynccontextmanager
async def a_system(url: str) -> AsyncIterator[System]:
    """Yield an API on a migrated database with one company and one key."""
    settings = some_settings()
    database = Database(url)
    heard, clock = Heard(), Clock()
    stores = build_stores(settings, database, trigger=heard, clock=clock)
    await Bootstrap(stores.accounts, stores.policies).run(BRAND, now=NOW, api_key=LIVE_KEY)
    services = services_over(stores, clock)
    app = api.build(services)
    async with client_of(app, {"Authorization": f"Bearer {LIVE_KEY}"}) as client:
        yield System(
            stores=stores,
            services=services,
            app=app,
            client=client,
            clock=clock,
            heard=heard,
        )
    stores.accounts.passwords.close()
    database.close()


def services_over(stores: Stores, clock: Clock) -> ApiServices:
    """Return the API's services."""
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
        polishing=Polishing(
            drafts=stores.reviews, budget=StoredPolishBudget(stores.database), model=None, most_a_day=2
        ),
        case_work=stores.case_work,
        letters=letter_services(stores),
        templates=_templates_over(stores),
        doubts=stores.doubts,
        reports=stores.reports,
        pauses=stores.pauses,
        api_keys=stores.api_keys,
        answers=stores.answers,
        provider_events=stores.provider_events,
        replies=stores.replies,
        webhooks=_webhook_readers(),
        endpoints=WebhookEndpoints(stores.database, stores.companies),
        endpoint_addresses=PublicAddresses(resolver=resolve),
        status_links=stores.pages,
        wechat_subscriptions=WechatAsking(stores.cases, stores.wechat_grants, CREDENTIALS.wechat_template_id),
        links=PublicLinks(PUBLIC_URL),
        default_timezone=default_timezone,
        clock=clock,
        public_base_url=PUBLIC_URL,
    )


def _templates_over(stores: Stores) -> TemplateServices:
    return TemplateServices(
        versions=stores.templates,
        recomposing=stores.template_recomposing,
        trials=TrialPost(),
        brands=stores.brands,
    )


def _webhook_readers() -> WebhookReaders:
    return WebhookReaders(
        sendgrid_events=SendGridEvents(CREDENTIALS.sendgrid_public_key),
        twilio_status=TwilioStatus(CREDENTIALS.twilio_auth_token),
        twilio_inbound=TwilioInbound(CREDENTIALS.twilio_auth_token),
        sendgrid_inbound=SendGridInbound(token=INBOUND_TOKEN, public_key=None),
        wechat=WechatEvents(
            WechatServer(
                app_id=CREDENTIALS.wechat_app_id,
                token=CREDENTIALS.wechat_token,
                aes_key=CREDENTIALS.wechat_aes_key,
            )
        ),
        interviews=InterviewWebhooks({}),
    )


async def resolve(host: str, port: int) -> Sequence[Address]:
    """Resolve names without a network: `inside…` is a private address, everything else a public one."""
    del port
    return (ip_address("10.0.0.7" if host.startswith("inside") else "93.184.216.34"),)


def client_of(app: FastAPI, headers: Mapping[str, str]) -> httpx.AsyncClient:
    """Return a client that checks that every problem it meets is declared."""
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app, raise_app_exceptions=False),
        base_url="http://inside",
        headers=dict(headers),
        event_hooks={"response": [declarations_of(app).check]},
    )


async def other_company(stores: Stores) -> str:
    """Add a second company and return a key of its own."""
    company_id = "00000000-0000-7000-8000-000000000002"
    await Bootstrap(stores.accounts, stores.policies, company_id).run(BRAND, now=NOW)
    assert company_id != DEFAULT_COMPANY_ID
    return await stores.api_keys.create(company_id, "neighbour", is_test=False, now=NOW)
