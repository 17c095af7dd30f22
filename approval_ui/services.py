"""Everything the console asks of the rest of the system."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from kindregards.domain.ports.accounts import Sessions
from kindregards.domain.ports.after_telling import Corrections
from kindregards.domain.ports.case_work import CaseWork, OwnSettings
from kindregards.domain.ports.clock import Clock
from kindregards.domain.ports.doors import (
    Applications,
    DecisionRecords,
    KnownFacts,
    LetterCancelling,
    LetterHurrying,
    LetterResending,
    LetterTrials,
    Policies,
    PolicyActivation,
    PolicyReports,
    Replies,
    Requests,
)
from kindregards.domain.ports.doubts import Doubts
from kindregards.domain.ports.impact_assessments import ImpactAssessments
from kindregards.domain.ports.letter_lists import LetterLists
from kindregards.domain.ports.letters import LetterRenderer
from kindregards.domain.ports.oversight import OversightMeter
from kindregards.domain.ports.overview import Overviews
from kindregards.domain.ports.pausing import Pauses
from kindregards.domain.ports.people import PeopleServices
from kindregards.domain.ports.pilots import Pilots, PolicyAssignments
from kindregards.domain.ports.polishing import LetterPolishing
from kindregards.domain.ports.reasons import ReasonList
from kindregards.domain.ports.reports import Reports
from kindregards.domain.ports.review_desk import LetterShelf, MailboxReader, Recomposing, ReviewDesk
from kindregards.domain.ports.senders import LinkFactory
from kindregards.domain.ports.templates import TemplateServices
from kindregards.domain.ports.tours import Tours
from kindregards.http.client_address import Network


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyServices:
    """What the pages of policies ask for."""

    versions: Policies
    reports: PolicyReports
    activation: PolicyActivation
    facts: KnownFacts
    assignments: PolicyAssignments
    pilots: Pilots
    reasons: ReasonList
    impact: ImpactAssessments


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsoleServices:
    """Ports and facts. `form_key` signs forms; `timezone` is the company's, used until a browser names its own.

    Without `tours` there is no demo page, without `polishing` no language model is offered.
    """

    sessions: Sessions
    overviews: Overviews
    desk: ReviewDesk
    recomposing: Recomposing
    case_work: CaseWork
    corrections: Corrections
    people: PeopleServices
    own_settings: OwnSettings
    applications: Applications
    requests: Requests
    letters: LetterShelf
    letter_lists: LetterLists
    letter_cancelling: LetterCancelling
    letter_hurrying: LetterHurrying
    letter_resending: LetterResending
    letter_trials: LetterTrials
    templates: TemplateServices
    doubts: Doubts
    pauses: Pauses
    policies: PolicyServices
    decision_records: DecisionRecords
    oversight: OversightMeter
    replies: Replies
    reports: Reports
    mailbox: MailboxReader
    renderer: LetterRenderer
    links: LinkFactory
    clock: Clock
    form_key: bytes
    public_base_url: str
    timezone: str
    in_development: bool = False
    trusted_proxies: tuple[Network, ...] = ()
    tours: Tours | None = None
    polishing: LetterPolishing | None = None

    @property
    def zone(self) -> ZoneInfo:
        """Return the company's time zone."""
        return ZoneInfo(self.timezone)
