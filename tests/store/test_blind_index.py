"""Codes that find people by values stored only encrypted."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.store.blind_index import BlindIndex

INDEX = BlindIndex("a secret of the settings")


@pytest.mark.parametrize("written", ["Wang@Example.com", " wang@example.com ", "ｗａｎｇ@example.com"])
def test_an_address_written_differently_has_the_same_code(written: str) -> None:
    assert INDEX.email(written, company_id="c-1") == INDEX.email("wang@example.com", company_id="c-1")


@pytest.mark.parametrize("written", ["+86 138 0013 8000", "+86-138-0013-8000", "＋８６１３８００１３８０００"])
def test_a_number_written_differently_has_the_same_code(written: str) -> None:
    assert INDEX.phone(written, company_id="c-1") == INDEX.phone("+8613800138000", company_id="c-1")


@pytest.mark.parametrize("written", ["ZOË  Weiß", "zoë weiss", "Zoe\u0308 Wei\u00df ", "Zoë\u3000WEISS"])
def test_a_name_written_differently_has_the_same_code(written: str) -> None:
    assert INDEX.name(written, company_id="c-1") == INDEX.name("Zoë Weiß", company_id="c-1")


def test_part_of_a_name_has_another_code() -> None:
    assert INDEX.name("Zoë", company_id="c-1") != INDEX.name("Zoë Weiß", company_id="c-1")


def test_companies_do_not_correlate() -> None:
    assert INDEX.email("wang@example.com", company_id="c-1") != INDEX.email("wang@example.com", company_id="c-2")


def test_kinds_of_values_do_not_correlate() -> None:
    assert INDEX.email("8613800138000", company_id="c-1") != INDEX.phone("8613800138000", company_id="c-1")


def test_another_secret_gives_another_code() -> None:
    other = BlindIndex("another secret")

    assert other.email("wang@example.com", company_id="c-1") != INDEX.email("wang@example.com", company_id="c-1")


def test_codes_stay_the_same_in_later_releases() -> None:
    code = INDEX.email("wang@example.com", company_id="c-1")

    assert code == "034c1dd09b5928aa33194d49168e1bf32953956911daa478f010ea9a3e9f6024"


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_has_a_code_that_shows_nothing(text: str) -> None:
    code = INDEX.name(text, company_id="c-1")

    assert re.fullmatch("[0-9a-f]{64}", code)
    assert code == INDEX.name(f" {text} ", company_id="c-1")
