"""An office with users, six open cases, decided applications and letters on every way."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache

from approval_ui import ConsoleServices
from approval_ui.services import PolicyServices
from kindregards.domain.accounts import Role, User
from kindregards.domain.applications import ApplicationState, HeldReason, Outcome
from kindregards.domain.channels import Channel
from kindregards.domain.decisions import DecisionMode, DecisionState
from kindregards.domain.deliveries import AttemptState, DeliveryState
from kindregards.domain.intake import ApplicationView, TimelineEntry
from kindregards.domain.languages import Language, Tone
from kindregards.domain.letters import Letter, LetterState, Link, Purpose
from kindregards.domain.lint import lint
from kindregards.domain.ports.clock import Clock
from kindregards.domain.ports.polishing import LetterPolishing
from kindregards.domain.reviewing import (
    AttemptView,
    DeliveryView,
    LetterView,
    MailboxMessage,
    ReviewCase,
    ReviewSummary,
)
from kindregards.domain.reviews import ReviewState
from kindregards.letters.composer import TemplateComposer
from kindregards.letters.rendering import MjmlRenderer
from tests.approval_ui.corresponding import FakeLetterDesk, FakeTrials
from tests.approval_ui.doubting import FakeDoubts
from tests.approval_ui.fakes import (
    FakeApplications,
    FakeDesk,
    FakeLinks,
    FakeOverviews,
    FakeReplies,
    FakeShelf,
    context_of,
)
from tests.approval_ui.pausing import FakePauses
from tests.approval_ui.people import CASES, CaseLine
from tests.approval_ui.piloting import FakeAssignments, FakeOversight, FakePilots
from tests.approval_ui.reasoning import FakeReasons
from tests.approval_ui.replying import some_replies
from tests.approval_ui.reporting import FakeReports
from tests.approval_ui.requesting import FakePeople
from tests.approval_ui.ruling import (
    FakeDecisionRecords,
    FakeFacts,
    FakeImpactAssessments,
    FakePolicies,
    FakePolicyReports,
)
from tests.approval_ui.signing_in import FakeSessions
from tests.approval_ui.templating import FakeTemplates
from tests.approval_ui.touring import FakeTours
from tests.approval_ui.working import FakeCaseWork, FakeCorrections, FakeOwnSettings
from tests.builders import NOW, a_decision, a_letter_request, a_policy
from tests.candidate_ui.fakes import TOKEN

ORIGIN = "http://console.test"
PASSWORD = "correct horse"


def a_user(user_id: str, name: str, role: Role, language: Language = Language.ENGLISH) -> User:
    """Return a member of staff."""
    return User(
        id=user_id,
        company_id="company-1",
        email=f"{user_id}@example.com",
        name=name,
        role=role,
        groups=("recruiters",),
        language=language,
        company_name="晨光科技",
    )


LIN = a_user("lin", "林悦", Role.REVIEWER, Language.CHINESE)
AMARA = a_user("amara", "Amara Osei", Role.REVIEWER)
LENA = a_user("lena", "Lena Fischer", Role.LEAD)
VERA = a_user("vera", "Vera Lindqvist", Role.VIEWER)


@dataclass(kw_only=True)
class Office:
    """Every port of the console."""

    sessions: FakeSessions
    desk: FakeDesk
    applications: FakeApplications
    shelf: FakeShelf
    replies: FakeReplies
    doubts: FakeDoubts
    own_settings: FakeOwnSettings = field(default_factory=FakeOwnSettings)
    pauses: FakePauses = field(default_factory=FakePauses)
    templates: FakeTemplates = field(default_factory=FakeTemplates)
    policies: FakePolicies = field(default_factory=FakePolicies)
    reports: FakeReports = field(default_factory=FakeReports)
    assignments: FakeAssignments = field(default_factory=FakeAssignments)
    pilots: FakePilots = field(default_factory=FakePilots)
    reasons: FakeReasons = field(default_factory=FakeReasons)
    tours: FakeTours | None = field(default_factory=FakeTours)
    polishing: LetterPolishing | None = None
    impact: FakeImpactAssessments = field(default_factory=FakeImpactAssessments)
    correspondence: FakeLetterDesk = field(init=False)
    people: FakePeople = field(init=False)
    in_development: bool = True
    origin: str = ORIGIN
    clock: Clock = lambda: NOW

    def __post_init__(self) -> None:
        """Put a desk beside the shelf."""
        self.correspondence = FakeLetterDesk(shelf=self.shelf, applications=self.applications)
        self.people = FakePeople(applications=self.applications)

    @property
    def ruling(self) -> PolicyServices:
        """Return the ports of policies."""
        return PolicyServices(
            versions=self.policies,
            reports=FakePolicyReports(self.policies),
            activation=self.policies,
            facts=FakeFacts(),
            assignments=self.assignments,
            pilots=self.pilots,
            reasons=self.reasons,
            impact=self.impact,
        )

    @property
    def services(self) -> ConsoleServices:
        """Return the ports as the console takes them."""
        return ConsoleServices(
            sessions=self.sessions,
            overviews=FakeOverviews(desk=self.desk, applications=self.applications, shelf=self.shelf),
            desk=self.desk,
            recomposing=self.desk,
            case_work=FakeCaseWork(desk=self.desk, users=self.sessions.users),
            own_settings=self.own_settings,
            corrections=FakeCorrections(applications=self.applications),
            people=self.people.services,
            applications=self.applications,
            requests=self.applications,
            letters=self.shelf,
            letter_lists=self.correspondence,
            letter_cancelling=self.correspondence,
            letter_hurrying=self.correspondence,
            letter_resending=self.correspondence,
            letter_trials=FakeTrials(),
            decision_records=FakeDecisionRecords(self.applications),
            oversight=FakeOversight(),
            replies=self.replies,
            reports=self.reports,
            templates=self.templates.services,
            doubts=self.doubts,
            pauses=self.pauses,
            policies=self.ruling,
            mailbox=self.shelf,
            renderer=MjmlRenderer(),
            links=FakeLinks(self.origin),
            clock=self.clock,
            form_key=b"k" * 32,
            public_base_url=self.origin,
            timezone="Asia/Shanghai",
            tours=self.tours,
            in_development=self.in_development,
            polishing=self.polishing,
        )


def an_office(origin: str = ORIGIN) -> Office:
    """Return an office on a working day."""
    cases = dict(all_cases())
    views = {case.application.id: case.application for case in cases.values()}
    views |= {view.id: view for view in ended_applications(cases["review-1"], cases["review-2"])}
    letters = {letter.id: letter for letter in letters_on_their_way(cases["review-1"], cases["review-2"])}
    messages = {each.id: each for each in messages_of(origin)}
    applications = FakeApplications(views=views, entries={view_id: a_timeline() for view_id in views})
    return Office(
        sessions=FakeSessions(users={user.id: user for user in (LIN, AMARA, LENA, VERA)}),
        desk=FakeDesk(cases=cases),
        applications=applications,
        doubts=FakeDoubts(applications=applications),
        shelf=FakeShelf(letters=letters, messages=messages),
        replies=FakeReplies(replies={"application-told": some_replies()}),
        origin=origin,
    )


@cache
def all_cases() -> dict[str, ReviewCase]:
    """Return the cases by id; they never change, so they are composed once."""
    return {f"review-{line.number}": a_case(line) for line in CASES}


def a_letter_of(line: CaseLine) -> Letter:
    """Return the letter that the real templates write for a case."""
    request = a_letter_request(
        stage=line.stage,
        candidate=line.candidate,
        job=line.job,
        language=line.candidate.language,
        tone=Tone.WARM,
        reason=line.reason,
        result=line.result,
    )
    letter = TemplateComposer().compose(request).letter
    assert letter is not None
    return letter


def a_case(line: CaseLine) -> ReviewCase:
    """Return the case of a line, as the desk shows it."""
    letter = a_letter_of(line) if line.has_letter else None
    review = ReviewSummary(
        id=f"review-{line.number}",
        application_id=f"application-{line.number}",
        version=1,
        state=ReviewState.OPEN,
        candidate_name=line.candidate.name,
        job_title=line.job.title,
        stage=line.stage,
        flags=line.flags,
        rule=line.rule,
        reason=line.reason,
        group="recruiters",
        score=line.result.score if line.result else None,
        opened_at=NOW - timedelta(hours=4),
        due_at=line.due_at,
    )
    case = ReviewCase(
        review=review,
        application=an_application(line, state=ApplicationState.AWAITING_REVIEW, review_id=review.id),
        candidate=line.candidate,
        job=line.job,
        policy=a_policy(),
        result=line.result,
        letter_id=f"letter-{line.number}" if letter else None,
        letter=letter,
        letter_hash=letter.content_hash if letter else None,
        findings=(),
    )
    return replace(case, findings=lint(letter, context_of(case)) if letter else ())


def an_application(line: CaseLine, **changes: object) -> ApplicationView:
    """Return the application of a line."""
    view = ApplicationView(
        id=f"application-{line.number}",
        external_id=f"ats-47{line.number:02}",
        state=ApplicationState.AWAITING_REVIEW,
        outcome=None,
        stage=line.stage,
        candidate_name=line.candidate.name,
        job_title=line.job.title,
        created_at=NOW - timedelta(days=1, hours=line.number),
    )
    return replace(view, **changes)  # type: ignore[arg-type]  # replace() checks the names


def ended_applications(chinese: ReviewCase, english: ReviewCase) -> list[ApplicationView]:
    """Return one application for every state after a review, and one for every reason to be held."""
    base = replace(chinese.application, review_id=None)
    told_at = NOW - timedelta(hours=2)
    standing = a_decision(decided_at=NOW - timedelta(hours=3))
    released = replace(standing, state=DecisionState.RELEASED, mode=DecisionMode.HUMAN, decided_by="lin")
    pending = {"state": ApplicationState.LETTER_PENDING, "outcome": Outcome.REJECT, "decision": standing}
    told = {"state": ApplicationState.TOLD, "outcome": Outcome.REJECT, "decision": released, "told_at": told_at}
    answered = told | {"reply_waits_since": NOW}
    rows: list[tuple[str, ReviewCase, dict[str, object]]] = [
        ("pending", chinese, pending),
        ("told", english, answered),
        ("read", chinese, told | {"state": ApplicationState.ACKNOWLEDGED, "acknowledged_at": NOW}),
        ("waiting", english, {"state": ApplicationState.AWAITING_INTERVIEW}),
        ("withdrawn", english, {"state": ApplicationState.CLOSED, "outcome": Outcome.WITHDRAWN}),
    ]
    rows += [
        (f"held-{reason}", english, {"state": ApplicationState.HELD, "held_reason": reason}) for reason in HeldReason
    ]
    return [
        replace(
            base,
            id=f"application-{name}",
            external_id=f"ats-{name}",
            candidate_name=case.application.candidate_name,
            job_title=case.application.job_title,
            **facts,  # type: ignore[arg-type]  # replace() checks the names
        )
        for name, case, facts in rows
    ]


def letters_on_their_way(chinese: ReviewCase, english: ReviewCase) -> list[LetterView]:
    """Return letters in every state, one of them with a delivery in every state."""
    attempt = AttemptView(
        id="attempt-1",
        number=1,
        state=AttemptState.ACCEPTED,
        provider="sendgrid",
        provider_message_id="m-1",
        error_code=None,
        started_at=NOW - timedelta(hours=2),
        finished_at=NOW - timedelta(hours=2),
    )
    refused = replace(attempt, id="attempt-2", state=AttemptState.REFUSED, provider="twilio", error_code="twilio_21614")
    opened: dict[str, str | bool | None] = {
        "kind": "opened", "at": NOW.isoformat(), "reason": None, "error_code": None, "machine": True,
    }  # fmt: skip
    deliveries = (
        DeliveryView(channel=Channel.SMS, state=DeliveryState.REJECTED_BY_PROVIDER, attempts=(refused,)),
        DeliveryView(channel=Channel.EMAIL, state=DeliveryState.DELIVERED, attempts=(attempt,), events=(opened,)),
    )
    return [
        _letter_view("letter-told", "application-told", english, LetterState.RELEASED, deliveries=deliveries),
        _letter_view("letter-pending", "application-pending", chinese, LetterState.PENDING),
        _letter_view("letter-1", "application-1", chinese, LetterState.DRAFT),
        *(
            _letter_view(
                f"letter-{state}", "application-read", chinese, LetterState.RELEASED,
                deliveries=(DeliveryView(channel=Channel.EMAIL, state=state, attempts=()),),
            )
            for state in DeliveryState
        ),
    ]  # fmt: skip


def _letter_view(
    letter_id: str,
    application_id: str,
    case: ReviewCase,
    state: LetterState,
    deliveries: tuple[DeliveryView, ...] = (),
) -> LetterView:
    assert case.letter is not None
    return LetterView(
        id=letter_id,
        application_id=application_id,
        purpose=Purpose.OUTCOME,
        state=state,
        letter=case.letter,
        findings=(),
        not_before=NOW + timedelta(hours=2),
        created_at=NOW - timedelta(hours=3),
        accepted_at=NOW - timedelta(hours=2) if state is LetterState.RELEASED else None,
        deliveries=deliveries,
    )


@cache
def messages_of(origin: str) -> list[MailboxMessage]:
    """Return an e-mail in each language and a text message, with links as they are sent."""
    cases = all_cases()
    letters = {letter.id: letter for letter in letters_on_their_way(cases["review-1"], cases["review-2"])}
    links = FakeLinks(origin)
    found = []
    for number, letter_id in enumerate(("letter-told", "letter-pending", "letter-told"), start=1):
        view = letters[letter_id]
        rendered = MjmlRenderer().render(view.letter, {link: links.letter(TOKEN) for link in Link})
        is_sms = number == 3
        found.append(
            MailboxMessage(
                id=f"message-{number}",
                application_id=view.application_id,
                letter_id=view.id,
                channel=Channel.SMS if is_sms else Channel.EMAIL,
                address="+447700900123" if is_sms else "candidate@example.com",
                recipient_name="Daniel Okafor" if view.letter.language is Language.ENGLISH else "王梅",
                subject="" if is_sms else rendered.subject,
                text=rendered.sms if is_sms else rendered.text,
                html=None if is_sms else rendered.html,
                created_at=NOW - timedelta(minutes=number),
            )
        )
    return found


def a_timeline() -> list[TimelineEntry]:
    """Return entries of many kinds, with who did it."""

    def entry(minutes: int, actor: str, event: str, **detail: object) -> TimelineEntry:
        at: datetime = NOW - timedelta(hours=6) + timedelta(minutes=minutes)
        return TimelineEntry(at=at, actor=actor, event=event, reference=None, detail=detail)

    return [
        entry(0, "integrator", "application_received"),
        entry(1, "integrator", "result_received"),
        entry(2, "system", "review_opened", flags=["borderline_rule", "law_wants_person"]),
        entry(60, "system", "review_remind"),
        entry(90, "lin", "review_decided", outcome="reject", reason="experience_gap", rewritten=True),
        entry(91, "lin", "decided", outcome="reject", mode="human", rule="rule 4: always", reason="experience_gap"),
        entry(240, "system", "told", outcome="reject", channel="email"),
        entry(300, "candidate", "acknowledged"),
    ]
