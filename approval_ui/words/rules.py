"""A policy's rule as a sentence, and how far a score is from the line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from babel.support import NullTranslations

from kindregards.domain.assessment import NO_RULE
from kindregards.domain.decision_records import fired_rule
from kindregards.domain.facts import fact_words
from kindregards.domain.interviews import InterviewResult
from kindregards.domain.languages import Language
from kindregards.domain.policies import Branch, Condition, Policy
from kindregards.domain.rule_sentences import condition_sentence
from kindregards.http.languages import marked
from kindregards.http.moments import Moments

_RECORDED = (
    (re.compile(r"always"), marked("nothing else fits")),
    (re.compile(r"score below (?P<value>\S+)"), marked("the score is below %(value)s")),
    (re.compile(r"score at least (?P<value>\S+)"), marked("the score is at least %(value)s")),
    (re.compile(r"confidence below (?P<value>\S+)"), marked("the confidence is below %(value)s")),
    (re.compile(r"source is (?P<value>.+)"), marked("the interview comes from %(value)s")),
    (re.compile(r"country is (?P<value>.+)"), marked("the country is %(value)s")),
    (re.compile(r"requirement (?P<value>.+) not met"), marked("the requirement %(value)s is not met")),
    (re.compile(r"(?P<subject>.+) above (?P<value>\S+)"), marked("%(subject)s is above %(value)s")),
    (re.compile(r"(?P<subject>.+) at least (?P<value>\S+)"), marked("%(subject)s is at least %(value)s")),
    (re.compile(r"(?P<subject>.+) below (?P<value>\S+)"), marked("%(subject)s is below %(value)s")),
    (re.compile(r"(?P<subject>.+) is known"), marked("%(subject)s is known")),
    (re.compile(r"(?P<subject>.+) is (?P<value>.+)"), marked("%(subject)s is %(value)s")),
)

BRANCHES = {
    Branch.REJECT: marked("Rule %(number)s: turn down when %(condition)s"),
    Branch.ADVANCE: marked("Rule %(number)s: advance when %(condition)s"),
    Branch.REVIEW: marked("Rule %(number)s: ask a person when %(condition)s"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A score beside the line that matters: the one that was crossed, or the one that was missed."""

    score: float
    line: float
    is_advance_line: bool

    @property
    def is_under(self) -> bool:
        """Say whether the score is below the line."""
        return self.score < self.line

    @property
    def distance(self) -> float:
        """Return how many points lie between, free of binary rounding."""
        return round(abs(self.score - self.line), 4)


def score_verdict(policy: Policy, name: str | None, result: InterviewResult | None) -> Verdict | None:
    """Return the score beside its line: of the rule that fired, else the line for advancing that was missed."""
    fired = fired_rule(policy, name)
    if result is None or fired is None:
        return None
    when = fired[1].when
    line = when.score_below if when.score_below is not None else when.score_at_least
    if line is not None:
        return Verdict(score=result.score, line=line, is_advance_line=False)
    if when != Condition():
        return None
    missed = [line for line in _advance_lines(policy) if line > result.score]
    return Verdict(score=result.score, line=min(missed), is_advance_line=True) if missed else None


def rule_sentence(policy: Policy, name: str | None, words: NullTranslations, moments: Moments) -> str | None:
    """Return the rule that fired as a sentence, or None where none did."""
    fired = fired_rule(policy, name)
    if fired is None:
        return None
    number, rule = fired
    return words.gettext(BRANCHES[rule.then]) % {
        "number": number,
        "condition": condition_words(rule.when, moments),
    }


def recorded_rule(name: str, words: NullTranslations, language: Language) -> str:
    """Return the name under which a decision recorded its rule, in the reader's language."""
    if name == NO_RULE:
        return words.gettext("No rule fits")
    number, _, condition = name.removeprefix("rule ").partition(": ")
    phrases = [_translated(phrase, words, language) for phrase in condition.split(" and ")]
    return words.gettext("Rule %(number)s: %(condition)s") % {"number": number, "condition": " · ".join(phrases)}


def _translated(phrase: str, words: NullTranslations, language: Language) -> str:
    """Return one phrase of `describe_condition` in the reader's language; an unknown one stays as it is."""
    for pattern, message in _RECORDED:
        found = pattern.fullmatch(phrase)
        if found:
            named = found.groupdict()
            if "subject" in named:
                named["subject"] = fact_words(named["subject"], language)
            return words.gettext(message) % named
    return phrase


def condition_words(condition: Condition, moments: Moments) -> str:
    """Return a condition in the reader's language."""
    return condition_sentence(condition, moments.language)


def _advance_lines(policy: Policy) -> Iterator[float]:
    """Yield the scores from which a rule that looks at nothing else advances."""
    for rule in policy.rules:
        line = rule.when.score_at_least
        if rule.then is Branch.ADVANCE and line is not None and replace(rule.when, score_at_least=None) == Condition():
            yield line


def fact_value(value: float | str | bool, words: NullTranslations, moments: Moments) -> str:  # noqa: FBT001 -- a fact may be a truth
    """Return a fact's value as people write it."""
    match value:
        case bool():
            return words.gettext("yes") if value else words.gettext("no")
        case str():
            return value
        case _:
            return moments.number(value)
