"""Every page of the console, in both languages."""

import pytest

from tests.approval_ui.browser import Browser

pytestmark = pytest.mark.anyio

PAGES = (
    "/",
    "/queue",
    "/queue?view=mine",
    "/queue?view=late&group=recruiters&job=job-15",
    "/queue?view=held",
    "/queue?view=decided",
    *(f"/queue/review-{number}" for number in range(1, 7)),
    "/queue/review-1/letter",
    "/queue/review-6/letter",
    "/applications",
    "/applications?q=Daniel+Okafor",
    "/applications?q=nobody",
    *(f"/applications/application-{name}" for name in ("1", "pending", "told", "read", "waiting", "withdrawn")),
    *(f"/applications/application-held-{reason}" for reason in ("lint", "ambiguous_dispatch", "configuration")),
    "/mailbox",
    "/doubts",
    "/sending",
    "/applications/application-told/why",
    "/applications/application-waiting/why",
    "/policies",
    "/policies/default",
    "/policies/default/versions/2",
    "/reasons",
    "/mailbox/message-1",
    "/mailbox/message-3",
    "/me",
    "/help",
    "/styleguide",
    "/reports",
    "/letters",
    "/letters?view=trouble",
    "/outbox",
    "/letters/letter-told",
    "/letters/letter-pending",
    *(
        f"/reports/{kind}?by=stage"
        for kind in ("rejection-reasons", "telling", "delivery", "reviews", "satisfaction", "talent-pool")
    ),
)


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_is_shown_in_both_languages(path: str, reviewer: Browser, colleague: Browser) -> None:
    english, chinese = await reviewer.get(path), await colleague.get(path)

    assert (english.status_code, chinese.status_code) == (200, 200)
    assert '<html lang="en">' in english.text
    assert '<html lang="zh-CN">' in chinese.text
    assert "Applications" in english.text
    assert "应聘" in chinese.text
