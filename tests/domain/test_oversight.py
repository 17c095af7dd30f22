"""Rubber-stamping is told apart from careful reviewing, also where careful people agree with everything."""

import random

import pytest

from kindregards.domain.oversight import Attention, ReviewedCase, oversight

PEOPLE = 300
CASES = 40


def simulated(kind: str, number: int, chance: random.Random) -> list[ReviewedCase]:
    """Return what one invented reviewer does. Careful ones differ widely; some agree always, some are quick."""
    agreement, seconds, parts = {
        "careful": (chance.uniform(0.70, 0.97), chance.uniform(45, 240), (1, 5)),
        "agreeing": (1.0, chance.uniform(40, 200), (2, 4)),
        "quick": (chance.uniform(0.75, 0.90), chance.uniform(12, 30), (1, 3)),
        "stamp": (chance.uniform(0.985, 1.0), chance.uniform(3, 12), (1, 1)),
    }[kind]
    return [
        ReviewedCase(
            reviewer=f"{kind}-{number}",
            agreed=chance.random() < agreement,
            seconds=chance.lognormvariate(0, 0.5) * seconds,
            evidence=chance.randint(*parts),
        )
        for _ in range(CASES)
    ]


def test_simulated_rubber_stampers_are_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(2027)  # noqa: S311 -- a simulation
    kinds = ("careful", "agreeing", "quick", "stamp")
    cases = [case for kind in kinds for number in range(PEOPLE) for case in simulated(kind, number, chance)]

    flagged = {each.reviewer for each in oversight(cases) if each.attention is Attention.RUBBER_STAMP}

    shares = {kind: sum(name.startswith(kind) for name in flagged) / PEOPLE for kind in kinds}
    with capsys.disabled():
        print(f"\noversight: {PEOPLE} of each kind, {CASES} cases each, flagged {shares}")  # noqa: T201 -- the figure
    assert shares["stamp"] >= 0.95
    assert max(shares["careful"], shares["agreeing"], shares["quick"]) <= 0.01


def some(n: int, *, agreed: int, seconds: float | None = 5, evidence: int | None = 1) -> list[ReviewedCase]:
    return [ReviewedCase(reviewer="r", agreed=i < agreed, seconds=seconds, evidence=evidence) for i in range(n)]


@pytest.mark.parametrize(
    ("cases", "attention"),
    [
        (some(30, agreed=30), Attention.RUBBER_STAMP),
        (some(29, agreed=29), Attention.TOO_FEW),
        (some(100, agreed=95), Attention.RUBBER_STAMP),
        (some(100, agreed=94), Attention.FINE),
        (some(30, agreed=30, seconds=20), Attention.FINE),
        (some(30, agreed=30, evidence=2), Attention.FINE),
        (some(30, agreed=30, seconds=None, evidence=None), Attention.NOT_SEEN),
    ],
)
def test_a_mark_needs_every_sign_and_enough_cases(cases: list[ReviewedCase], attention: Attention) -> None:
    [figures] = oversight(cases)

    assert figures.attention is attention


def test_who_is_to_be_talked_with_comes_first() -> None:
    busy = [ReviewedCase(reviewer="busy", agreed=True, seconds=90, evidence=3)] * 50

    assert [each.reviewer for each in oversight([*busy, *some(30, agreed=30)])] == ["r", "busy"]
