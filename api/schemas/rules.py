"""The rules of a policy as companies write them."""

from typing import Self

from pydantic import SerializerFunctionWrapHandler, model_serializer

from api.schemas.results import PlainValue
from api.schemas.texts import Code, Name
from kindregards.domain.policies import Branch, Condition, Rule
from kindregards.http.json_bodies import JsonBody


class ConditionBody(JsonBody):
    """What must hold for a rule to fire: every part that is there."""

    score_below: float | None = None
    score_at_least: float | None = None
    confidence_below: float | None = None
    stage: Code | None = None
    source: Code | None = None
    country: Code | None = None
    competency: Name | None = None
    fact: Name | None = None
    above: float | None = None
    below: float | None = None
    at_least: float | None = None
    equals: PlainValue | None = None
    requirement_gap: Code | None = None


class RuleBody(JsonBody):
    """The first rule whose condition holds decides; without one it always holds."""

    when: ConditionBody = ConditionBody()
    then: Branch
    reason: Code | None = None

    @model_serializer(mode="wrap")
    def _as_written(self, serialize: SerializerFunctionWrapHandler) -> dict[str, object]:
        """Leave out what is not set, as people do who write rules."""
        written: dict[str, object] = serialize(self)
        when = {name: value for name, value in self.when if value is not None}
        rest = {"then": written["then"]} | ({"reason": self.reason} if self.reason else {})
        return ({"when": when} if when else {}) | rest

    def value(self) -> Rule:
        """Return the domain's value."""
        return Rule(when=Condition(**dict(self.when)), then=self.then, reason=self.reason)

    @classmethod
    def of(cls, rule: Rule) -> Self:
        """Return a rule as it is written."""
        when = {name: getattr(rule.when, name) for name in ConditionBody.model_fields}
        return cls(when=ConditionBody(**when), then=rule.then, reason=rule.reason)
