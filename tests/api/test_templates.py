"""Templates and brand over the API."""

import base64
from dataclasses import replace

import pytest

from kindregards.store.companies import DEFAULT_COMPANY_ID
from tests.api.steps import problem, reviewed
from tests.api.system import Json, System, TrialPost, client_of, other_company
from tests.domain.test_brands import a_png

pytestmark = pytest.mark.anyio

NAME = "en.not_selected.warm.any.any"
URL = f"/v1/templates/{NAME}"
WORDS: Json = {"blocks": {"greeting": ["Hello ((candidate_name)),"]}}


async def test_a_template_is_written_published_compared_restored_and_withdrawn(system: System) -> None:
    client = system.client
    first = (await client.put(URL, json={**WORDS, "note": "friendlier"})).json()
    published = (await client.post(f"{URL}/versions/1/publish")).json()
    second = (await client.put(URL, json={"blocks": {"greeting": ["Good day ((candidate_name)),"]}})).json()
    changes = (await client.get(f"{URL}/versions/2/diff", params={"since": 1})).json()["differences"]
    restored = (await client.post(f"{URL}/versions/1/restore")).json()
    overview = (await client.get("/v1/templates")).json()
    withdrawn = await client.post(f"{URL}/withdraw")

    assert (first["version"], first["state"], first["note"], first["author"][:4]) == (1, "draft", "friendlier", "api:")
    assert (published["state"], published["impact"]["pending"]) == ("published", 0)
    assert (second["version"], restored["version"], restored["restores"]) == (2, 3, 1)
    assert [piece["text"] for piece in changes[0]["pieces"] if piece["change"] == "new"] == ["Good day"]
    assert overview["templates"][0]["published"] == 1
    cells = {cell["name"]: cell["coverage"] for cell in overview["matrix"]}
    assert cells["en.not_selected.lively.screening.any"] == "fallback"
    assert cells["zh-CN.not_selected.warm.screening.any"] == "built_in"
    assert overview["gaps"] == sum(coverage == "built_in" for coverage in cells.values())
    assert withdrawn.status_code == 200
    assert (await client.get(f"{URL}/versions/1")).json()["state"] == "retired"
    assert len((await client.get(URL)).json()["versions"]) == 3
    assert problem(await client.post(f"{URL}/versions/1/restore")) == (409, "template_unchanged")


async def test_words_that_cannot_be_used_are_refused_with_their_places(system: System) -> None:
    body = {"subject": "((highlight_1))", "blocks": {"thanks": ["Thanks.", "Dear ((candidat_name))"]}}

    answer = await system.client.put(URL, json=body)

    assert problem(answer) == (422, "template_invalid")
    assert [(each["pointer"], each["code"]) for each in answer.json()["errors"]] == [
        ("/subject", "placeholder_not_allowed"),
        ("/blocks/thanks/1", "placeholder_unknown"),
    ]
    assert "did you mean ((candidate_name))?" in answer.text
    assert problem(await system.client.put("/v1/templates/nobody", json=WORDS)) == (404, "template_unknown")


async def test_a_letter_that_the_lint_would_stop_is_not_published(system: System) -> None:
    await system.client.put(URL, json={"blocks": {"outcome": ["Thank you for your interest in ((job_title))."]}})

    answer = await system.client.post(f"{URL}/versions/1/publish")

    assert problem(answer) == (422, "template_blocked")
    assert answer.json()["details"]["case"] == "usual"


async def test_a_preview_shows_what_is_missing_and_what_would_be_sent(system: System) -> None:
    words = {"blocks": {"highlight": ["You showed ((highlight_1))."], "greeting": ["Hello ((candidate_name)),"]}}

    hard = (await system.client.post(f"{URL}/preview", json={"words": words, "case": "no_highlight"})).json()
    usual = (await system.client.post(f"{URL}/preview", json={"words": words})).json()

    assert hard["missing"] == ["highlight_1"]
    assert "You showed ((highlight_1))." in hard["text"]
    assert usual["missing"] == []
    assert usual["text"].startswith("Hello Daniel Okafor,")
    assert "Hello Daniel Okafor," in usual["html"]


