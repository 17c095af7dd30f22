"""Playing the scenarios: all people of a scenario side by side, told one after the other."""

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime

from rich.console import Console

from kindregards import clock
from kindregards.demo.account import Account
from kindregards.demo.candidate_page import CandidatePages
from kindregards.demo.narration import Narration
from kindregards.demo.pace import QUICK
from kindregards.demo.people import Person, people_of
from kindregards.demo.policies import policy_for, policy_name
from kindregards.demo.public_api import PublicApi
from kindregards.demo.systems import System
from kindregards.demo.walk import AlwaysMine, Walk
from kindregards.demo.way import Way
from kindregards.domain.languages import Language
from kindregards.domain.tours import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """What is played, and in which language it is told."""

    scenarios: Sequence[Scenario]
    languages: Sequence[Language]
    told_in: Language

    def people(self, scenario: Scenario) -> tuple[Person, ...]:
        """Return the people of a scenario, language by language."""
        return tuple(person for language in self.languages for person in people_of(scenario, language))


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """A play that was played, and who can tell of it."""

    ways: tuple[Way, ...]
    account: Account


async def play(system: System, programme: Programme, console: Console) -> Play:
    """Play every scenario on a system; raise DemoError when it cannot even begin."""
    ways: list[Way] = []
    async with PublicApi(system.url, system.api_key) as api, aclosing(CandidatePages()) as pages:
        narration = Narration(language=programme.told_in, reasons=await api.reason_labels())
        account = Account(console, narration, system.url)
        run = _run_name(clock.now())
        for scenario in programme.scenarios:
            people = programme.people(scenario)
            await api.let_decide(policy_name(scenario, QUICK), policy_for(scenario, QUICK))
            with account.scenario(scenario, people) as watch:
                walk = Walk(api=api, pages=pages, run=run, pace=QUICK, watch=watch, turn=AlwaysMine())
                ways += await _lead_all(people, walk, account)
    return Play(ways=tuple(ways), account=account)


async def _lead_all(people: Sequence[Person], walk: Walk, account: Account) -> list[Way]:
    """Lead everybody at the same time, and tell of each as soon as all before them are told of."""
    ways = []
    async with asyncio.TaskGroup() as group:
        going = [group.create_task(_lead(walk, person, number)) for number, person in enumerate(people)]
        for task in going:
            ways.append(await task)
            account.tell(ways[-1])
    return ways


async def _lead(walk: Walk, person: Person, number: int) -> Way:
    await asyncio.sleep(number * walk.pace.between_people)
    return await walk.lead(person)


def _run_name(now: datetime) -> str:
    """Return what tells the applications of this play from those of others on the same system."""
    return now.strftime("%Y%m%d-%H%M%S-%f")
