"""Machines are told from people, on mail clients that grading was not made with as well."""

import pytest

from tests.domain.reading_corpus import SETS, load, score

LEAST = 0.95


@pytest.mark.parametrize("name", SETS)
def test_precision_and_recall_are_high(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = score(load(name))

    with capsys.disabled():
        print(  # noqa: T201 -- the figures are wanted in every run
            f"\nreading, {name}: {found.cases} cases of {found.families} families, "
            f"precision {found.precision:.3f}, recall {found.recall:.3f}"
        )
    assert found.precision >= LEAST
    assert found.recall >= LEAST


def test_the_sets_share_no_source_and_are_large() -> None:
    development, held_out = (load(name) for name in SETS)

    assert len(development) + len(held_out) >= 200
    assert not {case.family for case in development} & {case.family for case in held_out}


def test_no_scanner_alone_ever_stops_a_reminder_within_ten_seconds() -> None:
    early = [
        case
        for name in SETS
        for case in load(name)
        if case.label != "human" and all(each["after"] <= 10 for each in case.sightings)
    ]

    assert len(early) >= 10
    assert not [case for case in early if case.is_claimed_human]