async def test_a_test_letter_goes_where_it_is_asked_to(system: System) -> None:
    post, case = TrialPost(), await reviewed(system)
    async with client_of(
        system.app_with(templates=replace(system.services.templates, trials=post)), dict(system.client.headers)
    ) as client:
        answer = await client.post(f"{URL}/test-send", json={"to": "lin@example.com"})
        real = await client.post(
            f"{URL}/test-send", json={"to": "lin@example.com", "application_id": case["application_id"]}
        )
        nobody = await client.post(f"{URL}/test-send", json={"to": "lin@example.com", "application_id": "x"})

    assert answer.status_code == 200
    assert problem(nobody) == (404, "application_not_found")
    assert post.sent == [("lin@example.com", each.json()["subject"]) for each in (answer, real)]
    assert "王梅" in real.json()["text"]


async def test_templates_go_out_and_come_in_as_files(system: System) -> None:
    await system.client.put(URL, json=WORDS)
    await system.client.post(f"{URL}/versions/1/publish")

    files = (await system.client.get("/v1/template-files")).json()["files"]
    same = await system.client.post("/v1/template-files", json={"files": files})
    changed = {name: text.replace("Hello", "Dear") for name, text in files.items()}
    new = await system.client.post("/v1/template-files", json={"files": changed, "note": "from git"})
    bad = await system.client.post("/v1/template-files", json={"files": {"notes.txt": "x", **changed}})

    assert files == {f"{NAME}.toml": 'greeting = "Hello ((candidate_name)),"\n'}
    assert same.json()["drafts"] == []
    assert [(draft["version"], draft["note"]) for draft in new.json()["drafts"]] == [(2, "from git")]
    assert problem(bad) == (422, "template_invalid")
    assert bad.json()["errors"][0]["pointer"] == "/files/notes.txt"


async def test_a_brand_is_set_and_what_cannot_be_read_is_refused(system_on_both: System) -> None:
    client = system_on_both.client
    body = {"company_name": "Dawn Capital", "sender_name": "Li Lei", "light_accent": "#1B3A6B"}

    saved = await client.put("/v1/brand", json=body)
    dim = await client.put("/v1/brand", json={**body, "light_accent": "#AAAAAA"})
    preset = await client.post("/v1/brand/preset", json={"preset": "finance"})
    logo = await client.put("/v1/brand/logo", json={"content": base64.b64encode(a_png()).decode()})
    broken = await client.put("/v1/brand/logo", json={"content": "<svg/>"})
    gone = await client.delete("/v1/brand/logo")

    assert saved.json()["company_name"] == "Dawn Capital"
    assert problem(dim) == (422, "contrast_too_low")
    assert dim.json()["details"]["ratio"] == "2.32"
    assert (preset.json()["default_tone"], preset.json()["company_name"]) == ("formal", "Dawn Capital")
    assert logo.json()["logo"]["width"] == 200
    assert problem(broken) == (422, "logo_refused")
    assert gone.json()["logo"] is None


async def test_another_companys_templates_brand_and_waiting_letters_are_not_seen(system: System) -> None:
    await system.client.put(URL, json=WORDS)
    await reviewed(system)
    chinese = "/v1/templates/zh-CN.not_selected.warm.any.any"
    key = await other_company(system.stores)

    async with client_of(system.app, {"Authorization": f"Bearer {key}"}) as other:
        seen = (await other.get("/v1/templates")).json()["templates"]
        versions = (await other.get(URL)).json()["versions"]
        await other.put(chinese, json={"subject": "关于您应聘((job_title))的结果"})
        impact = (await other.post(f"{chinese}/versions/1/publish")).json()["impact"]
        await other.put("/v1/brand", json={"company_name": "Other", "sender_name": "Other"})

    assert (seen, versions, impact["pending"]) == ([], [], 0)
    assert (await system.stores.brands.brand(DEFAULT_COMPANY_ID)).company_name == "晨光科技"
