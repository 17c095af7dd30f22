"""docs/law.md says of every duty where it is kept and what proves it, and both exist."""

from pathlib import Path

import pytest

from kindregards.domain.jurisdictions import DISCLAIMER, Duty, Pack, packs

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "law.md").read_text()
DUTIES = [(pack, duty) for pack in packs() for duty in pack.duties]


@pytest.mark.parametrize(("pack", "duty"), DUTIES, ids=lambda each: getattr(each, "code", str(each)))
def test_a_duty_has_its_row_its_code_and_its_test(pack: Pack, duty: Duty) -> None:
    row = f"| {pack.name_en} | {duty.since} | {duty.says} | `{duty.code}` | `{duty.test}` |"

    assert row in PAGE
    assert (ROOT / duty.code).is_file()
    assert "def test_" in (ROOT / duty.test).read_text()


def test_the_page_says_what_it_is_not() -> None:
    assert DISCLAIMER.rstrip(".").lower() in PAGE.lower()
