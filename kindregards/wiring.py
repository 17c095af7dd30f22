"""Putting the parts together: the only place that knows which detail stands behind which port."""

from dataclasses import dataclass

from kindregards.clock import now as clock_now
from kindregards.domain.ports.after_telling import AfterTelling
from kindregards.domain.ports.clock import Clock
from kindregards.domain.ports.commands import CommandTrigger
from kindregards.domain.ports.people import PeopleServices
from kindregards.exact_test import fisher
from kindregards.letters.composer import TemplateComposer
from kindregards.letters.reasons import usual_texts
from kindregards.senders import available_channels, paces_of
from kindregards.settings import Settings
from kindregards.store.accounts import Accounts
from kindregards.store.api_keys import ApiKeys
from kindregards.store.appeals import Appeals
from kindregards.store.applications import Applications
from kindregards.store.blind_index import BlindIndex
from kindregards.store.brands import Brands
from kindregards.store.calls import Calls
from kindregards.store.candidate_pages import CandidatePages
from kindregards.store.candidate_voice import CandidateVoice
from kindregards.store.candidates import Candidates
from kindregards.store.case_work import CaseWork
from kindregards.store.cases import Cases
from kindregards.store.companies import Companies
from kindregards.store.corrections import Corrections
from kindregards.store.database import Database
from kindregards.store.doubts import Doubts
from kindregards.store.erasures import Erasures
from kindregards.store.fairness_reports import FairnessReports
from kindregards.store.feedback import FeedbackShelf
from kindregards.store.intake import Intake
from kindregards.store.interview_results import Results
from kindregards.store.inviting import Invitations
from kindregards.store.kept_people import KeptPeople
from kindregards.store.known_facts import KnownFacts
from kindregards.store.ledger import Ledger
from kindregards.store.legal_holds import LegalHolds
from kindregards.store.letter_cancelling import LetterCancelling
from kindregards.store.letter_hurrying import LetterHurrying
from kindregards.store.letter_lists import LetterLists
from kindregards.store.letter_resending import LetterResending
from kindregards.store.letter_shelf import LetterShelf
from kindregards.store.letter_templates import LetterTemplates
from kindregards.store.letter_trials import LetterTrials
from kindregards.store.mailbox import Mailbox
from kindregards.store.open_requests import OpenRequests
from kindregards.store.overview import Overviews
from kindregards.store.own_data import OwnData
from kindregards.store.own_settings import OwnSettings
from kindregards.store.passwords import Passwords
from kindregards.store.past_evaluations import PastEvaluations
from kindregards.store.pauses import Pauses
from kindregards.store.policies import Policies
from kindregards.store.policy_activation import PolicyActivation
from kindregards.store.policy_reports import PolicyReports
from kindregards.store.pool_entries import TalentPool
from kindregards.store.provider_events import ProviderEvents
from kindregards.store.reasons import ReasonList
from kindregards.store.reminders import Reminders
from kindregards.store.repinning import Repinning
from kindregards.store.replies import Replies
from kindregards.store.reports import Reports
from kindregards.store.requests import Requests
from kindregards.store.retention import Retention
from kindregards.store.review_desk import ReviewDesk
from kindregards.store.sender_gate import SenderGate
from kindregards.store.sessions import Sessions
from kindregards.store.staff_mails import StaffMails
from kindregards.store.stored_answers import StoredAnswers
from kindregards.store.subject_keys import SubjectKeys
from kindregards.store.template_recomposing import TemplateRecomposing
from kindregards.store.vault import MasterKeys, Vault
from kindregards.store.watched_deliveries import WatchedDeliveries
from kindregards.store.wechat import WechatGrants, WechatTokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    """Everything that reads and writes the database."""

    database: Database
    keys: SubjectKeys
    blind_index: BlindIndex
    companies: Companies
    policies: Policies
    policy_activation: PolicyActivation
    candidates: Candidates
    applications: Applications
    intake: Intake
    results: Results
    requests: Requests
    cases: Cases
    ledger: Ledger
    reminders: Reminders
    provider_events: ProviderEvents
    wechat_tokens: WechatTokens
    wechat_grants: WechatGrants
    replies: Replies
    mailbox: Mailbox
    letters: LetterShelf
    reviews: ReviewDesk
    pages: CandidatePages
    overviews: Overviews
    accounts: Accounts
    sessions: Sessions
    api_keys: ApiKeys
    answers: StoredAnswers

    @property
    def appeals(self) -> Appeals:
        """Return what takes appeals in."""
        return Appeals(self.database, self.candidates, self.applications, self.policies, self.requests.trigger)

    @property
    def corrections(self) -> Corrections:
        """Return what takes told decisions back."""
        return Corrections(self.database, self.applications, self.requests.trigger)

    @property
    def calls(self) -> Calls:
        """Return the calls that come before letters."""
        return Calls(self.database, self.candidates, self.applications, self.requests.trigger)

    @property
    def after_telling(self) -> AfterTelling:
        """Return what the doors may ask once a decision is made."""
        return AfterTelling(appeals=self.appeals, corrections=self.corrections, calls=self.calls)

    @property
    def people(self) -> PeopleServices:
        """Return what people at the console do for candidates."""
        requests = OpenRequests(self.database, self.candidates)
        return PeopleServices(
            requests=requests,
            calls=self.calls,
            erasures=self.erasures,
            pool=self.talent_pool,
            invitations=self.invitations,
            feedback=self.feedback,
            holds=self.legal_holds,
            own_data=OwnData(self.cases, self.feedback),
        )

    @property
    def invitations(self) -> Invitations:
        """Return what tells people in the pool of openings."""
        reviews, trigger = self.reviews, self.requests.trigger
        return Invitations(self.database, self.cases, self.blind_index, reviews.composer, trigger, reviews.available)

    @property
    def voice(self) -> CandidateVoice:
        """Return what candidates say behind their links."""
        return CandidateVoice(self.cases, self.appeals, self.feedback, self.talent_pool, self.erasures)

    @property
    def feedback(self) -> FeedbackShelf:
        """Return what candidates say of the way they were told."""
        return FeedbackShelf(self.database, self.candidates)

    @property
    def talent_pool(self) -> TalentPool:
        """Return who agreed to hear of openings."""
        return TalentPool(self.database, self.candidates, self.policies)

    @property
    def erasures(self) -> Erasures:
        """Return what forgets people."""
        return Erasures(self.database, KeptPeople(self.policies), self.requests.trigger)

    @property
    def retention(self) -> Retention:
        """Return what forgets people whose time is over."""
        return Retention(self.database, KeptPeople(self.policies))

    @property
    def legal_holds(self) -> LegalHolds:
        """Return what keeps records for a lawyer."""
        return LegalHolds(self.database)

    @property
    def templates(self) -> LetterTemplates:
        """Return the templates that companies write."""
        return LetterTemplates(self.database, self.cases, self.reviews.composer)

    @property
    def brands(self) -> Brands:
        """Return how the company appears."""
        return Brands(self.database, self.companies)

    @property
    def template_recomposing(self) -> TemplateRecomposing:
        """Return what brings waiting letters to the words of today."""
        return TemplateRecomposing(self.reviews, self.requests)

    @property
    def policy_reports(self) -> PolicyReports:
        """Return what is known of policy versions."""
        return self.policy_activation.reports

    @property
    def fairness_reports(self) -> FairnessReports:
        """Return what compares groups by what was really decided."""
        made = self.policy_activation.reports
        return FairnessReports(made.evaluations, made.exact_test)

    @property
    def known_facts(self) -> KnownFacts:
        """Return what rules may look at besides scores."""
        return self.policy_activation.facts

    @property
    def watched(self) -> WatchedDeliveries:
        """Return the worklist of the sweep."""
        return WatchedDeliveries(self.database, self.candidates, self.requests.trigger)

    @property
    def letter_cancelling(self) -> LetterCancelling:
        """Return what keeps an outcome letter from leaving."""
        return LetterCancelling(self.requests)

    @property
    def letter_hurrying(self) -> LetterHurrying:
        """Return what ends a letter's cooling-off."""
        return LetterHurrying(self.database, self.requests.trigger)

    @property
    def repinning(self) -> Repinning:
        """Return what puts applications under the active version of their policy."""
        return Repinning(self.database, self.applications, self.policies)

    @property
    def letter_trials(self) -> LetterTrials:
        """Return what shows letters that are nowhere kept."""
        return LetterTrials(self.database, self.cases, self.reviews.composer)

    @property
    def letter_resending(self) -> LetterResending:
        """Return what has a letter sent again."""
        reviews = self.reviews
        return LetterResending(
            self.database, self.candidates, self.blind_index, self.requests.trigger, reviews.available
        )

    @property
    def pauses(self) -> Pauses:
        """Return the switch that keeps all letters from leaving."""
        return Pauses(self.database, self.companies)

    @property
    def letter_lists(self) -> LetterLists:
        """Return letters a page at a time."""
        return LetterLists(self.database, self.candidates)

    @property
    def reports(self) -> Reports:
        """Return what is counted over a company's past."""
        return Reports(self.database)

    @property
    def reasons(self) -> ReasonList:
        """Return the managed list of reasons."""
        return ReasonList(self.database, self.companies, usual_texts())

    @property
    def case_work(self) -> CaseWork:
        """Return what reviewers do with cases besides deciding them."""
        return CaseWork(self.database, self.candidates, self.companies)

    @property
    def own_settings(self) -> OwnSettings:
        """Return what reviewers set for themselves."""
        return OwnSettings(self.database)

    @property
    def staff_mails(self) -> StaffMails:
        """Return the notices on their way to reviewers."""
        return StaffMails(self.accounts)

    @property
    def doubts(self) -> Doubts:
        """Return the letters of which nobody knows whether they left."""
        return Doubts(self.database, self.candidates, self.applications, self.requests.trigger)


