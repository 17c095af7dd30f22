"""The rules of a policy as lines of a form, and back: what somebody without a programmer's habits can write."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields

from kindregards.domain.applications import Stage
from kindregards.domain.policies import Branch, Condition, Rule
from kindregards.http.forms import Form
from kindregards.http.languages import marked

MOST_RULES = 100
_MOST_CONDITIONS = 6
_PLAIN = ("score_below", "score_at_least", "confidence_below", "source", "country", "requirement_gap")
_NUMBERS = frozenset({"score_below", "score_at_least", "confidence_below", "above", "below", "at_least"})
_RULE = re.compile(r"rule-(\d{1,3})-then")
_YES, _NO = frozenset({"yes", "true", "是"}), frozenset({"no", "false", "否"})

CONDITION_KINDS: Mapping[str, str] = {
    "": marked("no condition"),
    "score_below": marked("score is below"),
    "score_at_least": marked("score is at least"),
    "fact:above": marked("fact is above"),
    "fact:below": marked("fact is below"),
    "fact:at_least": marked("fact is at least"),
    "fact:equals": marked("fact is"),
    "competency:above": marked("competency's score is above"),
    "competency:below": marked("competency's score is below"),
    "competency:at_least": marked("competency's score is at least"),
    "competency:equals": marked("competency's score is"),
    "requirement_gap": marked("requirement is not met"),
    "confidence_below": marked("confidence (0 to 1) is below"),
    "stage:screening": marked("stage is screening"),
    "stage:second_round": marked("stage is second round"),
    "stage:offer": marked("stage is offer"),
    "source": marked("interview comes from"),
    "country": marked("country is (two letters)"),
}
"""What a line may look at. Before the colon stands the subject that has a name of its own, or the stage."""

BRANCH_CHOICES: Mapping[str, str] = {
    "": marked("no rule"),
    Branch.REJECT: marked("turn down"),
    Branch.ADVANCE: marked("advance"),
    Branch.REVIEW: marked("ask a person"),
}


class LineUnreadableError(Exception):
    """A line of the form is no rule; `code` says why."""

    def __init__(self, code: str) -> None:
        """Keep the code."""
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """One thing that a rule looks at, as typed: a kind of CONDITION_KINDS, the fact's or competency's name, a value."""

    kind: str = ""
    subject: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """One rule as typed. The conditions end with a blank one, so that there is always room for another."""

    then: str = ""
    reason: str = ""
    conditions: tuple[ConditionLine, ...] = field(default=(ConditionLine(),))


def lines_of(rules: Iterable[Rule]) -> tuple[RuleLine, ...]:
    """Return rules as lines, with a blank one at the end."""
    known = (
        RuleLine(then=rule.then, reason=rule.reason or "", conditions=(*_conditions(rule.when), ConditionLine()))
        for rule in rules
    )
    return (*known, RuleLine())


def typed_lines(form: Form) -> tuple[RuleLine, ...]:
    """Return the lines somebody typed, in the order they gave, without those taken out, with a blank one at the end."""
    numbers = sorted(int(found[1]) for name in form.fields if (found := _RULE.fullmatch(name)))
    wanted = [
        (_place(form, number), number)
        for number in numbers[: MOST_RULES + 1]
        if form.line(f"rule-{number}-then") and not form.has(f"rule-{number}-gone")
    ]
    return (*(_typed_line(form, number) for _, number in sorted(wanted)), RuleLine())


def rule_of(line: RuleLine) -> Rule:
    """Return the rule of a line; raise LineUnreadableError."""
    parts: dict[str, object] = {}
    for condition in line.conditions:
        for name, value in _read(condition).items():
            if name in parts and not (name in {"fact", "competency"} and parts[name] == value):
                raise LineUnreadableError("twice" if name not in {"fact", "competency"} else "two_subjects")
            parts[name] = value
    if line.then not in set(Branch):
        raise LineUnreadableError("result_missing")
    return Rule(then=Branch(line.then), reason=line.reason or None, when=Condition(**parts))  # type: ignore[arg-type]  # names and types are _read's


def _read(line: ConditionLine) -> dict[str, object]:
    """Return the parts of a condition that a line sets."""
    if not line.kind:
        if line.value or line.subject:
            raise LineUnreadableError("kind_missing")
        return {}
    if line.kind not in CONDITION_KINDS:
        raise LineUnreadableError("kind_unknown")
    subject, _, name = line.kind.rpartition(":")
    if subject == "stage":
        return {"stage": name}
    if not line.value:
        raise LineUnreadableError("value_missing")
    if not subject:
        return {name: _number(line.value) if name in _NUMBERS else line.value}
    if not line.subject:
        raise LineUnreadableError("subject_missing")
    return {subject: line.subject, name: _number(line.value) if name in _NUMBERS else _plain(line.value)}


def _number(text: str) -> float:
    try:
        return float(text.replace(",", "").replace("，", ""))
    except ValueError:
        raise LineUnreadableError("not_a_number") from None


def _plain(text: str) -> float | str | bool:
    """Return what a fact is compared with: a truth, a number, or words."""
    if text.lower() in _YES | _NO:
        return text.lower() in _YES
    try:
        return _number(text)
    except LineUnreadableError:
        return text


def _conditions(when: Condition) -> Iterable[ConditionLine]:
    for name in _PLAIN:
        value = getattr(when, name)
        if value is not None:
            yield ConditionLine(name, "", _shown(value))
    if when.stage is not None:
        yield ConditionLine(f"stage:{when.stage}") if when.stage in set(Stage) else ConditionLine("", when.stage)
    subject, kind = (when.fact, "fact") if when.fact is not None else (when.competency, "competency")
    for part in fields(when):
        value = getattr(when, part.name)
        if subject is not None and part.name in {"above", "below", "at_least", "equals"} and value is not None:
            yield ConditionLine(f"{kind}:{part.name}", subject, _shown(value))


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _place(form: Form, number: int) -> float:
    """Return where a rule is to stand; one without a place stays where it was."""
    try:
        return float(form.line(f"rule-{number}-place") or number + 1)
    except ValueError:
        return number + 1


def _typed_line(form: Form, number: int) -> RuleLine:
    typed = [
        ConditionLine(*(form.line(f"rule-{number}-{at}-{part}") or "" for part in ("kind", "subject", "value")))
        for at in range(_MOST_CONDITIONS)
    ]
    conditions = (*(each for each in typed if each != ConditionLine()), ConditionLine())
    return RuleLine(
        then=form.line(f"rule-{number}-then") or "",
        reason=form.line(f"rule-{number}-reason") or "",
        conditions=conditions,
    )
