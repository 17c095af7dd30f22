"""What a candidate reads when something does not work, in both languages."""

from dataclasses import dataclass, field

import httpx
import pytest

from tests.candidate_ui.fakes import EXPIRED, TOKEN, FakePages, a_status

pytestmark = pytest.mark.anyio


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """One request that is refused, and what is said about it."""

    path: str
    status: int
    english: str
    chinese: str
    form: dict[str, str] | None = None
    breaks: bool = field(default=False)

    def __str__(self) -> str:
        """Return the name of the case."""
        return str(self.status)


TROUBLES = (
    Trouble(path="/l/unknown", status=404, english="We cannot find this page", chinese="找不到这个页面"),
    Trouble(path=f"/l/{EXPIRED}", status=410, english="This link has expired", chinese="链接已过期"),
    Trouble(path=f"/s/{TOKEN}/withdraw", status=409, english="no longer possible", chinese="已经不能这样做了", form={}),
    Trouble(
        path=f"/l/{TOKEN}/feedback",
        status=422,
        english="We could not read what you sent",
        chinese="无法读取您提交的内容",
        form={"score": "9"},
    ),
    Trouble(path=f"/s/{TOKEN}", status=500, english="It is not your fault", chinese="这不是您的问题", breaks=True),
)


@pytest.mark.parametrize("trouble", TROUBLES, ids=str)
async def test_every_trouble_is_said_in_the_language_of_the_browser(
    trouble: Trouble, candidate: httpx.AsyncClient, pages: FakePages
) -> None:
    pages.status_page = a_status(is_closed=True)
    if trouble.breaks:
        pages.status_page = None  # type: ignore[assignment]  # a mistake of ours is what is wanted

    said = {}
    for language in ("en-GB", "zh-CN,zh;q=0.9"):
        method = "GET" if trouble.form is None else "POST"
        headers = {"accept-language": language}
        answer = await candidate.request(method, trouble.path, data=trouble.form, headers=headers)
        assert answer.status_code == trouble.status
        said[language] = answer.text

    assert trouble.english in said["en-GB"]
    assert trouble.chinese in said["zh-CN,zh;q=0.9"]
