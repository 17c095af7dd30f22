"""Writing a draft: rules as lines, times and habits as fields; the problems stand where they arise."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from approval_ui.answers import see_other
from approval_ui.policies import version_in, versions_of
from approval_ui.policy_lines import LineUnreadableError, RuleLine, lines_of, rule_of, typed_lines
from approval_ui.policy_settings import PolicySettings, settled
from approval_ui.visits import Leading, Visit
from approval_ui.words.policy_problems import problem_words
from kindregards.domain.policies import (
    DEFAULT_POLICY,
    Policy,
    PolicyChangedError,
    PolicyState,
    PolicyVersion,
    Rule,
)
from kindregards.domain.policy_checks import check_policy
from kindregards.domain.policy_presets import PRESETS
from kindregards.domain.rule_sentences import policy_sentences
from kindregards.http.csrf import FORM_TOKEN_FIELD
from kindregards.http.forms import Form, read_form

# A hundred rules, with six conditions of three fields each.
_MOST_FIELDS = 2500
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")

router = APIRouter()


async def _policy_form(visit: Leading) -> Form:
    """Return the form of a lead, which is larger than others."""
    form = await read_form(visit.request, most_fields=_MOST_FIELDS)
    visit.console.forms.check(visit.user.id, form.line(FORM_TOKEN_FIELD))
    return form


PolicyForm = Annotated[Form, Depends(_policy_form)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownProblem:
    """What is wrong, with the rule's number from 1, or none where it concerns no rule; `code` is stable."""

    rule: int | None
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A policy somebody is writing, from `base`, which is version `start` (0 for none).

    `policy` is None while its rules cannot be read.
    """

    base: Policy
    start: int
    policy: Policy | None
    lines: tuple[RuleLine, ...]
    settings: PolicySettings
    problems: tuple[ShownProblem, ...] = ()


@router.get("/new-policy")
async def begin(visit: Leading) -> Response:
    """Show the editor with a preset, for a policy that has no name yet."""
    preset = PRESETS.get(visit.asked("preset") or "")
    return await _page(visit, None, draft_of(preset.policy if preset else DEFAULT_POLICY), newest=0)


@router.post("/new-policy")
async def keep_new(visit: Leading, form: PolicyForm) -> Response:
    """Keep the first version of a new policy."""
    draft, name = await _typed(visit, form, DEFAULT_POLICY), form.line("name") or ""
    known = await visit.services.policies.versions.versions(visit.user.company_id, name) if name else ()
    if not _NAME.fullmatch(name):
        draft = _with_problem(draft, "name_unfit")
    elif known:
        draft = _with_problem(draft, "name_taken")
    return await _keep(visit, form, draft, name, newest=0, is_new=True)


@router.get("/policies/{name}/draft")
async def edit(name: str, visit: Leading) -> Response:
    """Show the editor with a version's rules (the active one's, or the one asked for), or a preset's."""
    versions = await versions_of(visit, name)
    active = next((each for each in versions if each.state is PolicyState.ACTIVE), versions[0])
    wanted = visit.asked("from") or ""
    chosen = version_in(versions, int(wanted)) if wanted.isascii() and wanted.isdigit() else active
    return await _page(visit, name, draft_of(chosen), newest=versions[0].version)


@router.post("/policies/{name}/draft")
async def keep(name: str, visit: Leading, form: PolicyForm) -> Response:
    """Keep a new version, or show what is wrong with it."""
    versions = await versions_of(visit, name)
    begun = version_in(versions, form.number("start") or versions[0].version)
    draft = await _typed(visit, form, begun.policy, start=begun.version)
    return await _keep(visit, form, draft, name, newest=form.number("newest") or 0, is_new=False)


def draft_of(begun: PolicyVersion | Policy) -> Draft:
    """Return a version, or a policy without one, as it is edited."""
    policy, start = (begun.policy, begun.version) if isinstance(begun, PolicyVersion) else (begun, 0)
    settings = PolicySettings.of(policy)
    return Draft(base=policy, start=start, policy=policy, lines=lines_of(policy.rules), settings=settings)


async def _typed(visit: Visit, form: Form, base: Policy, *, start: int = 0) -> Draft:
    """Return what was typed, with every problem found in it."""
    lines, settings = typed_lines(form), PolicySettings.typed(form)
    policy, unreadable = settled(base, settings, form)
    problems = [ShownProblem(rule=None, code=each.code, message=each.field) for each in unreadable]
    rules = list(_read(lines, problems))
    if not rules:
        problems.append(ShownProblem(rule=None, code="rules_missing", message=""))
    draft = Draft(base=base, start=start, policy=None, lines=lines, settings=settings, problems=tuple(problems))
    if problems:
        return draft
    policy = replace(policy, rules=tuple(rules))
    facts = await visit.services.policies.facts.names(visit.user.company_id)
    found = check_policy(policy, facts=facts, reasons=visit.reasons)
    return replace(
        draft,
        policy=policy,
        problems=tuple(ShownProblem(rule=each.rule, code=each.code, message=each.message) for each in found),
    )


def _read(lines: Sequence[RuleLine], problems: list[ShownProblem]) -> Iterator[Rule]:
    for number, line in enumerate(lines[:-1], start=1):
        try:
            yield rule_of(line)
        except LineUnreadableError as error:
            problems.append(ShownProblem(rule=number, code=error.code, message=""))


async def _keep(visit: Visit, form: Form, draft: Draft, name: str, *, newest: int, is_new: bool) -> Response:
    shown_name = None if is_new else name
    if form.line("do") != "keep" or draft.problems or draft.policy is None:
        status = 422 if draft.problems else 200
        return await _page(visit, shown_name, draft, newest=newest, typed_name=name, status=status)
    try:
        kept = await visit.services.policies.versions.add_draft(
            visit.user.company_id,
            name,
            draft.policy,
            author=visit.user.id,
            now=visit.moments.now,
            based_on=newest,
        )
    except PolicyChangedError as error:
        changed = _with_problem(draft, error.code)
        return await _page(visit, shown_name, changed, newest=newest, typed_name=name, status=409)
    return see_other(f"/policies/{name}/versions/{kept.version}", done="drafted")


def _with_problem(draft: Draft, code: str) -> Draft:
    return replace(draft, problems=(*draft.problems, ShownProblem(rule=None, code=code, message="")))


async def _page(
    visit: Visit, name: str | None, draft: Draft, *, newest: int, typed_name: str = "", status: int = 200
) -> Response:
    def said(rule: int | None) -> list[str]:
        return [problem_words(each.code, each.message, visit.words) for each in draft.problems if each.rule == rule]

    policy = draft.policy
    return visit.page(
        "policy_editor.html",
        status=status,
        name=name,
        typed_name=typed_name,
        newest=newest,
        draft=draft,
        policy=policy or draft.base,
        sentences=policy_sentences(policy, visit.user.language, reasons=visit.reasons) if policy else (),
        said=said,
        groups=await visit.services.case_work.groups(visit.user.company_id),
        facts=sorted(await visit.services.policies.facts.names(visit.user.company_id)),
    )
