"""`python -m tests.faults.mortal_worker`: the worker itself, put together from parts that die at named points."""

import os
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from kindregards.commands.environment import settings_for_command
from kindregards.domain.channels import SendResult
from kindregards.domain.journey import LetterRef
from kindregards.domain.ports.journey import LetterStanding, Reservation
from kindregards.settings import Settings
from kindregards.steps import build_activities
from kindregards.store.database import Database
from kindregards.store.ledger import Ledger
from kindregards.supervision.gate import wait_at_gate
from kindregards.telemetry import configure_logging
from kindregards.wiring import Stores
from kindregards.worker import Assembly, main
from tests.faults.points import FOLDER_VARIABLE, STEP, Points

T = TypeVar("T")
_POINTS = Points(Path(os.environ.get(FOLDER_VARIABLE, "")))


class MortalDatabase(Database):
    """Dies with everything written and nothing committed."""

    async def write(self, work: Callable[[Session], T]) -> T:
        """Run the transaction up to its commit."""

        def mortal(session: Session) -> T:
            value = work(session)
            session.flush()
            if STEP.get():
                _POINTS.reach(f"within_{STEP.get()}")
            return value

        return await super().write(mortal)


@dataclass(frozen=True)
class MortalLedger(Ledger):
    """Dies before and after its steps."""

    async def reserve(self, letter: LetterRef, now: datetime) -> Reservation | LetterStanding:
        """Reserve, or die."""
        _POINTS.reach("before_reserve")
        STEP.set("reserve")
        answer = await Ledger.reserve(self, letter, now)
        _POINTS.reach("after_reserve")
        return answer

    async def start(self, reservation: Reservation, now: datetime, *, provider: str | None = None) -> None:
        """Start, or die."""
        STEP.set("start")
        await Ledger.start(self, reservation, now, provider=provider)
        _POINTS.reach("after_start")

    async def finish(self, reservation: Reservation, result: SendResult, now: datetime) -> LetterStanding:
        """Die with the provider's answer in hand, or finish, or die after that."""
        _POINTS.reach("after_send")
        STEP.set("finish")
        standing = await Ledger.finish(self, reservation, result, now)
        _POINTS.reach("after_finish")
        return standing

    async def reconcile(self, letter: LetterRef, now: datetime) -> LetterStanding:
        """Reconcile, or die."""
        STEP.set("reconcile")
        standing = await Ledger.reconcile(self, letter, now)
        _POINTS.reach("after_reconcile")
        return standing


def _database(settings: Settings) -> Database:
    return MortalDatabase(settings.database_url.get_secret_value())


def _activities(settings: Settings, stores: Stores) -> tuple[Callable[..., Any], ...]:  # Any: as in wiring
    known = {field.name: getattr(stores.ledger, field.name) for field in fields(stores.ledger)}
    return build_activities(settings, replace(stores, ledger=MortalLedger(**known)))


if __name__ == "__main__":
    chosen = settings_for_command()
    configure_logging(part="worker", level=chosen.log_level, log_format=chosen.log_format)
    wait_at_gate()
    main(chosen, Assembly(database=_database, activities=_activities))
