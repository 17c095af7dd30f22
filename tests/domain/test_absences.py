"""Who does the reviews of somebody who is away."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.absences import Absence, AbsenceInvalidError, refuse_impossible, stands_in_for, who_stands_in
from tests.builders import NOW

DAY = timedelta(days=1)


def away(stand_in: str, *, starts: timedelta = -DAY, ends: timedelta = DAY) -> Absence:
    return Absence(starts_at=NOW + starts, ends_at=NOW + ends, stand_in=stand_in)


def test_a_stand_in_does_the_work_only_while_the_absence_lasts() -> None:
    absences = {"ana": away("ben")}

    assert who_stands_in("ana", absences, NOW) == "ben"
    assert who_stands_in("ana", absences, NOW + DAY) == "ana"
    assert who_stands_in("ana", absences, NOW - 2 * DAY) == "ana"
    assert stands_in_for("ben", absences, NOW) == ("ana",)


def test_a_stand_in_who_is_away_too_is_stood_in_for() -> None:
    absences = {"ana": away("ben"), "ben": away("cem")}

    assert who_stands_in("ana", absences, NOW) == "cem"
    assert stands_in_for("cem", absences, NOW) == ("ana", "ben")


def test_two_who_stand_in_for_each_other_keep_their_work() -> None:
    absences = {"ana": away("ben"), "ben": away("ana")}

    assert who_stands_in("ana", absences, NOW) == "ana"
    assert stands_in_for("ben", absences, NOW) == ()


@given(st.dictionaries(st.sampled_from("abcde"), st.sampled_from("abcdef")))
def test_every_piece_of_work_has_exactly_one_person(pairs: dict[str, str]) -> None:
    absences = {user: away(stand_in) for user, stand_in in pairs.items()}

    for user in "abcdef":
        doing = [each for each in "abcdef" if user == each or user in stands_in_for(each, absences, NOW)]
        here = who_stands_in(user, absences, NOW)
        assert here in doing
        assert set(doing) == {user, here}


@pytest.mark.parametrize(
    "absence",
    [away("ben", starts=DAY, ends=DAY), away("ben", ends=timedelta(0)), away("ana")],
    ids=["no length", "over", "own stand-in"],
)
def test_an_absence_that_cannot_be_is_refused(absence: Absence) -> None:
    with pytest.raises(AbsenceInvalidError):
        refuse_impossible(absence, user_id="ana", now=NOW)
