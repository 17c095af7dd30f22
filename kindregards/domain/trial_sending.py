"""Letters sent to oneself, to see a template in a real mailbox."""

from dataclasses import replace

from kindregards.domain.errors import ConflictError, InvalidError
from kindregards.domain.languages import Language
from kindregards.domain.letters import Letter

_MARK = {Language.CHINESE: "【测试】", Language.ENGLISH: "[Test] "}


class TrialUnavailableError(ConflictError):
    """This installation keeps letters instead of sending them, or the provider did not take this one."""

    code = "test_send_unavailable"


class TrialAddressUnknownError(InvalidError):
    """Test letters go to users of the console only."""

    code = "test_address_unknown"


def marked_as_test(letter: Letter) -> Letter:
    """Return the letter with a subject that nobody takes for a decision."""
    return replace(letter, subject=_MARK[letter.language] + letter.subject)
