"""Why the demo cannot be played, or what did not go as it should."""

from kindregards.domain.errors import DomainError


class DemoError(DomainError):
    """The demo cannot begin or go on."""

    code = "demo_failed"


class NotAsExpectedError(DemoError):
    """One candidate's way went wrong; the others go on."""

    code = "demo_not_as_expected"


class RefusedError(DemoError):
    """The system refused what was asked of it; `status` is its HTTP status."""

    code = "demo_refused"

    def __init__(self, message: str, *, status: int) -> None:
        """Keep the status beside the sentence."""
        super().__init__(message)
        self.status = status
