"""The page that explains a decision: rule, inputs, people, and what they had before them."""

import pytest

from tests.approval_ui.browser import Browser

pytestmark = pytest.mark.anyio
WHY = "/applications/application-told/why"


async def test_why_tells_rule_inputs_person_and_what_they_opened(reviewer: Browser) -> None:
    page = (await reviewer.get(WHY)).text

    for words in (
        "Rule 2: turn down when the score is below 60 (reason: Interview performance)",
        "58.5",
        "expected salary",
        "Requirements not met",
        "Told of the assessment",
        "default · version 2",
        "Amara Osei",
        "yes, it differs from what the rule says",
        "74 seconds",
        "Summary · Transcript",
        "Law wants a person",
        "by the policy alone",
    ):
        assert words in page


async def test_why_speaks_chinese_too(colleague: Browser) -> None:
    page = (await colleague.get(WHY)).text

    assert "规则 2：得分低于 60 时，不通过（原因：面试表现）" in page
    assert "期望薪资" in page


async def test_an_application_leads_to_its_why(reviewer: Browser) -> None:
    assert f'href="{WHY}"' in (await reviewer.get("/applications/application-told")).text
    assert "Nothing is decided yet" in (await reviewer.get("/applications/application-waiting/why")).text
    assert (await reviewer.get("/applications/nobody/why")).status_code == 404
