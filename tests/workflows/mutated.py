"""The journey with one step too many: what the replay gate must catch."""

from datetime import timedelta

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from kindregards.domain.journey import Journey, Step
    from workflows.candidate import CandidateJourney


@workflow.defn(name="candidate-journey")
class MutatedJourney(CandidateJourney):
    """Sleeps before it assesses."""

    @workflow.init
    def __init__(self, journey: Journey) -> None:
        """Begin as the real one does."""
        super().__init__(journey)

    @workflow.run
    async def run(self, journey: Journey) -> None:
        """Run as the real one does."""
        await super().run(journey)

    async def assess(self) -> Step:
        """Do one thing more than was recorded."""
        await workflow.sleep(timedelta(seconds=1))
        return await super().assess()
