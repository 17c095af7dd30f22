"""Undoing, releasing, and who may not do what any more."""

import pytest

from kindregards.domain.decisions import (
    DecisionState,
    DecisionUndoneError,
    LetterAlreadySentError,
    release_decision,
    undo_decision,
)
from tests.builders import a_decision


def test_a_new_decision_stands_and_can_be_undone() -> None:
    decision = a_decision()

    assert decision.state is DecisionState.STANDING
    assert decision.can_be_undone


def test_undoing_a_standing_decision_keeps_everything_else() -> None:
    decision = a_decision()

    undone = undo_decision(decision)

    assert undone == a_decision(state=DecisionState.UNDONE)
    assert not undone.can_be_undone


def test_undoing_twice_is_undoing_once() -> None:
    undone = undo_decision(a_decision())

    assert undo_decision(undone) == undone


def test_releasing_twice_is_releasing_once() -> None:
    released = release_decision(a_decision())

    assert released.state is DecisionState.RELEASED
    assert release_decision(released) == released
    assert not released.can_be_undone


def test_a_released_decision_cannot_be_undone_in_silence() -> None:
    released = release_decision(a_decision(version=3))

    with pytest.raises(LetterAlreadySentError, match="decision 3 has left") as refusal:
        undo_decision(released)

    assert refusal.value.code == "letter_already_sent"


def test_an_undone_decision_is_never_told() -> None:
    undone = undo_decision(a_decision())

    with pytest.raises(DecisionUndoneError) as refusal:
        release_decision(undone)

    assert refusal.value.code == "decision_undone"
