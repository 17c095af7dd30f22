"""Appeals at rest: one for each application, for told rejections only, and while the window is open."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from kindregards.domain.appeals import AppealNotPossibleError, AppealTooLateError, NewAppeal
from kindregards.domain.intake import ApplicationView
from kindregards.domain.journey import CommandKind, LetterRef
from tests.builders import NOW
from tests.store.neighbours import a_neighbour, log_of
from tests.store.office import Office, application_of, hears

pytestmark = pytest.mark.anyio

LATER = NOW + timedelta(days=1)


async def appeal(office: Office, letter: LetterRef, *, days: int = 1, words: str | None = None) -> ApplicationView:
    wish = NewAppeal(source="candidate", words=words)
    return await office.stores.appeals.add(application_of(letter), wish, now=NOW + timedelta(days=days))


async def test_the_first_appeal_counts_and_proves_that_the_letter_was_read(office: Office) -> None:
    letter, _ = await office.told()
    neighbour = await a_neighbour(office)

    await appeal(office, letter, words="请看第二题")
    again = await appeal(office, letter, words="再一次")

    assert again.acknowledged_at == LATER
    assert (await office.events(letter)).count("appealed") == 1
    heard = [each for each in await log_of(office, neighbour) if each.type == "appeal.received"]
    assert [{"appeal_id", "due_at"} <= set(each.data) for each in heard] == [True]
    assert "第二题" not in repr(heard)
    assert set(await hears(office)) == {CommandKind.ACKNOWLEDGED, CommandKind.APPEALED}


async def test_the_candidates_words_cannot_be_read_in_the_database(office: Office) -> None:
    letter, _ = await office.told()

    await appeal(office, letter, words="我的秘密")

    rows = await office.database.read(lambda session: repr(session.execute(text("SELECT * FROM appeals")).all()))
    assert "我的秘密" not in rows
    case = await office.stores.cases.open(application_of(letter))
    assert case.appeal is not None
    assert (case.appeal.words, case.appeal.first_decider) == ("我的秘密", "policy")


async def test_an_appeal_before_the_letter_is_refused(office: Office) -> None:
    letter = await office.rejected()

    with pytest.raises(AppealNotPossibleError):
        await appeal(office, letter)

    assert "appealed" not in await office.events(letter)


async def test_an_appeal_after_the_window_is_refused(office: Office) -> None:
    letter, _ = await office.told()

    with pytest.raises(AppealTooLateError):
        await appeal(office, letter, days=31)

    assert "appealed" not in await office.events(letter)


async def test_an_application_does_not_close_while_its_appeal_waits(office: Office) -> None:
    letter, _ = await office.told()
    await appeal(office, letter)

    assert await office.stores.cases.close(application_of(letter), NOW + timedelta(days=40)) is False
