"""Lint of what is said: remarks that never belong in a letter, promises, worn-out phrases."""

import re
from collections.abc import Iterator

from kindregards.domain.languages import Language, Tone
from kindregards.domain.letter_phrases import CLICHE, PROMISE, QUESTION, STORAGE
from kindregards.domain.letters import Finding, LetterKind
from kindregards.domain.lines import folded
from kindregards.domain.lint_reading import Reading, error, warning
from kindregards.domain.remarks import remarks
from kindregards.domain.remembered import remembered
from kindregards.domain.sentences import sentences
from kindregards.domain.unsayable import Unsayable

_ADVICE = {
    Unsayable.PROTECTED: "“{words}” touches age, sex, family, origin, belief or health. Remove it.",
    Unsayable.APPEARANCE: "“{words}” speaks of looks or voice. Remove it.",
    Unsayable.EMOTION: "“{words}” reads feelings or expressions into the interview. Remove it.",
    Unsayable.SCORE: "“{words}” gives a score or a threshold away. Say what the role needs instead.",
    Unsayable.COMPARISON: "“{words}” compares this person with others. Speak of the role only.",
    Unsayable.GUARANTEE: "“{words}” promises what nobody can keep. Remove it.",
    Unsayable.INSTRUCTION: "“{words}” reads like an instruction to a machine. Remove it.",
    Unsayable.MARKUP: "“{words}” is markup and would be shown as it stands. Write plain text.",
    Unsayable.PLACEHOLDER: "“{words}” looks like a placeholder that was not filled in. Write the real words.",
    Unsayable.LINK: "“{words}” is not an address of ours. Remove it; the letter's own button leads to its page.",
}
_NAMES_MAY_HOLD = (
    Unsayable.PROTECTED,
    Unsayable.APPEARANCE,
    Unsayable.EMOTION,
    Unsayable.SCORE,
    Unsayable.COMPARISON,
    Unsayable.GUARANTEE,
    Unsayable.INSTRUCTION,
)
_NAMES_MUST_NOT_HOLD = (Unsayable.MARKUP, Unsayable.PLACEHOLDER)

# These letters do announce a further message, about the same application.
_ANNOUNCES_NEWS = frozenset(
    {
        LetterKind.CORRECTION,
        LetterKind.THANK_YOU,
        LetterKind.REMINDER,
        LetterKind.APPEAL_RECEIVED,
        LetterKind.APPEAL_REINSTATED,
    }
)
_FAMILIAR = re.compile(r"你|亲,")
_EXCLAMATION = re.compile(r"[!！]")
_DENIAL = re.compile(
    r"\b(?:not|never|cannot|no longer|n.t)\b[^.!?]{0,12}$|(?:不会?|没有|并未|不再)[^。，,]{0,3}$", re.IGNORECASE
)


def wording_findings(reading: Reading) -> Iterator[Finding]:
    """Yield what is wrong with the words."""
    yield from _unsayable(reading)
    yield from _promises(reading)
    yield from _style(reading)


def _unsayable(reading: Reading) -> Iterator[Finding]:
    found = [*remarks(reading.masked, _NAMES_MAY_HOLD), *remarks(reading.body, _NAMES_MUST_NOT_HOLD)]
    found += list(remarks(_without_company(reading), (Unsayable.LINK,)))
    for remark in found:
        words = reading.body[remark.start : remark.end]
        if remark.kind is Unsayable.LINK and _is_ours(words, reading):
            continue
        yield error(remark.kind.value, _ADVICE[remark.kind].format(words=words), remark.start, remark.end)


def _without_company(reading: Reading) -> str:
    """Return the body with the company's name hidden: some are called Booking.com."""
    name = re.escape(reading.context.company_name.strip())
    return re.sub(name, lambda m: "■" * len(m.group()), reading.body, flags=re.IGNORECASE) if name else reading.body


def _is_ours(words: str, reading: Reading) -> bool:
    host = re.sub(r"^[a-z]+:/*|^.*@", "", words.lower()).split("/")[0].split(":")[0]
    return any(host == own or host.endswith(f".{own}") for own in reading.context.own_hosts)


def _promises(reading: Reading) -> Iterator[Finding]:
    if reading.context.talent_pool_consent:
        return
    announces = reading.letter.kind in _ANNOUNCES_NEWS
    for sentence in sentences(reading.masked):
        span = _promise(sentence.text, announces)
        if span is not None:
            start, end = sentence.start + span[0], sentence.start + span[1]
            message = (
                f"“{reading.body[start:end]}” promises contact or keeps data, but this person is not in the talent "
                "pool. Ask whether they want it instead."
            )
            yield error("promise_without_consent", message, start, end)


@remembered
def _promise(sentence: str, announces_news: bool) -> tuple[int, int] | None:  # noqa: FBT001 -- part of what is remembered
    match = PROMISE.search(folded(sentence).replace("’", "'"))
    if match is None or QUESTION.search(sentence) or _is_denied(sentence, match):
        return None
    return None if announces_news and not STORAGE.search(match.group()) else match.span()


def _style(reading: Reading) -> Iterator[Finding]:
    for match in CLICHE.finditer(reading.masked):
        yield warning("cliche", "This phrase is worn out and sounds impersonal. Say it plainly.", *match.span())
    if reading.letter.language is Language.CHINESE:
        for match in _FAMILIAR.finditer(reading.masked):
            yield warning("familiar_address", "Write 您 instead of 你 or 亲.", *match.span())
    if reading.letter.tone is not Tone.LIVELY:
        for match in _EXCLAMATION.finditer(reading.masked):
            yield warning("exclamation", "A formal or warm letter does without exclamation marks.", *match.span())


def _is_denied(sentence: str, match: re.Match[str]) -> bool:
    """Say whether words before or within a promise take it back: “we do not keep your documents”."""
    return _DENIAL.search(sentence[: match.start()]) is not None or "不会" in match.group()
