"""An invitation's way: its time, then one try after the other; nobody waits for it, and its end is the ledger's."""

from datetime import datetime, timedelta

from temporalio import workflow
from temporalio.exceptions import ActivityError, FailureError

with workflow.unsafe.imports_passed_through():
    from activities.inviting import Inviting
    from activities.telling import Telling
    from kindregards.domain.journey import Dispatched, LetterRef, Told
    from workflows.beside import is_erased
    from workflows.options import DISPATCH, RECORD

PAUSE = timedelta(minutes=1)
"""How long a try is put off that names no moment for the next."""


@workflow.defn(name="invitation")
class Invitation:
    """Sends one letter of the talent pool, by the ledger; consent is asked for again at each try."""

    @workflow.run
    async def run(self, letter: LetterRef) -> None:
        """Wait for the send window, then try until the letter has left or may not."""
        try:
            await self.send(letter, at=await workflow.execute_activity_method(Inviting.plan, letter, **RECORD))
        except FailureError as error:
            if not is_erased(error):
                raise

    async def send(self, letter: LetterRef, *, at: datetime) -> None:
        """Try at this time, and again whenever the ledger says so."""
        told = Dispatched(told=Told.AGAIN, at=at)
        while told.told is Told.AGAIN:
            if workflow.info().is_continue_as_new_suggested():
                workflow.continue_as_new(letter)
            await workflow.sleep(max(timedelta(0), (told.at or workflow.now() + PAUSE) - workflow.now()))
            told = await self.dispatch(letter)

    async def dispatch(self, letter: LetterRef) -> Dispatched:
        """Send once; when the worker died meanwhile, let the ledger say what is known."""
        try:
            return await workflow.execute_activity_method(Telling.dispatch, letter, **DISPATCH)
        except ActivityError as error:
            if is_erased(error):
                raise
            return await workflow.execute_activity_method(Telling.reconcile, letter, **RECORD)
