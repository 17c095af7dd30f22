"""Rules as sentences, in both languages, for people who answer for them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kindregards.domain.applications import Stage
from kindregards.domain.facts import fact_words
from kindregards.domain.languages import Language
from kindregards.domain.policies import Branch, Condition, Policy, Rule
from kindregards.domain.reasons import SHIPPED_REASONS, Reasons

Sentences = Mapping[Language, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """One language; a part of a condition is filled with its value, a comparison also with its subject."""

    parts: Mapping[str, str]
    comparisons: Mapping[str, str]
    is_known: str
    competency: str
    otherwise: str
    when: str
    always: str
    rule: Mapping[Branch, str]
    because: str
    stages: Mapping[str, str]
    truths: tuple[str, str]
    comma: str
    last: str


_ENGLISH = _Words(
    parts={
        "score_below": "the score is below {}",
        "score_at_least": "the score is at least {}",
        "confidence_below": "the confidence is below {}",
        "stage": "the stage is {}",
        "source": "the interview comes from {}",
        "country": "the country is {}",
        "requirement_gap": "the requirement {} is not met",
    },
    comparisons={
        "above": "{} is above {}",
        "at_least": "{} is at least {}",
        "below": "{} is below {}",
        "equals": "{} is {}",
    },
    is_known="{} is known",
    competency="the score for {}",
    otherwise="nothing else fits",
    when="when {}",
    always="always",
    rule={
        Branch.REJECT: "Rule {}: turn down {}",
        Branch.ADVANCE: "Rule {}: advance {}",
        Branch.REVIEW: "Rule {}: ask a person {}",
    },
    because=" (reason: {})",
    stages={Stage.SCREENING: "Screening", Stage.SECOND_ROUND: "Second round", Stage.OFFER: "Offer"},
    truths=("yes", "no"),
    comma=", ",
    last=" and ",
)
_CHINESE = _Words(
    parts={
        "score_below": "得分低于 {}",
        "score_at_least": "得分不低于 {}",
        "confidence_below": "置信度低于 {}",
        "stage": "阶段为{}",
        "source": "面试来自 {}",
        "country": "国家或地区为 {}",
        "requirement_gap": "不满足要求 {}",
    },
    comparisons={
        "above": "{}高于 {}",
        "at_least": "{}不低于 {}",
        "below": "{}低于 {}",
        "equals": "{}为 {}",
    },
    is_known="{}为已知",
    competency="“{}”的得分",
    otherwise="其他规则都不适用",
    when="{}时",
    always="一律",
    rule={
        Branch.REJECT: "规则 {}：{}，不通过",
        Branch.ADVANCE: "规则 {}：{}，通过",
        Branch.REVIEW: "规则 {}：{}，交由人工决定",
    },
    because="（原因：{}）",
    stages={Stage.SCREENING: "初筛", Stage.SECOND_ROUND: "复试", Stage.OFFER: "录用"},
    truths=("是", "否"),
    comma="、",
    last="且",
)
_WORDS = {Language.ENGLISH: _ENGLISH, Language.CHINESE: _CHINESE}


def policy_sentences(policy: Policy, language: Language, *, reasons: Reasons = SHIPPED_REASONS) -> tuple[str, ...]:
    """Return every rule of a policy as a sentence, in order."""
    numbered = enumerate(policy.rules, start=1)
    return tuple(rule_sentence(rule, number, language, reasons=reasons) for number, rule in numbered)


def sentences_of(rule: Rule, number: int, *, reasons: Reasons = SHIPPED_REASONS) -> Sentences:
    """Return one rule as a sentence in every language."""
    return {language: rule_sentence(rule, number, language, reasons=reasons) for language in Language}


def rule_sentence(rule: Rule, number: int, language: Language, *, reasons: Reasons = SHIPPED_REASONS) -> str:
    """Return what a rule does and when, with the reason it records."""
    words = _WORDS[language]
    is_always = number == 1 and rule.when == Condition()
    clause = (
        words.always if is_always else words.when.format(_spaced(condition_sentence(rule.when, language), language))
    )
    sentence = words.rule[rule.then].format(number, clause)
    return sentence + (words.because.format(_reason(rule.reason, language, reasons)) if rule.reason else "")


def condition_sentence(condition: Condition, language: Language) -> str:
    """Return when a condition holds; an empty one, which takes what the rules before left, says so."""
    words = _WORDS[language]
    said = [*_parts(condition, words), *_comparisons(condition, words, language)]
    if len(said) < 2:  # noqa: PLR2004 -- two make a list
        return said[0] if said else words.otherwise
    return f"{words.comma.join(said[:-1])}{words.last}{said[-1]}"


def _spaced(condition: str, language: Language) -> str:
    """Return a condition that a Chinese sign may follow: after a number or a foreign word stands a space."""
    return f"{condition} " if language is Language.CHINESE and condition[-1].isascii() else condition


def _parts(condition: Condition, words: _Words) -> Iterator[str]:
    for name, sentence in words.parts.items():
        value = getattr(condition, name)
        if value is not None:
            yield sentence.format(words.stages.get(value, value) if name == "stage" else _value(value, words))


def _comparisons(condition: Condition, words: _Words, language: Language) -> Iterator[str]:
    subject = _subject(condition, words, language)
    if subject is None:
        return
    said = [
        sentence.format(subject, _value(getattr(condition, name), words))
        for name, sentence in words.comparisons.items()
        if getattr(condition, name) is not None
    ]
    yield from said or [words.is_known.format(subject)]


def _subject(condition: Condition, words: _Words, language: Language) -> str | None:
    if condition.fact is not None:
        return fact_words(condition.fact, language)
    return words.competency.format(condition.competency) if condition.competency is not None else None


def _value(value: float | str | bool, words: _Words) -> str:  # noqa: FBT001 -- a fact may be a truth
    match value:
        case bool():
            return words.truths[0 if value else 1]
        case str():
            return value
        case _:
            return f"{value:,.10f}".rstrip("0").rstrip(".")


def _reason(code: str, language: Language, reasons: Reasons) -> str:
    reason = reasons.get(code)
    return code if reason is None else reason.label(language)
