"""Naming an application's steps, letters and requests for activities: ids, codes and times."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kindregards.domain.journey import (
    Alarm,
    AlarmRef,
    ApplicationRef,
    Command,
    LateCommands,
    LetterRef,
    RequestRef,
    StepRef,
)


@dataclass(frozen=True, slots=True)
class Names:
    """What activities are told about one application."""

    application: ApplicationRef

    def step(self, at: datetime) -> StepRef:
        """Name the application and the journey's time, for a step that takes it from there."""
        ref = self.application
        return StepRef(company_id=ref.company_id, application_id=ref.application_id, at=at)

    def letter(self, letter_id: str) -> LetterRef:
        """Name a letter of the application."""
        ref = self.application
        return LetterRef(company_id=ref.company_id, application_id=ref.application_id, letter_id=letter_id)

    def alarm(self, alarm: Alarm, review_id: str | None) -> AlarmRef:
        """Name a moment that has come, with the review it may be about."""
        return AlarmRef(
            company_id=self.application.company_id,
            application_id=self.application.application_id,
            kind=alarm.kind,
            review_id=review_id,
            at=alarm.at,
        )

    def late(self, commands: Iterable[Command]) -> LateCommands:
        """Name what came in while the journey ended."""
        return LateCommands(
            company_id=self.application.company_id,
            application_id=self.application.application_id,
            sequences=tuple(command.sequence for command in commands),
        )

    def request(self, command: Command) -> RequestRef:
        """Name what a command asks of the application."""
        return RequestRef(
            company_id=self.application.company_id,
            application_id=self.application.application_id,
            kind=command.kind,
            reference=command.reference,
        )
