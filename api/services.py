"""What the machine API is given: ports, and nothing behind them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from kindregards.domain.ports.accounts import ApiKeys, StoredAnswers
from kindregards.domain.ports.after_telling import AfterTelling
from kindregards.domain.ports.calendars import DefaultTimezone
from kindregards.domain.ports.candidate_pages import StatusLinks
from kindregards.domain.ports.case_work import CaseWork
from kindregards.domain.ports.channels import InterviewReader, MailReader, WebhookReader, WechatReader
from kindregards.domain.ports.clock import Clock
from kindregards.domain.ports.doors import (
    Applications,
    DecisionRecords,
    Intake,
    KnownFacts,
    LetterCancelling,
    LetterResending,
    LetterTrials,
    Policies,
    PolicyActivation,
    PolicyReports,
    Repinning,
    Replies,
    Requests,
    Results,
)
from kindregards.domain.ports.doubts import Doubts
from kindregards.domain.ports.impact_assessments import ImpactAssessments
from kindregards.domain.ports.letters import LetterRenderer
from kindregards.domain.ports.outbox import EndpointAddresses, WebhookEndpoints
from kindregards.domain.ports.oversight import OversightMeter
from kindregards.domain.ports.pausing import Pauses
from kindregards.domain.ports.people import PeopleServices
from kindregards.domain.ports.pilots import Pilots, PolicyAssignments
from kindregards.domain.ports.polishing import LetterPolishing
from kindregards.domain.ports.provider_events import ProviderEvents
from kindregards.domain.ports.reasons import ReasonList
from kindregards.domain.ports.reports import FairnessReports, Reports
from kindregards.domain.ports.review_desk import LetterShelf, Recomposing, ReviewDesk
from kindregards.domain.ports.senders import LinkFactory
from kindregards.domain.ports.templates import TemplateServices
from kindregards.domain.ports.wechat import WechatAsking


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookReaders:
    """Who checks and translates what providers report."""

    sendgrid_events: WebhookReader
    twilio_status: WebhookReader
    twilio_inbound: WebhookReader
    sendgrid_inbound: MailReader
    wechat: WechatReader
    interviews: InterviewReader


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthCheck:
    """One part that readiness depends on. `run` returns what is wrong in a sentence, or None.

    Without a vital part nothing can be taken in. Temporal is not one: commands wait in the database while it is away.
    """

    name: str
    run: Callable[[], Awaitable[str | None]]
    is_vital: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricsPage:
    """Prometheus' page: its content with its type, shown to whoever knows the token."""

    token: str
    render: Callable[[], Awaitable[tuple[bytes, str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterServices:
    """Reads letters, tries them out, keeps them from leaving, sends them again."""

    shelf: LetterShelf
    trials: LetterTrials
    renderer: LetterRenderer
    cancelling: LetterCancelling
    resending: LetterResending


@dataclass(frozen=True, slots=True, kw_only=True)
class RulingServices:
    """What stands around policies: what rules may look at, whom they are for, and what they decided, on paper too."""

    facts: KnownFacts
    assignments: PolicyAssignments
    pilots: Pilots
    records: DecisionRecords
    oversight: OversightMeter
    reasons: ReasonList
    fairness: FairnessReports
    impact: ImpactAssessments


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiServices:
    """Everything the API calls. `timezone` is the company's; without `metrics` their page does not exist."""

    intake: Intake
    results: Results
    requests: Requests
    repinning: Repinning
    after_telling: AfterTelling
    people: PeopleServices
    applications: Applications
    policies: Policies
    policy_reports: PolicyReports
    policy_activation: PolicyActivation
    ruling: RulingServices
    reviews: ReviewDesk
    recomposing: Recomposing
    polishing: LetterPolishing
    case_work: CaseWork
    letters: LetterServices
    templates: TemplateServices
    doubts: Doubts
    reports: Reports
    pauses: Pauses
    api_keys: ApiKeys
    answers: StoredAnswers
    provider_events: ProviderEvents
    replies: Replies
    webhooks: WebhookReaders
    endpoints: WebhookEndpoints
    endpoint_addresses: EndpointAddresses
    status_links: StatusLinks
    wechat_subscriptions: WechatAsking
    links: LinkFactory
    default_timezone: DefaultTimezone
    clock: Clock
    public_base_url: str
    timezone: str = "UTC"
    health: tuple[HealthCheck, ...] = ()
    metrics: MetricsPage | None = None
