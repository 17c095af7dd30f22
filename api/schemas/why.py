"""Why an application was decided as it was, as companies read it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Self

from pydantic import BaseModel

from kindregards.domain.applications import Outcome
from kindregards.domain.decision_records import DecisionRecord
from kindregards.domain.decisions import DecisionMode, DecisionState
from kindregards.domain.languages import Language


class PolicyUsed(BaseModel):
    """The version that judged, and its rule that fired (numbered from 1) as a sentence in every language."""

    name: str
    version: int
    rule: str | None
    rule_number: int | None
    sentences: Mapping[Language, str]


class WhyResource(BaseModel):
    """One decision from its own record; `version` counts from 1. Reasons are named as when it was decided.

    `differed` says whether it is another than the rule's, null where the rule left it to a person.
    `seconds_on_case` and `evidence_opened` are what the console saw of the reviewer.
    """

    version: int
    state: DecisionState
    outcome: Outcome
    mode: DecisionMode
    decided_by: str
    decided_at: datetime
    reason: str | None
    reason_labels: Mapping[Language, str]
    policy: PolicyUsed
    inputs: Mapping[str, object]
    flags: tuple[str, ...]
    differed: bool | None
    seconds_on_case: int | None
    evidence_opened: tuple[str, ...]

    @classmethod
    def of(cls, record: DecisionRecord) -> Self:
        """Return the resource of a record."""
        return cls(
            version=record.version,
            state=DecisionState(record.state),
            outcome=record.outcome,
            mode=DecisionMode(record.mode),
            decided_by=record.decided_by,
            decided_at=record.decided_at,
            reason=record.reason,
            reason_labels=record.reason_labels,
            policy=PolicyUsed(
                name=record.policy_name,
                version=record.policy_version,
                rule=record.rule,
                rule_number=record.rule_number,
                sentences=record.sentences,
            ),
            inputs=record.inputs,
            flags=record.flags,
            differed=record.differed,
            seconds_on_case=record.seconds_on_case,
            evidence_opened=record.evidence,
        )


class Why(BaseModel):
    """Every decision of an application, the newest first; none while nothing is decided."""

    data: tuple[WhyResource, ...]
