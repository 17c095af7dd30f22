"""Lint of what is true: the outcome is stated, to the right person, about the right job, and rests on the record."""

import re
from collections.abc import Iterator, Sequence
from itertools import product

from kindregards.domain.evidence import REVIEWER, text_behind
from kindregards.domain.languages import Language
from kindregards.domain.learned_wording import outcome_odds
from kindregards.domain.letters import BlockKind, Finding, LetterKind
from kindregards.domain.lines import folded, one_line
from kindregards.domain.lint_reading import MASK, Passage, Reading, error, name_parts, short_title, warning
from kindregards.domain.reasons import with_shipped
from kindregards.domain.sentences import Sentence, sentences
from kindregards.domain.statements import EXCLUDED, REQUIRED, Statement, find_statement
from kindregards.domain.written_language import han_count

# The outcome stands in the first two sentences; a reviewer may put a word of thanks before it, not more.
_OUTCOME_WITHIN = 2
_OUTCOME_AT_LATEST = 5
_TELLS_REJECTION = frozenset({LetterKind.NOT_SELECTED, LetterKind.OFFER_STAGE_NOT_SELECTED})
# A title with a rank before or after it is another job.
_OTHER_RANK = (
    r"(?:\b(?:senior|junior|assistant|associate|deputy|lead|chief|vice|interim|trainee|principal|head) |"
    r"高级|资深|初级|副|助理|实习|首席){title}|{title}(?:助理|实习生|助手| assistant\b| intern\b| trainee\b)"
)
# Log odds: a phrase of rejection counts unless its sentence surely talks around it; other words when they surely tell.
_SURELY_VAGUE, _SURELY_TOLD = -1.5, 0.5
_REASON_SOURCE = "reason:"
_QUOTED = re.compile(r"「([^」]+)」|“([^”]+)”")
# A time of day is no decimal: 9.30 is written 9:30 in our letters.
_FIGURE = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?) ?(?:%|percent\b|per cent\b)|(?<![\d.])(\d+\.\d+)(?![\d.])")
_CHINESE_GREETING = re.compile(
    r"尊敬的|亲爱的|您好|你好|先生|女士|老师|同学|博士|经理|早上好|上午好|下午好|晚上好|[\s,.!:;，。！：；、~]"
)
_GREETING_WORDS = frozenset(
    [
        "dear",
        "hi",
        "hello",
        "hey",
        "good",
        "morning",
        "afternoon",
        "evening",
        "day",
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "professor",
        "sir",
        "madam",
        "greetings",
    ]
)
_MASKED = re.compile(f"{MASK}+")
_ADVICE = {
    Statement.NOT_SELECTED: "Say plainly, in the first two sentences, that the application is not going further.",
    Statement.ENDED: "Say plainly, in the first two sentences, that the process has ended.",
    Statement.WITHDRAWN: "Say plainly that the application is withdrawn, as asked.",
    Statement.OFFER_DECLINED: "Say plainly that the offer is declined, as the candidate decided.",
    Statement.CORRECTED: "Say plainly which earlier letter is corrected.",
    Statement.RESULT_WAITING: "Say plainly that a result is waiting to be read.",
    Statement.APPEAL_HEARD: "Say plainly that the request for a second look has arrived.",
    Statement.DECISION_STANDS: "Say plainly, in the first two sentences, that the decision stands.",
    Statement.REOPENED: "Say plainly, in the first two sentences, that the application is open again.",
    Statement.OPENING: "Say plainly which opening this is about.",
    Statement.THANKS: "Say thank you.",
    Statement.SELECTED: "",
}


def fact_findings(reading: Reading) -> Iterator[Finding]:
    """Yield what is missing or untrue."""
    yield from _outcome(reading)
    yield from _contradictions(reading)
    yield from _name(reading)
    yield from _job(reading)
    yield from _figures(reading)
    for passage in reading.passages:
        yield from _reason(passage, reading)
        yield from _evidence(passage, reading)


