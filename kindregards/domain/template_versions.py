"""Versions of a company's templates, the set of those that are published, and what publishing touches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

from kindregards.domain.errors import ConflictError, InvalidError
from kindregards.domain.languages import Tone
from kindregards.domain.letters import Finding
from kindregards.domain.template_keys import TemplateKey, fallbacks
from kindregards.domain.template_texts import TemplateText, TextProblem


class TemplateState(StrEnum):
    """`draft` was never used, `published` writes letters, `retired` once did."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class TemplateInvalidError(InvalidError):
    """The words cannot be used as a template; `problems` say where and why."""

    code = "template_invalid"

    def __init__(self, problems: Sequence[TextProblem]) -> None:
        """Tell the first problem and keep all."""
        first = problems[0]
        super().__init__(
            f"{first.block}, paragraph {first.paragraph + 1}: {first.message}.",
            details={"problem": first.code, "block": first.block, "problems": len(problems)},
        )
        self.problems = tuple(problems)


class TemplateBlockedError(InvalidError):
    """Letters of this version would be stopped by the lint, so it is not published."""

    code = "template_blocked"

    def __init__(self, case: str, findings: Sequence[Finding]) -> None:
        """Tell the first finding and the sample letter it is about."""
        first = findings[0]
        super().__init__(
            f"A letter of this version would be stopped ({case}): {first.message}",
            details={"finding": first.code, "case": case, "findings": len(findings)},
        )
        self.findings = tuple(findings)


class TemplateUnchangedError(ConflictError):
    """The newest version says the same already."""

    code = "template_unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateVersion:
    """One version of a template; it never changes, only `state` does. `restores` names the version it repeats.

    `retired_by` withdrew it, or published the one that took its place.
    """

    key: TemplateKey
    version: int
    state: TemplateState
    text: TemplateText
    author: str
    note: str
    created_at: datetime
    published_at: datetime | None = None
    published_by: str | None = None
    retired_at: datetime | None = None
    retired_by: str | None = None
    restores: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateLine:
    """What a list says of one template."""

    key: TemplateKey
    newest: int
    published: int | None
    author: str
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedTemplate:
    """The words in use for one key, and which version they are."""

    key: TemplateKey
    version: int
    text: TemplateText

    @property
    def name(self) -> str:
        """Return what a letter remembers of the template it was written with."""
        return f"{self.key.name}@{self.version}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TemplateSet:
    """All published templates of a company at one moment; compared by identity, for it is read once and shared."""

    templates: Mapping[TemplateKey, PublishedTemplate]
    default_tone: Tone | None = None

    @classmethod
    def of(cls, *templates: PublishedTemplate, default_tone: Tone | None = None) -> Self:
        """Return the set of these."""
        return cls(templates={each.key: each for each in templates}, default_tone=default_tone)

    def serving(self, wanted: TemplateKey) -> tuple[PublishedTemplate, ...]:
        """Return the templates that may write such a letter, nearest first; none means the built-in one."""
        chain = fallbacks(wanted, default_tone=self.default_tone)
        return tuple(self.templates[key] for key in chain if key in self.templates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """Letters written with an earlier version that have not left.

    `drafts` wait for a reviewer, `automatic` were decided by policy, `approved` by a person whose approval ends when
    the letter changes, `rewritten` carry a reviewer's own words and stay as they are.
    """

    drafts: int = 0
    automatic: int = 0
    approved: int = 0
    rewritten: int = 0

    @property
    def pending(self) -> int:
        """Return how many letters keep the old version unless they are composed anew."""
        return self.drafts + self.automatic + self.approved


@dataclass(frozen=True, slots=True, kw_only=True)
class Recomposed:
    """What composing anew did; `voided` approvals are asked for again, `kept` letters would have come out worse."""

    changed: int = 0
    voided: int = 0
    unchanged: int = 0
    kept: int = 0
