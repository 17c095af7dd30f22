"""Policies: all of them, one with its versions, and one version as sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui.fairness_figures import sweep_figure
from approval_ui.policy_settings import PolicySettings
from approval_ui.visits import SignedIn, Visit
from approval_ui.words.refusals import REFUSALS
from kindregards.domain.errors import NotFoundError
from kindregards.domain.policies import PolicyState, PolicyVersion
from kindregards.domain.policy_presets import PRESETS
from kindregards.domain.rule_sentences import policy_sentences
from kindregards.http.languages import marked

router = APIRouter()

DONE = {
    "drafted": marked("The draft is kept. It decides nothing before somebody lets it."),
    "activated": marked("This version decides about applications that come in from now on."),
    "reported": marked("The report is ready."),
    "assessed": marked("The assessment is kept with this version."),
    "assigned": marked("Applications that come in from now on get this policy."),
}


class PolicyNotFoundError(NotFoundError):
    """The company has no policy of this name, or no such version."""

    code = "policy_unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyLine:
    """One policy: the version that decides, if one does, and the newest when it is another."""

    name: str
    active: PolicyVersion | None
    newest: PolicyVersion
    sentences: tuple[str, ...]

    @property
    def has_draft(self) -> bool:
        """Say whether a newer draft waits."""
        return self.newest.state is PolicyState.DRAFT


@router.get("/policies")
async def list_policies(visit: SignedIn) -> Response:
    """Show every policy with its rules, and what to start a new one from."""
    versions = await visit.services.policies.versions.versions(visit.user.company_id)
    lines = [line_of(visit, name, list(each)) for name, each in groupby(versions, key=lambda version: version.name)]
    return visit.page(
        "policies.html",
        policies=lines,
        presets=PRESETS.values(),
        assignments=await visit.services.policies.assignments.all(visit.user.company_id),
        pilots=await visit.services.policies.pilots.all(visit.user.company_id),
        done=DONE.get(visit.asked("done") or ""),
    )


@router.get("/policies/{name}")
async def show_policy(name: str, visit: SignedIn) -> Response:
    """Show a policy's versions, the newest first."""
    versions = await versions_of(visit, name)
    return visit.page(
        "policy.html",
        line=line_of(visit, name, versions),
        versions=versions,
        names=await visit.services.sessions.names(visit.user.company_id),
        done=DONE.get(visit.asked("done") or ""),
    )


@router.get("/policies/{name}/versions/{number}")
async def show_version(name: str, number: int, visit: SignedIn) -> Response:
    """Show one version: its rules, its times, what a back-test found, and what can be done with it."""
    return await version_page(visit, name, number)


async def version_page(
    visit: Visit,
    name: str,
    number: int,
    *,
    refusal: str | None = None,
    status: int = 200,
    typed: Mapping[str, str] | None = None,
) -> Response:
    """Return the page of a version, with why something was refused and what was typed."""
    version = version_in(await versions_of(visit, name), number)
    report = await visit.services.policies.reports.latest(visit.user.company_id, name, number)
    settings = PolicySettings.of(version.policy)
    return visit.page(
        "policy_version.html",
        status=status,
        version=version,
        sentences=policy_sentences(version.policy, visit.user.language, reasons=visit.reasons),
        lengths=settings.lengths,
        reapply_after=settings.reapply_after,
        report=report,
        figure=sweep_figure(report, version.policy, visit.words, visit.moments) if report else None,
        names=await visit.services.sessions.names(visit.user.company_id),
        done=DONE.get(visit.asked("done") or ""),
        pilots=[
            each
            for each in await visit.services.policies.pilots.all(visit.user.company_id)
            if (each.policy_name, each.version) == (name, number)
        ],
        assessments=await visit.services.policies.impact.of(visit.user.company_id, name, number),
        typed=typed or {},
        refusal=REFUSALS[refusal] if refusal else None,
    )


async def versions_of(visit: Visit, name: str) -> Sequence[PolicyVersion]:
    """Return a policy's versions, the newest first; raise PolicyNotFoundError."""
    versions = await visit.services.policies.versions.versions(visit.user.company_id, name)
    if not versions:
        raise PolicyNotFoundError(f"There is no policy {name!r}.")
    return versions


def version_in(versions: Sequence[PolicyVersion], number: int) -> PolicyVersion:
    """Return one of them; raise PolicyNotFoundError."""
    found = next((each for each in versions if each.version == number), None)
    if found is None:
        raise PolicyNotFoundError(f"Policy {versions[0].name!r} has no version {number}.")
    return found


def line_of(visit: Visit, name: str, versions: Sequence[PolicyVersion]) -> PolicyLine:
    """Return what the list says of a policy."""
    active = next((each for each in versions if each.state is PolicyState.ACTIVE), None)
    shown = active or versions[0]
    sentences = policy_sentences(shown.policy, visit.user.language, reasons=visit.reasons)
    return PolicyLine(name=name, active=active, newest=versions[0], sentences=sentences)
