"""What a company's own reason must be before it is on the list."""

import re
from collections.abc import Iterator

from kindregards.domain.errors import ConflictError, InvalidError, NotFoundError
from kindregards.domain.languages import Language
from kindregards.domain.lines import one_line
from kindregards.domain.reasons import SHIPPED_REASONS, Party, Reason
from kindregards.domain.remarks import remarks
from kindregards.domain.written_language import is_written_in

LONGEST_LABEL = 80
LONGEST_TEXT = 300
_CODE = re.compile(r"[a-z][a-z0-9_]{1,63}")


class ReasonInvalidError(InvalidError):
    """The reason cannot be kept as it is; the message says what to change."""

    code = "reason_invalid"


class ReasonShippedError(ConflictError):
    """The code is one of ours, which stay as they are."""

    code = "reason_shipped"


class ReasonNotFoundError(NotFoundError):
    """The company has no reason of this code."""

    code = "reason_not_found"


def check_own_reason(reason: Reason) -> None:
    """Raise ReasonShippedError or ReasonInvalidError unless a company may have this reason on its list."""
    if reason.code in SHIPPED_REASONS:
        raise ReasonShippedError(
            f"{reason.code!r} is a reason that everybody has, and it stays as it is. Choose another code."
        )
    found = next(_problems(reason), None)
    if found is not None:
        problem, sentence = found
        raise ReasonInvalidError(sentence, details={"problem": problem})


def _problems(reason: Reason) -> Iterator[tuple[str, str]]:
    if not _CODE.fullmatch(reason.code):
        yield "code", "The code has 2 to 64 characters: small letters, digits and _, beginning with a letter."
    if reason.party is Party.SYSTEM:
        yield "party", "Reasons of the system are ours; use the party company or candidate."
    for label in (reason.label_zh, reason.label_en):
        if not 0 < len(label) <= LONGEST_LABEL or one_line(label) != label:
            yield "label", f"Give a label of one line and at most {LONGEST_LABEL} characters in both languages."
    if reason.in_letter:
        for language in Language:
            yield from _text_problems(reason, language)


def _text_problems(reason: Reason, language: Language) -> Iterator[tuple[str, str]]:
    text = reason.text.get(language, "")
    if reason.party is Party.COMPANY and not text:
        yield "text_missing", f"Write what a candidate reads in {language}, or say that it is never in a letter."
    if len(text) > LONGEST_TEXT or one_line(text) != text:
        yield "text_length", f"The text in {language} is one line of at most {LONGEST_TEXT} characters."
    if text and not is_written_in(text, language):
        yield "text_language", f"The text in {language} is written in another language."
    remark = next(remarks(text), None)
    if remark is not None:
        yield (
            "text_unsayable",
            (
                f"No letter may say “{text[remark.start : remark.end]}” ({remark.kind}). Write about the role, and "
                "nothing about who somebody is."
            ),
        )