def _outcome(reading: Reading) -> Iterator[Finding]:
    wanted = REQUIRED[reading.letter.kind]
    told = [s for s in sentences(reading.masked) if s.start >= reading.after_greeting]
    for number, sentence in enumerate(told, start=1):
        if not _states(wanted, sentence.text, reading.context.language):
            continue
        if number > _OUTCOME_AT_LATEST:
            break
        if number > _OUTCOME_WITHIN:
            yield warning("outcome_late", _ADVICE[wanted], sentence.start, sentence.end)
        return
    end = told[0].end if told else 0
    yield error("outcome_missing", _ADVICE[wanted], told[0].start if told else 0, end)


def _states(wanted: Statement, sentence: str, language: Language) -> bool:
    """Say whether a sentence says what the letter is for; unforeseen wordings of a rejection are judged by examples."""
    # However long a name is, what is said about it stays as near to it.
    found = find_statement(wanted, _MASKED.sub(MASK, sentence), language) is not None
    if wanted is not Statement.NOT_SELECTED:
        return found
    against_vague, against_all = outcome_odds(sentence, language)
    return against_vague > _SURELY_VAGUE if found else against_all > _SURELY_TOLD


def _contradictions(reading: Reading) -> Iterator[Finding]:
    for statement, sentence in product(EXCLUDED[reading.letter.kind], sentences(reading.masked)):
        span = _untrue(statement, sentence, reading.context.language)
        if span is None:
            continue
        words = reading.body[span[0] : span[1]]
        if reading.letter.kind in {LetterKind.REMINDER, LetterKind.THANK_YOU}:
            message = f"“{words}” tells an outcome. This letter must not; it only says where to look."
            yield error("outcome_told_early", message, *span)
        else:
            message = f"“{words}” contradicts what this letter is for. Remove it."
            yield error("outcome_contradicted", message, *span)


def _untrue(statement: Statement, sentence: Sentence, language: Language) -> tuple[int, int] | None:
    """Return where a sentence makes the statement; "we did not select you" does not say that somebody is selected."""
    span = find_statement(statement, sentence.text, language)
    if span is None:
        return None
    if statement is Statement.SELECTED and find_statement(Statement.NOT_SELECTED, sentence.text, language):
        return None
    return sentence.start + span[0], sentence.start + span[1]


def _name(reading: Reading) -> Iterator[Finding]:
    greeting = next((p for p in reading.passages if p.block.kind is BlockKind.GREETING), None)
    name = one_line(reading.context.candidate_name)
    if greeting is None:
        yield error("name_missing", f"Greet the candidate by name: {name}.")
    elif _greets_another(folded(greeting.block.text), folded(name), reading.context.language) or not _greets(
        folded(greeting.block.text), folded(name), reading.context.language
    ):
        message = f"The greeting does not name this candidate. Greet {name}."
        yield error("name_wrong", message, greeting.start, greeting.end)


def _greets(greeting: str, name: str, language: Language) -> bool:
    """Say whether a greeting names this person: in full, by a word of the name, or 王女士 for 王梅."""
    if name.casefold() in greeting.casefold():
        return True
    if any(re.search(rf"\b{re.escape(part)}\b", greeting) for part in name_parts(name)):
        return True
    titles = "先生|女士|老师|同学|博士|经理"
    return language is Language.CHINESE and re.search(rf"{re.escape(name[:1])}(?:{titles})", greeting) is not None


def _greets_another(greeting: str, name: str, language: Language) -> bool:
    """Say whether a greeting holds a name that is not this person's: “Dear Mei Zhang” to Mei Wang."""
    if language is Language.CHINESE:
        spoken = _CHINESE_GREETING.sub("", greeting)
        return bool(spoken) and han_count(name) > 0 and spoken not in name and spoken[:1] != name[:1]
    words = [word for word in name_parts(greeting.splitlines()[0]) if word.casefold() not in _GREETING_WORDS]
    own = name.casefold()
    return any(word.casefold() not in own for word in words)


