"""Policy versions: immutable, numbered without gaps, one active at a time whoever activates at the same moment."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from kindregards.domain.intake import PolicyUnknownError
from kindregards.domain.policies import DEFAULT_POLICY, Policy, PolicyState, PolicyVersion
from kindregards.store.companies import DEFAULT_COMPANY_ID
from tests.builders import NOW
from tests.store.office import LATER, Office
from tests.world import QUICK_POLICY

pytestmark = pytest.mark.anyio


async def add(office: Office, policy: Policy = DEFAULT_POLICY, name: str = "default") -> PolicyVersion:
    return await office.stores.policies.add_draft(DEFAULT_COMPANY_ID, name, policy, author="user-1", now=NOW)


async def activate(office: Office, number: int, name: str = "default") -> PolicyVersion:
    return await office.stores.policies.activate(DEFAULT_COMPANY_ID, name, number, now=LATER)


async def states(office: Office, numbers: int) -> list[PolicyState]:
    policies = office.stores.policies
    versions = [await policies.version(DEFAULT_COMPANY_ID, "default", number) for number in range(1, numbers + 1)]
    return [version.state for version in versions]


async def test_a_draft_decides_about_nothing_until_it_is_activated(office: Office) -> None:
    draft = await add(office, replace(DEFAULT_POLICY, automatic_rejection=False))

    before = await office.stores.policies.latest(DEFAULT_COMPANY_ID, "default")
    activated = await activate(office, draft.version)
    after = await office.stores.policies.latest(DEFAULT_COMPANY_ID, "default")

    assert (draft.version, draft.state) == (2, PolicyState.DRAFT)
    assert (before.version, before.policy) == (1, QUICK_POLICY)
    assert activated == after
    assert (after.version, after.state, after.activated_at) == (2, PolicyState.ACTIVE, LATER)
    assert await states(office, 2) == [PolicyState.RETIRED, PolicyState.ACTIVE]


async def test_an_older_version_can_decide_again(office: Office) -> None:
    await add(office)
    await activate(office, 2)

    await activate(office, 1)

    assert await states(office, 2) == [PolicyState.ACTIVE, PolicyState.RETIRED]


async def test_a_policy_never_activated_shows_its_newest_draft(office: Office) -> None:
    await add(office, name="new")
    await add(office, name="new")

    latest = await office.stores.policies.latest(DEFAULT_COMPANY_ID, "new")

    assert (latest.version, latest.state) == (2, PolicyState.DRAFT)


async def test_a_policy_comes_back_as_it_was_written(office: Office) -> None:
    policy = replace(QUICK_POLICY, automatic_rejection=False, reminders=())
    draft = await add(office, policy)
    other_process = type(office.stores.policies)(office.database)

    kept = await other_process.version(DEFAULT_COMPANY_ID, "default", draft.version)

    assert kept == draft
    assert kept.policy == policy


@pytest.mark.parametrize("number", [0, 3])
async def test_an_unknown_version_is_refused_and_the_active_one_stays(office: Office, number: int) -> None:
    with pytest.raises(PolicyUnknownError):
        await activate(office, number)

    assert await states(office, 1) == [PolicyState.ACTIVE]


async def test_an_unknown_policy_is_refused(office: Office) -> None:
    with pytest.raises(PolicyUnknownError):
        await office.stores.policies.latest(DEFAULT_COMPANY_ID, "missing")


async def test_the_active_policies_are_listed_by_name(office: Office) -> None:
    await add(office, name="zeta")
    await activate(office, 1, "zeta")
    await add(office, name="draft only")

    names = [version.name for version in await office.stores.policies.names(DEFAULT_COMPANY_ID)]

    assert names == ["default", "zeta"]


async def test_drafts_written_at_once_get_numbers_of_their_own(office: Office, rival: Office) -> None:
    drafts = await asyncio.gather(*(add((office, rival)[turn % 2]) for turn in range(10)))

    assert sorted(draft.version for draft in drafts) == list(range(2, 12))


async def test_of_versions_activated_at_once_one_is_active(office: Office, rival: Office) -> None:
    for _ in range(8):
        await add(office)
    for _ in range(10):
        await asyncio.gather(*(activate((office, rival)[number % 2], number) for number in range(1, 9)))

        assert (await states(office, 9)).count(PolicyState.ACTIVE) == 1


async def test_a_version_that_was_never_committed_is_not_remembered(office: Office) -> None:
    policies = office.stores.policies

    def fail(session: Session) -> None:
        version = policies.insert(session, DEFAULT_COMPANY_ID, "default", DEFAULT_POLICY, "user-1", NOW)
        policies.activate_in(session, DEFAULT_COMPANY_ID, "default", version.version, NOW)
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        await office.database.write(fail)
    harder = replace(DEFAULT_POLICY, automatic_rejection=False)
    await add(office, harder)

    assert (await policies.version(DEFAULT_COMPANY_ID, "default", 2)).policy == harder
