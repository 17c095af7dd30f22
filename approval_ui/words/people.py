"""Roles, reasons and who did something, in words."""

from collections.abc import Iterable, Mapping

from kindregards.domain.accounts import Role
from kindregards.domain.decisions import DECIDED_BY_POLICY
from kindregards.domain.languages import Language
from kindregards.domain.reasons import SHIPPED_REASONS, Party, Reason
from kindregards.http.languages import marked

ROLES = {
    Role.VIEWER: marked("Viewer"),
    Role.REVIEWER: marked("Reviewer"),
    Role.LEAD: marked("Lead"),
    Role.ADMIN: marked("Administrator"),
}

ACTORS: Mapping[str, str] = {
    DECIDED_BY_POLICY: marked("Policy"),
    "system": marked("System"),
    "integrator": marked("Connected system"),
    "api": marked("Connected system"),
    "api:demo": marked("The demo"),
    "candidate": marked("Candidate"),
    "retention": marked("Retention"),
}


def reason_label(code: str | None, language: Language) -> str:
    """Return a reason's label; an unknown one shows its code."""
    reason = SHIPPED_REASONS.get(code or "")
    if reason is None:
        return code or ""
    return reason.label_zh if language is Language.CHINESE else reason.label_en


def reasons_against() -> Iterable[Reason]:
    """Return the reasons for which a company turns somebody down."""
    return [each for each in SHIPPED_REASONS.values() if each.party is Party.COMPANY and not each.advances]


def reasons_for() -> Iterable[Reason]:
    """Return the reasons for which a reviewer advances somebody against the rule."""
    return [each for each in SHIPPED_REASONS.values() if each.party is Party.COMPANY and each.advances]


def candidates_reasons() -> Iterable[Reason]:
    """Return the reasons that candidates give."""
    return [each for each in SHIPPED_REASONS.values() if each.party is Party.CANDIDATE]
