"""The journey's steps on an office's store, with somebody who acts between reading a case and recording about it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from activities.asking import Asking
from activities.assessment import Assessment
from activities.drafting import Drafting
from activities.ending import Ending
from activities.reviewing import Reviewing
from activities.telling import Telling
from kindregards.calendars.country_workdays import CountryWorkdays
from kindregards.domain.cases import CaseFile
from kindregards.domain.channels import Channel
from kindregards.domain.journey import ApplicationRef, StepRef
from kindregards.domain.ports.clock import Clock
from kindregards.domain.ports.senders import Senders
from kindregards.letters.composer import TemplateComposer
from kindregards.letters.rendering import MjmlRenderer
from kindregards.senders import PublicLinks
from kindregards.store.cases import Cases
from tests.builders import NOW
from tests.store.office import Office
from tests.world import ScriptedSenders

Interruption = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class InterruptedCases(Cases):
    """The store's cases; after each has been opened, the next interruption happens."""

    interruptions: list[Interruption] = field(default_factory=list)

    async def open(self, ref: ApplicationRef) -> CaseFile:
        """Open a case, then let somebody else be faster than whoever reads it."""
        case = await self.database.read(lambda session: self.file(session, ref))
        if self.interruptions:
            await self.interruptions.pop(0)()
        return case


def an_assessment(office: Office, *interruptions: Interruption) -> Assessment:
    """Return the step `assess`."""
    cases, drafting = _cases(office, interruptions), _drafting()
    return Assessment(cases=cases, drafting=drafting, asking=Asking(cases=cases, drafting=drafting), clock=lambda: NOW)


def assessed(ref: ApplicationRef) -> StepRef:
    """Name an application to assess."""
    return StepRef(company_id=ref.company_id, application_id=ref.application_id)


def a_reviewing(office: Office, *interruptions: Interruption) -> Reviewing:
    """Return the step that carries out what people decided."""
    cases, drafting = _cases(office, interruptions), _drafting()
    asking = Asking(cases=cases, drafting=drafting)
    return Reviewing(cases=cases, ledger=office.stores.ledger, drafting=drafting, asking=asking, clock=lambda: NOW)


def an_ending(office: Office, *interruptions: Interruption) -> Ending:
    """Return the steps that end a journey."""
    cases, drafting = _cases(office, interruptions), _drafting()
    return Ending(cases=cases, drafting=drafting, asking=Asking(cases=cases, drafting=drafting), clock=lambda: NOW)


def a_telling(office: Office, *, senders: Senders | None = None, clock: Clock = lambda: NOW) -> Telling:
    """Return the steps that tell."""
    return Telling(
        cases=office.stores.cases,
        ledger=office.stores.ledger,
        reminders=office.stores.reminders,
        drafting=_drafting(),
        renderer=MjmlRenderer(),
        senders=senders or ScriptedSenders(),
        links=PublicLinks("https://kindregards.test"),
        logos=office.stores.brands,
        clock=clock,
    )


def _cases(office: Office, interruptions: tuple[Interruption, ...]) -> InterruptedCases:
    cases = office.stores.cases
    return InterruptedCases(
        cases.database, cases.candidates, cases.companies, cases.policies, interruptions=list(interruptions)
    )


def _drafting() -> Drafting:
    return Drafting(composer=TemplateComposer(), calendar=CountryWorkdays(), available=tuple(Channel))
