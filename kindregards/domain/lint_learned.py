"""Lint of what no list of words foresaw: sentences that read like remarks which no letter makes."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kindregards.domain.learned_wording import likeliest_remark
from kindregards.domain.letter_phrases import QUESTION
from kindregards.domain.letters import BlockKind, Finding, LetterKind
from kindregards.domain.lint_praise import is_borne, with_context
from kindregards.domain.lint_reading import Passage, Reading, error, warning
from kindregards.domain.lint_reasons import reasons_told_as
from kindregards.domain.reasons import SHIPPED_REASONS
from kindregards.domain.sentences import Sentence, sentences
from kindregards.domain.statements import EXCLUDED, Statement
from kindregards.domain.written_language import han_count, latin_words

# Log odds from which a sentence is refused, and from which it is shown; orders to machines have signs of their own.
# Tried on four sets the examples had not met: lower lines stop hardly more broken letters, and more harmless ones.
_SURE, _LIKELY = 0.6, 0.2
_SURE_OF_ORDERS = 1.2
_SURELY_HARMLESS, _DENIED_HARMLESS = -3.0, -1.5
_DENIAL = re.compile(r"\b(?:never|not|no|nobody|none|without)\b|n't\b|[不没未无非]")
_FEWEST_WORDS, _FEWEST_SIGNS = 3, 5
_NOT_READ = frozenset({BlockKind.GREETING, BlockKind.SIGN_OFF})
_TELLS_REASON = frozenset({LetterKind.NOT_SELECTED, LetterKind.OFFER_STAGE_NOT_SELECTED})
_SUBJECT, _ORDER = "subject_bad", "instruction"
_REASONS = {
    "r_salary": "salary_expectation",
    "r_location": "location",
    "r_language": "language",
    "r_filled": "position_filled",
    "r_closed": "position_closed",
    "r_no_show": "no_show",
    "r_incomplete": "incomplete",
    "r_authorisation": "work_authorisation",
    "r_skills": "skills_gap",
    "r_performance": "interview_performance",
    "r_mismatch": "role_mismatch",
    "r_experience": "experience_gap",
    "r_other": "",
}
_PRAISE = frozenset({"praise", "praise_borne"})
_CODES = {
    "score": ("score", "gives a score or a threshold away"),
    "comparison": ("comparison", "compares this person with others"),
    "promise": ("promise_without_consent", "promises something, and this person is not in the talent pool"),
    "protected": ("protected_attribute", "touches age, sex, family, origin, belief or health"),
    "emotion": ("emotion", "reads feelings into the interview"),
    "appearance": ("appearance_or_voice", "speaks of looks or voice"),
    "praise": ("praise_without_evidence", "is praise that no part of the evaluation bears"),
    "praise_borne": ("praise_without_evidence", "is praise that no part of the evaluation bears"),
    "contradicted": ("outcome_contradicted", "contradicts the outcome"),
    "instruction": ("instruction", "reads like an instruction to a machine"),
    "link": ("foreign_link", "leads to an address or account that is not ours"),
}
_DOUBTED = frozenset({code for code, _ in _CODES.values()} | {"guarantee", "reason_mismatch"}) - {"foreign_link"}
_ANOTHER_REASON = ("reason_mismatch", "gives another reason than the recorded one")


def learned_findings(reading: Reading) -> Iterator[Finding]:
    """Yield the sentences that, by what was learned from examples, no letter makes."""
    excused = _excused(reading)
    for passage in reading.passages:
        if passage.block.kind not in _NOT_READ:
            before = ""
            for sentence in sentences(reading.masked_passage(passage)):
                yield from _judged(sentence, before, passage, reading, excused)
                before = reading.body[passage.start + sentence.start : passage.start + sentence.end]


def _judged(
    sentence: Sentence, before: str, passage: Passage, reading: Reading, excused: frozenset[str], /
) -> Iterator[Finding]:
    if _is_short(sentence.text):
        return
    start, end = passage.start + sentence.start, passage.start + sentence.end
    words = reading.body[start:end]
    kinds = excused | (_PRAISE if is_borne(with_context(words, before), passage, reading) else frozenset())
    kinds |= {"promise"} if QUESTION.search(sentence.text) else frozenset()
    kinds |= {"link"} if any(host in words for host in reading.context.own_hosts) else frozenset()
    kind, odds = likeliest_remark(sentence.text, reading.context.language, kinds)
    yield from remark_finding(kind, odds, words, (start, end))


def remark_finding(kind: str, odds: float, words: str, span: tuple[int, int]) -> Iterator[Finding]:
    """Yield an error where a sentence is surely such a remark, a warning where it may be one, or nothing."""
    code, what = _CODES.get(kind, _ANOTHER_REASON)
    sure, likely = (_SURE_OF_ORDERS, _SURE_OF_ORDERS) if kind == _ORDER else (_SURE, _LIKELY)
    if odds >= sure:
        yield error(code, f"“{words}” reads like a sentence that {what}. Say it in other words, or remove it.", *span)
    elif odds >= likely:
        yield warning(code, f"“{words}” may be a sentence that {what}. If it is, say it in other words.", *span)


def in_doubt(finding: Finding, reading: Reading) -> Finding:
    """Return a finding of a list of words as a warning where examples say that its sentence is surely harmless."""
    if finding.code not in _DOUBTED or reading.letter.kind not in _TELLS_REASON:
        return finding
    told = _recorded(reading)
    for sentence in sentences(reading.masked):
        if sentence.start <= finding.start and finding.end <= sentence.end:
            is_part = finding.end - finding.start < sentence.end - sentence.start
            _, odds = likeliest_remark(sentence.text, reading.context.language, told)
            least = _DENIED_HARMLESS if _DENIAL.search(sentence.text) else _SURELY_HARMLESS
            return replace(finding, severity="warning") if is_part and odds < least else finding
    return finding


def _is_short(sentence: str) -> bool:
    """Say whether a sentence has too few words to be judged by them."""
    return han_count(sentence) < _FEWEST_SIGNS and len(latin_words(sentence)) < _FEWEST_WORDS


def _excused(reading: Reading) -> frozenset[str]:
    """Return the kinds of sentence that this letter may make."""
    kind, context = reading.letter.kind, reading.context
    excused: set[str] = {_SUBJECT}
    if context.talent_pool_consent or kind not in _TELLS_REASON:
        excused.add("promise")
    if Statement.SELECTED not in EXCLUDED[kind] or kind not in _TELLS_REASON:
        excused.add("contradicted")
    if kind not in _TELLS_REASON or context.reason is None:
        return frozenset(excused | set(_REASONS))
    if context.reason not in SHIPPED_REASONS:
        # A company's own reason may need any words; lists still stop what belongs to another.
        return frozenset(excused | set(_REASONS))
    return frozenset(excused) | _recorded(reading)


def _recorded(reading: Reading) -> frozenset[str]:
    """Return the kinds of sentence that tell the recorded reason; what the role asks for is said beside most."""
    reason = reading.context.reason
    if reason is None or reason not in SHIPPED_REASONS:
        return frozenset()
    told = reasons_told_as(reason) | {"experience_gap"}
    return frozenset(each for each, code in _REASONS.items() if code in told)
