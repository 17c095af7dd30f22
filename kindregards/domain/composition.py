"""What is needed to compose a letter, and what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kindregards.domain.applications import Candidate, Job, Stage
from kindregards.domain.interviews import InterviewResult
from kindregards.domain.languages import Language, Tone
from kindregards.domain.letters import Letter, LetterKind
from kindregards.domain.looks import Look
from kindregards.domain.reasons import Reasons
from kindregards.domain.template_versions import TemplateSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """The company as the candidate knows it; whatever is not given is ours.

    `small_print` stands under the one that every letter has, `future_line` closes what a rejection says one can do now,
    `languages` are those the company keeps templates in: everybody is written to in their own all the same.
    `templates` are its published ones, `reasons` those it has besides ours.
    """

    company_name: str
    sender_name: str
    look: Look | None = None
    small_print: Mapping[Language, str] = field(default_factory=dict)
    future_line: Mapping[Language, str] = field(default_factory=dict)
    languages: tuple[Language, ...] = tuple(Language)
    default_tone: Tone | None = None
    templates: TemplateSet | None = None
    reasons: Reasons = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRequest:
    """Everything a composition may draw on; `reason` is a code from the managed list, `today` the local date.

    `answer_by` is the day by which an appeal is answered, `opening` the title of the job an invitation is about,
    `reapply_from` the first day to apply for the same job again.
    """

    kind: LetterKind
    stage: Stage
    candidate: Candidate
    job: Job
    brand: Brand
    language: Language
    tone: Tone
    today: date
    highlights: int = 2
    explain_reason: bool = True
    invite_talent_pool: bool = True
    reason: str | None = None
    result: InterviewResult | None = None
    answer_by: date | None = None
    opening: str | None = None
    reapply_from: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """A letter, or the names of the values it would have had holes for (`needs_data`)."""

    letter: Letter | None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedLetter:
    """One letter, ready for each channel; `sms` carries only what fits a short message, `headline` 20 characters."""

    subject: str
    html: str
    text: str
    sms: str
    headline: str
