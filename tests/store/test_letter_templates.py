"""A company's own templates: versions, publishing, and the letters that wait meanwhile."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import event

from kindregards.domain.applications import Stage
from kindregards.domain.languages import Language, Tone
from kindregards.domain.letters import BlockKind, LetterKind
from kindregards.domain.ports.templates import SampleOrder
from kindregards.domain.reasons import Party, Reason
from kindregards.domain.reviewing import LetterChangedError, Recomposition, StaleVersionError
from kindregards.domain.sample_letters import SampleCase
from kindregards.domain.template_keys import TemplateKey, TemplateUnknownError
from kindregards.domain.template_texts import TemplateText
from kindregards.domain.template_versions import (
    Impact,
    Recomposed,
    TemplateBlockedError,
    TemplateInvalidError,
    TemplateState,
    TemplateUnchangedError,
)
from kindregards.store.companies import DEFAULT_COMPANY_ID as COMPANY
from tests.builders import NOW
from tests.store.office import Office, an_answer

pytestmark = pytest.mark.anyio

KEY = TemplateKey(language=Language.CHINESE, kind=LetterKind.NOT_SELECTED, tone=Tone.WARM)
GREETING = TemplateText(blocks={BlockKind.GREETING: ("((candidate_name))，见信好：",)})
OTHER = TemplateText(blocks={BlockKind.GREETING: ("((candidate_name))：您好！",)})


async def published(office: Office, text: TemplateText = GREETING, key: TemplateKey = KEY) -> None:
    [draft] = await office.stores.templates.add_drafts(COMPANY, {key: text}, author="lin", note="ours", now=NOW)
    await office.stores.templates.publish(COMPANY, key, draft.version, by="lena", now=NOW)


async def test_versions_never_change_and_one_is_published(office: Office) -> None:
    templates = office.stores.templates
    await published(office)
    await published(office, OTHER)

    first, second = await templates.versions(COMPANY, KEY)
    [line] = await templates.lines(COMPANY)

    assert (first.text, first.state, first.author, first.note) == (GREETING, TemplateState.RETIRED, "lin", "ours")
    assert (second.text, second.state, second.published_by) == (OTHER, TemplateState.PUBLISHED, "lena")
    assert (line.key, line.newest, line.published) == (KEY, 2, 2)


async def test_the_same_words_again_are_no_new_version(office: Office) -> None:
    await published(office)

    assert await office.stores.templates.add_drafts(COMPANY, {KEY: GREETING}, author="lin", note="", now=NOW) == ()


async def test_a_restored_version_is_a_new_draft(office: Office) -> None:
    templates = office.stores.templates
    await published(office)
    await published(office, OTHER)

    restored = await templates.restore(COMPANY, KEY, 1, author="amara", now=NOW)

    assert (restored.version, restored.text, restored.restores) == (3, GREETING, 1)
    assert restored == await templates.version(COMPANY, KEY, 3)
    with pytest.raises(TemplateUnchangedError):
        await templates.restore(COMPANY, KEY, 1, author="amara", now=NOW)
    with pytest.raises(TemplateUnknownError):
        await templates.restore(COMPANY, KEY, 9, author="amara", now=NOW)


async def test_a_companys_own_reason_may_have_a_template_of_its_own(office: Office) -> None:
    own = replace(KEY, reason="shift_work")
    with pytest.raises(TemplateUnknownError):
        await published(office, key=own)
    told = {Language.CHINESE: "这个岗位需要倒班。", Language.ENGLISH: "The role is worked in shifts."}
    shifts = Reason(code="shift_work", party=Party.COMPANY, label_zh="无法倒班", label_en="Shift work", text=told)
    await office.stores.reasons.write(COMPANY, shifts, author="lena", now=NOW)
    await published(office, key=own)
    case = await office.ask(await office.submit())

    wish = Recomposition(reason="shift_work", version=case.review.version, actor="lin")
    changed = await office.stores.reviews.recompose(COMPANY, case.review.id, wish, now=NOW)

    assert case.letter is not None
    assert changed.letter is not None
    assert not case.letter.body.startswith("王梅，见信好")
    assert changed.letter.body.startswith("王梅，见信好")
    assert "这个岗位需要倒班。" in changed.letter.body
    assert [each for each in changed.findings if each.blocks_sending] == []


async def test_words_that_cannot_be_used_are_not_kept(office: Office) -> None:
    good = replace(KEY, tone=Tone.FORMAL)
    texts = {good: GREETING, KEY: TemplateText(subject="((nobody))")}

    with pytest.raises(TemplateInvalidError):
        await office.stores.templates.add_drafts(COMPANY, texts, author="lin", note="", now=NOW)

    assert await office.stores.templates.lines(COMPANY) == ()


async def test_a_version_whose_letters_the_lint_would_stop_is_not_published(office: Office) -> None:
    text = TemplateText(blocks={BlockKind.OUTCOME: ("感谢您应聘((company_name))「((job_title))」。",)})

    with pytest.raises(TemplateBlockedError) as refused:
        await published(office, text)

    assert refused.value.details["finding"] == "outcome_missing"
    assert (await office.stores.templates.lines(COMPANY))[0].published is None


async def test_letters_are_written_in_the_published_words_until_they_are_withdrawn(office: Office) -> None:
    ref = await office.submit()
    ours = (await office.draft(await office.stores.cases.open(ref))).letter
    await published(office)
    theirs = (await office.draft(await office.stores.cases.open(ref))).letter
    await office.stores.templates.withdraw(COMPANY, KEY, by="lena", now=NOW)
    again = (await office.draft(await office.stores.cases.open(ref))).letter

    assert theirs.blocks[0].text == "王梅，见信好："
    assert theirs.template_version == f"{KEY.name}@1+{ours.template_version}"
    assert again == ours
    withdrawn = await office.stores.templates.version(COMPANY, KEY, 1)
    assert (withdrawn.state, withdrawn.retired_by, withdrawn.retired_at) == (TemplateState.RETIRED, "lena", NOW)


async def test_templates_cost_no_statement_of_their_own(office: Office) -> None:
    ref = await office.submit()
    await published(office)
    statements: list[str] = []

    def count(*arguments: object) -> None:
        statements.append(str(arguments[2]))

    await office.stores.cases.open(ref)
    event.listen(office.database._engines.read, "before_cursor_execute", count)
    try:
        case = await office.stores.cases.open(ref)
    finally:
        event.remove(office.database._engines.read, "before_cursor_execute", count)

    assert case.brand.templates is not None
    assert not [statement for statement in statements if "letter_templates" in statement]


async def test_a_draft_in_review_is_recomposed_and_its_former_words_cannot_be_approved(office: Office) -> None:
    case = await office.ask(await office.submit())
    await published(office)

    assert await office.stores.template_recomposing.impact(COMPANY, KEY) == Impact(drafts=1)
    done = await office.stores.template_recomposing.recompose(COMPANY, KEY, by="lena", now=NOW)
    again = await office.stores.template_recomposing.recompose(COMPANY, KEY, by="lena", now=NOW)

    changed = await office.stores.reviews.case(COMPANY, case.review.id)
    assert (done, again) == (Recomposed(changed=1), Recomposed())
    assert await office.stores.template_recomposing.impact(COMPANY, KEY) == Impact()
    assert changed.letter is not None
    assert changed.letter.blocks[0].text == "王梅，见信好："
    # Also who decides by the version alone, over the API, must read the new words first.
    assert changed.review.version == case.review.version + 1
    with pytest.raises((StaleVersionError, LetterChangedError)):
        await office.decide(case)


async def test_only_letters_that_a_template_serves_are_counted_and_recomposed(office: Office) -> None:
    case = await office.ask(await office.submit())
    assert case.letter is not None
    theirs = replace(KEY, stage=case.letter.stage, reason=case.review.reason)
    others = (
        replace(theirs, reason="position_filled"),
        replace(theirs, stage=Stage.OFFER),
        replace(theirs, tone=Tone.LIVELY),
        replace(theirs, language=Language.ENGLISH),
        replace(theirs, kind=LetterKind.EXPIRED),
    )
    recomposing = office.stores.template_recomposing
    for key in (*others, theirs):
        [draft] = await office.stores.templates.add_drafts(COMPANY, {key: words_in(key)}, author="l", note="", now=NOW)
        await office.stores.templates.publish(COMPANY, key, draft.version, by="lena", now=NOW)

    assert [await recomposing.impact(COMPANY, key) for key in others] == [Impact()] * len(others)
    assert await recomposing.impact(COMPANY, theirs) == Impact(drafts=1)
    assert await recomposing.recompose(COMPANY, others[0], by="lena", now=NOW) == Recomposed()
    assert await recomposing.recompose(COMPANY, theirs, by="lena", now=NOW) == Recomposed(changed=1)
    await office.stores.templates.withdraw(COMPANY, theirs, by="lena", now=NOW)
    assert await recomposing.impact(COMPANY, theirs) == Impact(drafts=1)


def words_in(key: TemplateKey) -> TemplateText:
    comma = "，" if key.language is Language.CHINESE else ","
    return TemplateText(blocks={BlockKind.GREETING: (f"((candidate_name)){comma}",)})


async def test_an_automatic_letter_is_recomposed_in_its_place(office: Office) -> None:
    letter = await office.rejected()
    await published(office)

    done = await office.stores.template_recomposing.recompose(COMPANY, KEY, by="lena", now=NOW)

    assert done == Recomposed(changed=1)
    view = await office.stores.letters.letter(COMPANY, letter.letter_id)
    assert view.letter.blocks[0].text == "王梅，见信好："
    assert view.state == "pending"


async def test_a_letter_that_today_s_words_cannot_write_keeps_its_own(office: Office) -> None:
    case = await office.ask(await office.submit())
    assert case.letter is not None
    # A template may ask for what not everybody has; nobody here has a day from which to apply again.
    await published(office, TemplateText(blocks={BlockKind.NEXT_STEPS: ("((reapply_from))起您可以再来。",)}))

    done = await office.stores.template_recomposing.recompose(COMPANY, KEY, by="lena", now=NOW)

    kept = await office.stores.reviews.case(COMPANY, case.review.id)
    assert done == Recomposed(kept=1)
    assert kept.letter == case.letter
    assert kept.review.version == case.review.version


async def test_letters_that_leave_or_are_decided_after_they_were_counted_stay_as_they_are(office: Office) -> None:
    leaving = await office.rejected(1)
    case = await office.ask(await office.submit(2))
    await published(office)
    recomposing = office.stores.template_recomposing
    counted = await office.database.read(lambda session: recomposing._waiting(session, COMPANY, KEY))

    await office.start(leaving)
    await office.decide(case)
    fates = [await recomposing._one(each, "lena", NOW) for each in counted]

    assert fates == ["kept", "kept"]
    assert "见信好" not in (await office.stores.letters.letter(COMPANY, leaving.letter_id)).letter.body
    decided = await office.stores.reviews.case(COMPANY, case.review.id)
    assert decided.letter == case.letter
    assert not decided.review.state.takes_decision


async def test_an_approval_of_words_that_change_is_voided(office: Office) -> None:
    case = await office.ask(await office.submit())
    await office.decide(case)
    await published(office)

    assert await office.stores.template_recomposing.impact(COMPANY, KEY) == Impact(approved=1)
    done = await office.stores.template_recomposing.recompose(COMPANY, KEY, by="lena", now=NOW)

    reopened = await office.stores.reviews.case(COMPANY, case.review.id)
    assert done == Recomposed(voided=1)
    assert reopened.review.state.takes_decision


async def test_a_letter_that_has_left_or_was_rewritten_stays_as_it_is(office: Office) -> None:
    await office.start(await office.rejected(1))
    case = await office.ask(await office.submit(2))
    assert case.letter is not None
    body = case.letter.body.replace("谢谢您", "非常感谢您", 1)
    assert body != case.letter.body
    await office.stores.reviews.decide(COMPANY, case.review.id, an_answer(case, body=body), now=NOW)
    await published(office)

    assert await office.stores.template_recomposing.impact(COMPANY, KEY) == Impact(rewritten=1)
    assert await office.stores.template_recomposing.recompose(COMPANY, KEY, by="lena", now=NOW) == Recomposed()


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (lambda _: SampleOrder(key=KEY, text=OTHER), "王梅：您好！"),
        (lambda _: SampleOrder(key=KEY, case=SampleCase.OTHER_SCRIPT), "Σοφία Παπαδοπούλου，见信好："),
        (lambda application_id: SampleOrder(key=KEY, application_id=application_id), "王梅，见信好："),
    ],
)
async def test_a_sample_shows_what_would_be_sent(
    office: Office, order: Callable[[str], SampleOrder], expected: str
) -> None:
    ref = await office.submit()
    await published(office)

    sample = await office.stores.templates.sample(COMPANY, order(ref.application_id), now=NOW)

    assert sample.letter is not None
    assert sample.letter.blocks[0].text == expected
