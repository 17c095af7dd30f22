"""Policies: drafts, and the version that decides about new applications."""

from collections.abc import Collection
from typing import Annotated

from fastapi import APIRouter, Depends, Path

from api.bodies import BodyOf
from api.declared import asking, reading, writing
from api.dependencies import Caller, Services, actor_of
from api.schemas.policies import PolicyBody, PolicyResource
from api.schemas.requests import NothingBody
from api.schemas.texts import LARGEST_NUMBER
from kindregards.domain.condition_checks import PolicyProblem
from kindregards.domain.errors import NotFoundError
from kindregards.domain.intake import PolicyUnknownError
from kindregards.domain.policies import Policy, PolicyChangedError
from kindregards.domain.policy_checks import check_policy
from kindregards.domain.policy_reports import (
    PolicyReportMissingError,
    PolicyReportStaleError,
    PolicyUnfairError,
    SecondPersonNeededError,
)
from kindregards.domain.reasons import Reasons
from kindregards.http.refusals import FieldProblem, RequestInvalidError

router = APIRouter(prefix="/v1/policies", tags=["policies"])

ACTIVATION_ERRORS = (
    PolicyReportMissingError,
    PolicyReportStaleError,
    PolicyUnfairError,
    SecondPersonNeededError,
)
PolicyName = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]


class PolicyNotFoundError(NotFoundError):
    """There is no such policy, or no such version of it."""

    code = "policy_unknown"


class PolicyInvalidError(RequestInvalidError):
    """The policy contradicts itself or names what does not exist."""

    code = "policy_invalid"


@router.get("/{name}", responses=reading(PolicyNotFoundError, RequestInvalidError))
async def read(caller: Caller, services: Services, name: PolicyName) -> PolicyResource:
    """Return the active version of a policy, or the newest draft of one never activated."""
    try:
        version = await services.policies.latest(caller.company_id, name)
    except PolicyUnknownError as error:
        raise PolicyNotFoundError(error.message) from None
    return PolicyResource.of(version, await services.ruling.reasons.all(caller.company_id))


@router.put("/{name}", responses=writing(PolicyInvalidError, PolicyChangedError))
async def write(
    caller: Caller,
    services: Services,
    name: PolicyName,
    body: Annotated[PolicyBody, Depends(BodyOf(PolicyBody))],
) -> PolicyResource:
    """Keep a new draft version; it decides nothing before it is activated."""
    reasons = await services.ruling.reasons.all(caller.company_id)
    policy = checked_policy(body, await services.ruling.facts.names(caller.company_id), reasons)
    version = await services.policies.add_draft(
        caller.company_id, name, policy, author=actor_of(caller), now=services.clock(), based_on=body.based_on
    )
    return PolicyResource.of(version, reasons)


@router.post("/{name}/versions/{version}/activate", responses=asking(PolicyNotFoundError, *ACTIVATION_ERRORS))
async def activate(
    caller: Caller,
    services: Services,
    name: PolicyName,
    version: Annotated[int, Path(ge=1, le=LARGEST_NUMBER)],
    _body: Annotated[NothingBody, Depends(BodyOf(NothingBody, may_be_empty=True))],
) -> PolicyResource:
    """Let a version decide about applications that come in from now on."""
    try:
        active = await services.policy_activation.activate(
            caller.company_id, name, version, by=actor_of(caller), now=services.clock()
        )
    except PolicyUnknownError as error:
        raise PolicyNotFoundError(error.message) from None
    return PolicyResource.of(active, await services.ruling.reasons.all(caller.company_id))


def checked_policy(body: PolicyBody, facts: Collection[str], reasons: Reasons) -> Policy:
    """Return the policy of a body; raise PolicyInvalidError with every contradiction and its rule."""
    policy = body.value()
    problems = check_policy(policy, facts=facts, reasons=reasons)
    if problems:
        raise PolicyInvalidError([_field_problem(problem) for problem in problems])
    return policy


def _field_problem(problem: PolicyProblem) -> FieldProblem:
    """Name the rule by its place in the body; domain counts rules from 1."""
    pointer = f"/rules/{problem.rule - 1}" if problem.rule else ""
    return FieldProblem(pointer=pointer, code=problem.code, message=problem.message)
