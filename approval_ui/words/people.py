"""Roles, reasons and who did something, in words."""

from collections.abc import Iterable, Mapping

from kindregards.domain.accounts import Role
from kindregards.domain.decisions import DECIDED_BY_POLICY
from kindregards.domain.languages import Language
from kindregards.domain.reasons import SHIPPED_REASONS, Party, Reason, Reasons, offered
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


def reason_label(code: str | None, language: Language, *, reasons: Reasons = SHIPPED_REASONS) -> str:
    """Return a reason's label; an unknown one shows its code."""
    reason = reasons.get(code or "")
    return code or "" if reason is None else reason.label(language)


def reasons_against(*, reasons: Reasons = SHIPPED_REASONS) -> Iterable[Reason]:
    """Return the reasons for which a company turns somebody down."""
    return [each for each in offered(reasons).values() if not each.advances]


def reasons_for(*, reasons: Reasons = SHIPPED_REASONS) -> Iterable[Reason]:
    """Return the reasons for which a reviewer advances somebody against the rule."""
    return [each for each in offered(reasons).values() if each.advances]


def candidates_reasons(*, reasons: Reasons = SHIPPED_REASONS) -> Iterable[Reason]:
    """Return the reasons that candidates give."""
    return list(offered(reasons, Party.CANDIDATE).values())
