"""Templates and brand in the console: written, looked at, published, taken back."""

import pytest

from kindregards.domain.languages import Tone
from kindregards.domain.template_keys import key_named
from kindregards.domain.template_versions import TemplateState
from tests.approval_ui.browser import Browser, hidden_fields
from tests.approval_ui.office import LENA, Office
from tests.domain.test_brands import a_png

pytestmark = pytest.mark.anyio

NAME = "en.not_selected.warm.screening.any"
PAGE = f"/templates/{NAME}"
BRAND = "/admin/brand"


async def drafted(lead: Browser, **fields: str) -> int:
    return (await lead.send(PAGE, PAGE, **fields)).status_code


async def test_the_matrix_shows_whose_words_are_used(lead: Browser, colleague: Browser) -> None:
    await drafted(lead, greeting="Hello ((candidate_name)),", note="friendlier")
    await lead.post(f"{PAGE}/versions/1/publish", hidden_fields((await lead.get(PAGE)).text, PAGE))

    english, chinese = (await lead.get("/templates")).text, (await colleague.get("/templates")).text

    assert f'<td class="own"><a href="{PAGE}">Your own</a>' in english
    assert '<td class="fallback">' in english
    assert "种信中有" in chinese


async def test_an_empty_part_shows_the_words_it_takes_and_whose_they_are(lead: Browser) -> None:
    signed = hidden_fields((await lead.get(PAGE)).text, PAGE)
    await drafted(lead, greeting="Hello ((candidate_name)),")
    await lead.post(f"{PAGE}/versions/1/publish", signed)

    other = (await lead.get("/templates/en.not_selected.warm.screening.experience_gap")).text
    own = (await lead.get(PAGE)).text

    assert f'<a href="{PAGE}">{NAME}@1</a></p>\n<p lang="en">Hello ((candidate_name)),</p>' in other
    assert "Left empty, it takes our own words:" in other
    assert "((job_title))" in other[other.index("Left empty") :]
    assert own.count("Left empty") == other.count("Left empty") - 1


async def test_a_draft_is_kept_published_and_withdrawn(lead: Browser, office: Office) -> None:
    signed = hidden_fields((await lead.get(PAGE)).text, PAGE)
    kept = await drafted(lead, greeting="Hello ((candidate_name)),\n\nHow are you?", note="friendlier")
    await lead.post(f"{PAGE}/versions/1/publish", signed)
    page = (await lead.get(PAGE)).text
    version = (await lead.get(f"{PAGE}/versions/1")).text
    [published] = office.templates.kept[key_named(NAME)]
    await lead.post(f"{PAGE}/withdraw", signed)

    assert kept == 303
    assert published.state is TemplateState.PUBLISHED
    assert published.text.blocks == {"greeting": ("Hello ((candidate_name)),", "How are you?")}
    assert (published.author, published.note) == (LENA.id, "friendlier")
    assert "12 waiting letters keep earlier words." in page
    assert "Approved by a person: 3" in page
    assert "<ins>" in version
    assert office.templates.kept[key_named(NAME)][0].state is TemplateState.RETIRED
    assert "withdrawn by Lena Fischer, " in (await lead.get(PAGE)).text


async def test_what_is_wrong_stands_beside_its_part_and_the_words_stay(lead: Browser, office: Office) -> None:
    answer = await lead.send(PAGE, PAGE, thanks="Thanks ((candidat_name))!")

    assert answer.status_code == 422
    assert "did you mean ((candidate_name))?</span>" in answer.text
    assert "Thanks ((candidat_name))!" in answer.text
    assert answer.text.count('<details class="names" open>') == 1
    assert key_named(NAME) not in office.templates.kept


async def test_each_letter_names_what_can_be_put_into_it(lead: Browser) -> None:
    rejection = (await lead.get(PAGE)).text
    invitation = (await lead.get("/templates/en.invitation.warm.any.any")).text

    assert "<code>((reapply_from))</code>" in rejection
    assert "<code>((opening_title))</code>" not in rejection
    assert "<code>((opening_title))</code>" in invitation
    assert '<details class="names" open>' not in rejection


async def test_a_version_that_the_lint_would_stop_is_not_published(lead: Browser) -> None:
    await drafted(lead, outcome="Thank you for your interest in ((job_title)).")

    answer = await lead.post(f"{PAGE}/versions/1/publish", hidden_fields((await lead.get(PAGE)).text, PAGE))

    assert answer.status_code == 422
    assert "Letters in these words would be stopped" in answer.text


