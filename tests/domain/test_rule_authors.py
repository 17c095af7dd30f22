from dataclasses import replace

import pytest

from kindregards.domain.policies import DEFAULT_POLICY, Policy, PolicyState, PolicyVersion, ReviewTimes
from kindregards.domain.rule_authors import authors_of, rules_author
from tests.builders import NOW

STRICTER = replace(DEFAULT_POLICY, rules=DEFAULT_POLICY.rules[1:])
SLOWER = replace(DEFAULT_POLICY, review=ReviewTimes(group="board"))
BY_HAND = replace(DEFAULT_POLICY, automatic_rejection=False)


@pytest.mark.parametrize(
    ("written", "author"),
    [
        ([("ada", DEFAULT_POLICY)], "ada"),
        ([("ada", DEFAULT_POLICY), ("ben", STRICTER)], "ben"),
        ([("ada", DEFAULT_POLICY), ("ben", SLOWER)], "ada"),
        ([("ada", DEFAULT_POLICY), ("ben", BY_HAND)], "ben"),
        ([("ada", DEFAULT_POLICY), ("ben", STRICTER), ("cleo", DEFAULT_POLICY)], "cleo"),
    ],
)
def test_the_author_is_who_last_changed_a_threshold(written: list[tuple[str, Policy]], author: str) -> None:
    versions = versions_of(written)

    assert rules_author(versions[::-1]) == rules_author(versions) == author


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        ([("ada", DEFAULT_POLICY), ("ben", STRICTER)], {"ben"}),
        ([("ada", DEFAULT_POLICY), ("ben", SLOWER)], {"ben"}),
        ([("ada", DEFAULT_POLICY), ("ben", STRICTER), ("cleo", replace(STRICTER, reminders=()))], {"ben", "cleo"}),
    ],
)
def test_the_second_person_wrote_neither_the_version_nor_rules_that_are_new(
    written: list[tuple[str, Policy]], authors: set[str]
) -> None:
    first, *drafts = versions_of(written)

    assert authors_of(drafts[-1], [replace(first, state=PolicyState.ACTIVE), *drafts]) == authors


def versions_of(written: list[tuple[str, Policy]]) -> list[PolicyVersion]:
    """Return drafts by these authors, numbered from 1."""
    return [
        PolicyVersion(
            name="default", version=number, state=PolicyState.DRAFT, policy=policy, author=who, created_at=NOW
        )
        for number, (who, policy) in enumerate(written, start=1)
    ]