def open_database(settings: Settings) -> Database:
    """Return the database that the settings name; nothing is connected yet."""
    return Database(settings.database_url.get_secret_value())


def build_stores(
    settings: Settings, database: Database, *, trigger: CommandTrigger, clock: Clock = clock_now
) -> Stores:
    """Return every repository; `trigger` hears of each command once it is committed."""
    keys, blind_index, companies, candidates = people_of(settings)
    policies = Policies(database)
    applications = Applications(database, candidates)
    cases = Cases(database, candidates, companies, policies)
    requests = Requests(database, candidates, applications, trigger)
    events = ProviderEvents(database, candidates, companies, trigger)
    accounts = Accounts(database, companies, blind_index, Passwords())
    return Stores(
        database=database,
        keys=keys,
        blind_index=blind_index,
        companies=companies,
        policies=policies,
        policy_activation=activation_of(settings, policies, candidates),
        candidates=candidates,
        applications=applications,
        intake=Intake(database, candidates, applications, policies, trigger),
        results=Results(database, candidates, applications, trigger),
        requests=requests,
        cases=cases,
        ledger=Ledger(database, cases, blind_index, trigger, SenderGate(paces_of(settings))),
        reminders=Reminders(database, candidates),
        provider_events=events,
        wechat_tokens=WechatTokens(database, companies),
        wechat_grants=WechatGrants(database, blind_index),
        replies=Replies(database, candidates),
        mailbox=Mailbox(database, candidates, clock),
        letters=LetterShelf(database, candidates),
        reviews=_desk(settings, cases, applications, trigger),
        pages=CandidatePages(cases, requests, events),
        overviews=Overviews(database, candidates),
        accounts=accounts,
        sessions=Sessions(accounts),
        api_keys=ApiKeys(database),
        answers=StoredAnswers(database, companies, blind_index),
    )


def _desk(settings: Settings, cases: Cases, applications: Applications, trigger: CommandTrigger) -> ReviewDesk:
    return ReviewDesk(
        cases.database,
        cases,
        applications,
        trigger,
        available_channels(settings),
        TemplateComposer(),
        wants_other_reviewer=settings.policy_other_reviewer,
    )


def activation_of(settings: Settings, policies: Policies, candidates: Candidates) -> PolicyActivation:
    """Return what lets versions go live, under the company's conditions."""
    database = policies.database
    past = PastEvaluations(database, candidates)
    return PolicyActivation(
        policies=policies,
        reports=PolicyReports(database, policies, past, fisher),
        facts=KnownFacts(policies, past, settings.policy_fact_names),
        wants_report=settings.policy_report_required,
        wants_second_person=settings.policy_second_person,
    )


def people_of(settings: Settings) -> tuple[SubjectKeys, BlindIndex, Companies, Candidates]:
    """Return what seals, finds and opens what we know of people."""
    keys = SubjectKeys(Vault(MasterKeys.parse(settings.master_keys)))
    blind_index = BlindIndex(settings.secret_key.get_secret_value())
    return keys, blind_index, Companies(keys), Candidates(keys, blind_index)
