"""Only what somebody added is shown of their mail, however their mail program quotes ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.quoted_history import without_history

ADDRESS = "reply-abcdefghijklmnopqrstuvwxyz234567@replies.example.com"
MAILS = {
    "gmail in English": (
        f"Thanks a lot!\n\nOn Mon, 23 Nov 2026 at 10:12, The team <{ADDRESS}> wrote:\n> Dear Wang\n> text",
        "Thanks a lot!",
    ),
    "gmail with a broken line": (
        f"Thanks!\n\nOn Mon, 23 Nov 2026 at 10:12, The hiring team <\n{ADDRESS}> wrote:\n\n> Dear Wang",
        "Thanks!",
    ),
    "gmail in Chinese": (
        f"好的，谢谢\n\n招聘团队 <{ADDRESS}> 于2026年11月23日周一 10:12写道：\n\n> 您好\n> 再见",
        "好的，谢谢",
    ),
    "QQ mail": (
        (
            "收到，谢谢。\n\n\n------------------ 原始邮件 ------------------\n"
            f'发件人: "招聘团队" <{ADDRESS}>;\n发送时间: 2026年11月23日(星期一) 上午10:12\n主题: 关于\n\n您好'
        ),
        "收到，谢谢。",
    ),
    "QQ mail, new": (
        f"收到\n\n&nbsp;\n\n\n原始邮件\n         \n发件人：招聘团队 <{ADDRESS}>\n发件时间：2026年11月23日\n\n您好",
        "收到",
    ),
    "163": (f'收到了\n\n\n在 2026-11-23 10:12:30，"招聘团队" <{ADDRESS}> 写道：\n\n您好王梅', "收到了"),
    "163, new": (
        f"收到了\n\n---- 回复的原邮件 ----\n| 发件人 | 招聘团队<{ADDRESS}> |\n| 日期 | 2026年11月23日 10:12 |\n您好",
        "收到了",
    ),
    "Foxmail": ("谢谢\n\n\n发件人： 招聘团队\n发送时间： 2026-11-23 10:12\n收件人： 王\n主题： 关于\n您好", "谢谢"),
    "Outlook in English": (
        (
            "Thank you.\r\n\r\n________________________________\r\nFrom: Hiring <r@x>\r\n"
            "Sent: Monday, November 23, 2026 10:12 AM\r\nTo: W\r\nSubject: About\r\n\r\nDear W"
        ),
        "Thank you.",
    ),
    "Outlook in Chinese": (
        "谢谢\n\n________________________________\n发件人: 招聘团队 <r@x>\n发送时间: 2026年11月23日 10:12\n您好",
        "谢谢",
    ),
    "iPhone in Chinese": (
        "好的\n\n发自我的iPhone\n\n> 在 2026年11月23日，上午10:12，招聘团队 <r@x> 写道：\n> \n> 您好",
        "好的",
    ),
    "old Outlook": ("OK\n\n-----Original Message-----\nFrom: x\nDear", "OK"),
    "a telephone": ("Fine with me\n\nSent from my Samsung Galaxy\n", "Fine with me"),
    "no quotation at all": ("On Monday I wrote:\nthis and that.\nFrom: my heart\nThanks",) * 2,
    "answers between the lines": ("On 23 Nov 2026, x wrote:\n> How was it?\nGood.\n> Again?\nYes!",) * 2,
    "an answer below the quotation": ("> Dear Wang\n\nThank you!",) * 2,
    "nothing but a quotation": ("> Dear Wang\n> text",) * 2,
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("text", "own"), MAILS.values(), ids=MAILS.keys())
def test_a_reply_is_shown_without_our_letter(text: str, own: str) -> None:
    assert without_history(text) == own


@given(st.text(alphabet="a1>:\n 写道在于年On wrote发件人：-_"))
def test_no_text_breaks_it_and_none_is_lost_whole(text: str) -> None:
    assert bool(without_history(text)) == bool(text.strip())


def test_an_endless_mail_is_read_in_no_time() -> None:
    assert without_history("On 1 " * 100_000)
    assert without_history("在1于2026年\n" * 50_000)
