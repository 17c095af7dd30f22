"""What fits where there is no room for a letter."""

from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.notices import ROOM, notice_field


def test_a_short_text_stays_as_it_is() -> None:
    assert notice_field("您的应聘结果已经写好") == "您的应聘结果已经写好"
    assert len(notice_field("Your result is ready")) == ROOM


def test_a_long_text_ends_in_dots_within_its_room() -> None:
    assert notice_field("Senior User Operations Manager") == "Senior User Operati…"


def test_line_breaks_become_blanks() -> None:
    assert notice_field(" 晨光科技\r\n（上海）\t有限公司 ") == "晨光科技 （上海） 有限公司"


@given(st.text())
def test_every_text_becomes_one_line_that_fits(text: str) -> None:
    field = notice_field(text)

    assert len(field) <= ROOM
    assert "\n" not in field
    assert "\r" not in field