async def test_a_preview_marks_what_is_missing_and_can_be_sent_to_oneself(lead: Browser, office: Office) -> None:
    signed = hidden_fields((await lead.get(PAGE)).text, PAGE)
    words = signed | {"highlight": "You: ((highlight_1)).", "case": "no_highlight"}

    preview = await lead.post(f"{PAGE}/preview", words)
    sent = await lead.post(f"{PAGE}/test-send", words | {"case": "usual"})

    assert "((highlight_1))</mark>" in preview.text
    assert sent.status_code == 303
    assert [to for to, _ in office.templates.sent] == [LENA.email]


async def test_a_real_application_is_previewed_and_sent_by_its_address(lead: Browser, office: Office) -> None:
    signed = hidden_fields((await lead.get(PAGE)).text, PAGE)
    words = signed | {
        "greeting": "Hello ((candidate_name)),",
        "application": "https://hr.example.com/applications/a-1/?x=1",
    }

    await lead.post(f"{PAGE}/preview", words)
    await lead.post(f"{PAGE}/test-send", words)
    checked = await lead.post(PAGE, words | {"do": "check"})

    assert office.templates.asked[-3:] == ["a-1"] * 3
    assert 'name="application" value="a-1"' in checked.text


@pytest.mark.parametrize(
    ("wrong", "says"),
    [({"thanks": "Thanks ((nobody))!"}, "((nobody))"), ({"application": "unknown"}, "There is no such application")],
)
async def test_what_cannot_be_written_is_neither_shown_in_other_words_nor_sent(
    lead: Browser, office: Office, wrong: dict[str, str], says: str
) -> None:
    words = hidden_fields((await lead.get(PAGE)).text, PAGE) | wrong

    preview = await lead.post(f"{PAGE}/preview", words)
    sent = await lead.post(f"{PAGE}/test-send", words)
    checked = await lead.post(PAGE, words | {"do": "check"})

    assert says in preview.text
    assert "Daniel Okafor" not in preview.text
    assert "sandbox" in preview.headers["content-security-policy"]
    assert sent.status_code in {404, 422}
    assert office.templates.sent == []
    assert says in sent.text
    assert says in checked.text


async def test_a_reviewer_may_look_but_not_write(reviewer: Browser, office: Office) -> None:
    page = await reviewer.get(PAGE)
    answer = await reviewer.post(PAGE, hidden_fields(page.text, PAGE) | {"greeting": "Hi"})

    assert "Keep this draft" not in page.text
    assert answer.status_code == 403
    assert key_named(NAME) not in office.templates.kept


async def test_a_brand_is_set_from_a_preset_and_by_hand(lead: Browser, office: Office) -> None:
    preset = await lead.send(BRAND, BRAND, preset="finance")
    typed = {"company_name": "Dawn", "sender_name": "Li Lei", "dark_accent": "#9DB8E8", "language-en": "yes"}
    dim = await lead.send(BRAND, BRAND, **typed, light_accent="#aaaaaa")
    saved = await lead.send(BRAND, BRAND, **typed, light_accent="#1b3a6b", default_tone="lively")

    assert preset.status_code == saved.status_code == 303
    assert dim.status_code == 422
    assert "2.32:1 &lt; 4.5:1" in dim.text
    settings = office.templates.settings
    assert (settings.company_name, settings.light_accent, settings.default_tone) == ("Dawn", "#1B3A6B", Tone.LIVELY)
    assert settings.languages == ("en",)
    assert 'Accent by day<span class="muted">Lena Fischer · <time' in " ".join((await lead.get(BRAND)).text.split())


async def test_a_logo_is_uploaded_shown_and_left_out(lead: Browser, office: Office) -> None:
    signed = hidden_fields((await lead.get(BRAND)).text, BRAND)

    async def upload(content: bytes, fields: dict[str, str]) -> int:
        answer = await lead.client.post(f"{BRAND}/logo", data=fields, files={"logo": ("x.png", content)})
        return answer.status_code

    forged, refused = await upload(a_png(), {}), await upload(b"<svg/>", signed)
    taken = await upload(a_png(), signed)
    logo = office.templates.settings.logo
    assert logo is not None
    shown = await lead.get(f"{BRAND}/logo/{logo.digest}")
    letter = await lead.get(f"{BRAND}/preview")
    await lead.post(BRAND, signed | {"do": "no-logo"})

    assert (forged, refused, taken) == (403, 422, 303)
    assert (shown.content, shown.headers["content-type"]) == (a_png(), "image/png")
    assert "data:image/png;base64," in letter.text
    assert "cid:" not in letter.text
    assert office.templates.settings.logo is None