def _outcome_at(told: Sequence[Sentence], reading: Reading) -> int:
    """Return the place of the sentence that tells the outcome, or of the last in which it may stand."""
    wanted, language = REQUIRED[reading.letter.kind], reading.context.language
    found = (n for n, each in enumerate(told[:_OUTCOME_AT_LATEST]) if _states(wanted, each.text, language))
    return next(found, _OUTCOME_AT_LATEST)


def _job(reading: Reading) -> Iterator[Finding]:
    """Yield a finding when the job is not named, or only after an outcome about some other job."""
    title = reading.context.job_title
    titles = {folded(short_title(title)).casefold(), folded(one_line(title)).casefold()}
    told = [s for s in sentences(reading.body) if s.start >= reading.after_greeting]
    near = told[: _outcome_at(told, reading) + 2] if reading.letter.kind in _TELLS_REJECTION else told
    words = folded(one_line(" ".join(sentence.text for sentence in near))).casefold()
    if not any(each in words for each in titles):
        yield error("job_missing", f"Say which job this is about, where the outcome is: {one_line(title)}.", 0, 0)
    elif any(re.search(_OTHER_RANK.format(title=re.escape(each)), words) for each in titles):
        yield error("job_wrong", f"This names another job than {one_line(title)}. Give the title as it is.", 0, 0)


def _reason(passage: Passage, reading: Reading) -> Iterator[Finding]:
    """Yield a finding when the reason told is not the recorded one, or not one that a candidate may read."""
    for source in passage.block.sources:
        if not source.startswith(_REASON_SOURCE):
            continue
        code = source.removeprefix(_REASON_SOURCE)
        reason = with_shipped(reading.context.own_reasons).get(code)
        if reason is not None and not reason.in_letter:
            yield error(
                "reason_hidden", "This reason is never given in a letter. Remove it.", passage.start, passage.end
            )
        elif reading.context.reason is not None and code != reading.context.reason:
            message = f"The letter gives the reason {code}, the record says {reading.context.reason}. Compose it again."
            yield error("reason_mismatch", message, passage.start, passage.end)


def _figures(reading: Reading) -> Iterator[Finding]:
    """Yield decimals and percentages that the interview does not hold: in a letter they are marks, or invented."""
    if reading.context.evidence is None:
        return
    known = folded(" ".join(reading.context.evidence.values()))
    for match in _FIGURE.finditer(reading.masked):
        if (match[1] or match[2]) not in known:
            message = f"The interview does not hold the figure “{match.group()}”. Is it true, and not a mark?"
            yield warning("figure_unknown", message, *match.span())


def _evidence(passage: Passage, reading: Reading) -> Iterator[Finding]:
    """Yield findings for a highlight that rests on nothing, or quotes what the evaluation does not say."""
    block, evidence = passage.block, reading.context.evidence
    if block.kind is not BlockKind.HIGHLIGHT:
        return
    if not block.sources:
        message = "This highlight names no evidence. Take it from the evaluation, or remove it."
        yield error("praise_without_evidence", message, passage.start, passage.end)
    if evidence is None or REVIEWER in block.sources:
        return
    behind = {source: text_behind(source, evidence, reading.context.transcript) for source in block.sources}
    unknown = [source for source, text in behind.items() if text is None]
    if unknown:
        message = f"The interview has no {', '.join(unknown)}. Compose the letter again."
        yield error("evidence_unknown", message, passage.start, passage.end)
    if not any(source in evidence for source in behind):
        message = "What the candidate says is no evidence by itself. Take the highlight from the evaluation."
        yield error("praise_without_evidence", message, passage.start, passage.end)
    said = one_line(" ".join(text or "" for text in behind.values())).casefold()
    for match in _QUOTED.finditer(block.text):
        if one_line(match[1] or match[2]).casefold() not in said:
            message = f"The evaluation does not say “{match[1] or match[2]}”. Quote it exactly, or remove it."
            yield error("quote_unknown", message, passage.start + match.start(), passage.start + match.end())
