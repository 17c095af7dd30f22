from dataclasses import replace

import pytest

from kindregards.domain.languages import Language
from kindregards.domain.reason_writing import ReasonInvalidError, ReasonShippedError, check_own_reason
from kindregards.domain.reasons import SHIPPED_REASONS, Party, offered, with_shipped
from tests.approval_ui.reasoning import SHIFTS


def with_text(
    chinese: str = "这个岗位需要倒班。", english: str = "The role is worked in shifts."
) -> dict[Language, str]:
    return {Language.CHINESE: chinese, Language.ENGLISH: english}


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"code": "Shift work"}, "code"),
        ({"code": "x"}, "code"),
        ({"party": Party.SYSTEM}, "party"),
        ({"label_en": ""}, "label"),
        ({"label_zh": "班" * 81}, "label"),
        ({"text": {}}, "text_missing"),
        ({"text": with_text(english="")}, "text_missing"),
        ({"text": with_text(english="Shifts.\nMore.")}, "text_length"),
        ({"text": with_text(chinese="The role is worked in shifts.")}, "text_language"),
        ({"text": with_text(english="The role needs somebody younger than you are.")}, "text_unsayable"),
    ],
)
def test_a_reason_that_no_letter_could_carry_is_refused_with_what_to_change(
    changes: dict[str, object], problem: str
) -> None:
    with pytest.raises(ReasonInvalidError) as refused:
        check_own_reason(replace(SHIFTS, **changes))  # type: ignore[arg-type] # replace() checks the names

    assert refused.value.details == {"problem": problem}


def test_a_reason_that_everybody_has_is_nobodys_to_change() -> None:
    with pytest.raises(ReasonShippedError):
        check_own_reason(replace(SHIFTS, code="language"))


def test_one_that_is_never_in_a_letter_needs_no_text() -> None:
    check_own_reason(replace(SHIFTS, text={}, in_letter=False))
    check_own_reason(replace(SHIFTS, text={}, party=Party.CANDIDATE))


def test_a_retired_reason_is_known_and_not_offered() -> None:
    known = with_shipped({"shift_work": replace(SHIFTS, is_retired=True), "language": SHIFTS})

    assert "shift_work" in known
    assert "shift_work" not in offered(known)
    assert known["language"] == SHIPPED_REASONS["language"]
