"""What doors may ask about a company's own templates; every method is one company's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kindregards.domain.letters import Letter
from kindregards.domain.ports.brands import Brands
from kindregards.domain.sample_letters import SampleCase
from kindregards.domain.template_inheritance import InheritedPart
from kindregards.domain.template_keys import TemplateKey
from kindregards.domain.template_samples import SampleLetter
from kindregards.domain.template_texts import TemplateText
from kindregards.domain.template_versions import Impact, Recomposed, TemplateLine, TemplateVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleOrder:
    """Which letter to show: to an invented person, or to the candidate of an application.

    Without `text` the published words are shown.
    """

    key: TemplateKey
    text: TemplateText | None = None
    case: SampleCase = SampleCase.USUAL
    application_id: str | None = None


class Templates(Protocol):
    """Versions of templates, and what they write."""

    async def lines(self, company_id: str) -> Sequence[TemplateLine]:
        """Return what there is, by name."""
        ...

    async def versions(self, company_id: str, key: TemplateKey) -> Sequence[TemplateVersion]:
        """Return every version of a template, oldest first."""
        ...

    async def version(self, company_id: str, key: TemplateKey, number: int) -> TemplateVersion:
        """Return one version; raise TemplateUnknownError."""
        ...

    async def add_drafts(
        self, company_id: str, texts: Mapping[TemplateKey, TemplateText], *, author: str, note: str, now: datetime
    ) -> Sequence[TemplateVersion]:
        """Keep a draft of each text that is new, all or none; raise TemplateInvalidError."""
        ...

    async def restore(
        self, company_id: str, key: TemplateKey, number: int, *, author: str, now: datetime
    ) -> TemplateVersion:
        """Keep a draft that repeats an older version; raise TemplateUnknownError or TemplateUnchangedError."""
        ...

    async def publish(
        self, company_id: str, key: TemplateKey, number: int, *, by: str, now: datetime
    ) -> TemplateVersion:
        """Let a version write letters from now on; raise TemplateUnknownError or TemplateBlockedError."""
        ...

    async def withdraw(self, company_id: str, key: TemplateKey, *, by: str, now: datetime) -> None:
        """Let the next template of the chain write these letters again."""
        ...

    async def inherited(self, company_id: str, key: TemplateKey) -> Sequence[InheritedPart]:
        """Return what each part says while a template leaves it empty."""
        ...

    async def sample(self, company_id: str, order: SampleOrder, *, now: datetime) -> SampleLetter:
        """Return a letter as it would be sent now; raise ApplicationNotFoundError."""
        ...


class Recomposing(Protocol):
    """Letters that wait with the words of an earlier version."""

    async def impact(self, company_id: str, key: TemplateKey) -> Impact:
        """Count the letters that have not left and do not say yet what the template says today."""
        ...

    async def recompose(self, company_id: str, key: TemplateKey, *, by: str, now: datetime) -> Recomposed:
        """Compose them anew where that changes them; approvals of changed letters are asked for again."""
        ...


class TrialSending(Protocol):
    """Sends sample letters to members of staff."""

    async def send(self, company_id: str, letter: Letter, *, to: str, is_test: bool) -> None:
        """Send by e-mail, marked as a test; raise TrialAddressUnknownError or TrialUnavailableError.

        `is_test` says that a test key asks: its letters never leave the house.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateServices:
    """Everything a door does with a company's words and looks."""

    versions: Templates
    recomposing: Recomposing
    trials: TrialSending
    brands: Brands
