"""Letters in doubt in memory: one that is still looked up, one that only a person can settle."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kindregards.domain.channels import Channel
from kindregards.domain.deliveries import AttemptState, DeliveryState
from kindregards.domain.doubts import Doubt, DoubtPage
from kindregards.domain.intake import ApplicationView, NotHeldError
from kindregards.domain.letters import Purpose
from kindregards.domain.resolutions import Resolution, Verdict
from kindregards.domain.reviewing import AttemptView, DeliveryView
from tests.approval_ui.fakes import FakeApplications
from tests.builders import NOW


def a_doubt(number: int, state: DeliveryState, *, next_look_at: datetime | None) -> Doubt:
    """Return a lost answer of SendGrid's."""
    attempt = AttemptView(
        id=f"attempt-{number}",
        number=1,
        state=AttemptState.AMBIGUOUS,
        provider="sendgrid",
        provider_message_id=None,
        error_code="read_timeout",
        started_at=NOW - timedelta(hours=1),
        finished_at=NOW - timedelta(hours=1),
        looked_up_at=NOW - timedelta(minutes=10) if next_look_at else None,
    )
    return Doubt(
        id=f"delivery-{number}",
        letter_id=f"letter-in-doubt-{number}",
        application_id="application-pending",
        candidate_name="王梅" if number == 1 else "Daniel Osei",
        job_title="用户运营经理",
        purpose=Purpose.OUTCOME,
        channel=Channel.EMAIL,
        delivery=DeliveryView(channel=Channel.EMAIL, state=state, attempts=(attempt,)),
        next_look_at=next_look_at,
    )


@dataclass(kw_only=True)
class FakeDoubts:
    """Two doubts; remembers what was said about them."""

    applications: FakeApplications
    doubts: dict[str, Doubt] = field(
        default_factory=lambda: {
            each.letter_id: each
            for each in (
                a_doubt(1, DeliveryState.AMBIGUOUS, next_look_at=NOW + timedelta(minutes=20)),
                a_doubt(2, DeliveryState.HELD, next_look_at=None),
            )
        }
    )
    resolutions: list[Resolution] = field(default_factory=list)

    async def page(self, company_id: str, *, limit: int, after: str | None = None) -> DoubtPage:
        """Return what is in doubt."""
        del company_id, after
        return DoubtPage(doubts=tuple(self.doubts.values())[:limit])

    async def resolve(
        self, company_id: str, letter_id: str, verdict: Verdict, *, note: str | None, actor: str, now: datetime
    ) -> ApplicationView:
        """Settle a doubt, once."""
        del company_id
        doubt = self.doubts.pop(letter_id, None)
        if doubt is None:
            raise NotHeldError(f"Nobody doubts what became of letter {letter_id}.")
        self.resolutions.append(Resolution(verdict=verdict, actor=actor, at=now, note=note))
        return self.applications.views[doubt.application_id]
