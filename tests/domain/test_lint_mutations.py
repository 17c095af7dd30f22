"""The lint against letters as data: nearly every broken one is stopped, hardly a good one."""

from functools import cache

import pytest

from kindregards.domain.languages import Language
from tests.domain.lint_report import Tallies, overall, tallied
from tests.domain.mutated_letters import SETS, SPARED, broken, developed, good

DEVELOPED = "development"
# First contact with each held-out set is in docs/letters.md; since then these keep what was learned from being lost.
KNOWN = (DEVELOPED, *SETS)


@cache
def tallies_of(name: str) -> Tallies:
    return tallied(list(developed()) if name == DEVELOPED else [*broken(name), *good(name)])


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", KNOWN)
def test_broken_letters_are_stopped_in_every_fault_class(name: str, language: Language) -> None:
    tallies = tallies_of(name)

    assert overall(tallies, language, spared=False).share >= 0.98
    assert not [
        fault for (lang, fault), t in tallies.items() if lang is language and fault != SPARED and t.share < 0.95
    ]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", KNOWN)
def test_good_letters_pass(name: str, language: Language) -> None:
    assert overall(tallies_of(name), language, spared=True).share <= 0.02
