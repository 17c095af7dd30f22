"""Impact assessments: what a company found out before its policy judged people, kept with the version."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kindregards.domain.errors import InvalidError

KEPT_FOR = timedelta(days=1096)
"""PIPL Art. 56: at least three years."""
LONGEST_TITLE = 200
LONGEST_TEXT = 50_000


class ImpactAssessmentInvalidError(InvalidError):
    """An assessment has no title or no words, or is dated ahead."""

    code = "impact_assessment_invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactAssessment:
    """One assessment of one policy version; it is never changed. `text` holds no personal data of candidates."""

    id: str
    policy_name: str
    version: int
    title: str
    text: str
    made_on: date
    added_by: str
    added_at: datetime

    @property
    def kept_until(self) -> date:
        """Return the first day on which nobody need keep it any more."""
        return self.added_at.date() + KEPT_FOR


def check_assessment(title: str, text: str, made_on: date, *, today: date) -> None:
    """Raise ImpactAssessmentInvalidError for what cannot be kept as an assessment."""
    if not title.strip() or len(title) > LONGEST_TITLE:
        raise ImpactAssessmentInvalidError(f"Give the assessment a title of at most {LONGEST_TITLE} characters.")
    if not text.strip() or len(text) > LONGEST_TEXT:
        raise ImpactAssessmentInvalidError(f"Put the assessment itself in, in at most {LONGEST_TEXT:,} characters.")
    if made_on > today:
        raise ImpactAssessmentInvalidError("The assessment is dated ahead: give the day on which it was made.")
