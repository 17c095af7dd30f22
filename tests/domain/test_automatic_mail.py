"""Software that answers is told from a person that does."""

import pytest

from kindregards.domain.automatic_mail import automatic_kind
from kindregards.domain.replies import Automatic

PERSON = "Wang Mei <wang@example.com>"
MACHINES: list[tuple[Automatic, dict[str, str], str, str, str]] = [
    (Automatic.OUT_OF_OFFICE, {"auto-submitted": "auto-replied"}, "Out of Office: Re: Your application", PERSON, ""),
    (Automatic.AUTO_REPLY, {"auto-submitted": "auto-replied; owner-email=x"}, "Re: Your application", PERSON, "Hi"),
    (Automatic.AUTO_REPLY, {"auto-submitted": "auto-generated"}, "Ticket 1", PERSON, ""),
    (Automatic.AUTO_REPLY, {"x-autoreply": "yes"}, "Re: Your application", PERSON, "Hello"),
    (Automatic.AUTO_REPLY, {"x-autorespond": "Re: x"}, "Re: Your application", PERSON, "Hello"),
    (Automatic.AUTO_REPLY, {"precedence": "auto_reply"}, "Re: Your application", PERSON, "Hello"),
    (Automatic.AUTO_REPLY, {"x-auto-response-suppress": "All"}, "Re: Your application", PERSON, "Hello"),
    (Automatic.AUTO_REPLY, {"return-path": "<>"}, "Re: Your application", PERSON, "Hello"),
    (Automatic.AUTO_REPLY, {}, "Automatic reply: Your application", PERSON, "Hello"),
    (Automatic.AUTO_REPLY, {}, "自动回复: 关于您的申请", PERSON, "您好，已收到您的邮件。"),
    (Automatic.AUTO_REPLY, {}, "Re: 关于您的申请 (自动回复)", PERSON, "您好"),
    (Automatic.AUTO_REPLY, {}, "自動回覆：您的申請", PERSON, ""),
    (Automatic.OUT_OF_OFFICE, {}, "自动回复：关于您的申请", PERSON, "您好，我正在休假，回来后尽快回复。"),
    (Automatic.OUT_OF_OFFICE, {}, "Out of office", PERSON, "I am back on Monday."),
    (Automatic.OUT_OF_OFFICE, {}, "[OOO] back on Monday", PERSON, ""),
    (Automatic.OUT_OF_OFFICE, {}, "休假中：关于您的申请", PERSON, ""),
    (Automatic.AUTO_REPLY, {}, "Re: 关于您的申请", PERSON, "这是来自QQ邮箱的假期自动回复邮件。您好，我最近正在休假中"),
    (Automatic.AUTO_REPLY, {}, "Re: x", PERSON, "This is an automated response. We got your mail."),
    (Automatic.AUTO_REPLY, {}, "Your request", "no-reply@tickets.example.com", "We received it."),
    (Automatic.BOUNCE, {}, "Undeliverable: Your application", "postmaster@example.com", ""),
    (Automatic.BOUNCE, {}, "Delivery Status Notification (Failure)", "Mail <mailer-daemon@googlemail.com>", ""),
    (Automatic.BOUNCE, {"content-type": "multipart/report; report-type=delivery-status"}, "x", PERSON, ""),
    (Automatic.BOUNCE, {"x-failed-recipients": "a@b.c"}, "x", PERSON, ""),
    (Automatic.BOUNCE, {}, "系统退信/Systems bounce", "postmaster@qq.com", "您的邮件未能送达"),
    (Automatic.RECEIPT, {"content-type": "multipart/report; report-type=disposition-notification"}, "Read", PERSON, ""),
    (Automatic.CALENDAR, {"content-type": "text/calendar; method=REPLY"}, "Accepted: Talk", PERSON, ""),
    (Automatic.CALENDAR, {}, "已接受: 面谈", PERSON, ""),
    (Automatic.BULK, {"precedence": "bulk"}, "News", PERSON, "Hello"),
    (Automatic.BULK, {"list-id": "<all.example.com>"}, "News", PERSON, "Hello"),
]  # fmt: skip
PEOPLE: list[tuple[dict[str, str], str, str]] = [
    ({}, "Re: Your application", "Thank you"),
    ({"auto-submitted": "no"}, "Re: Your application", "Thank you"),
    ({"precedence": "first-class"}, "Re: Your application", "Thank you"),
    ({"x-auto-response-suppress": "DR, RN"}, "Re: Your application", "Thank you"),
    ({"return-path": "<wang@example.com>"}, "Re: Your application", "I am out of the office, but thank you!"),
    ({}, "回复：关于您的申请", "我正在休假，不过还是谢谢您的来信"),
    ({}, "Re: Auto parts manager", "Thank you"),
    ({}, "Re: 自动回复系统工程师的申请", "谢谢"),
    ({}, "Re: Out of office coordinator", "Thank you"),
    ({}, "I accepted: another job", "Thank you"),
    ({"content-type": "multipart/alternative"}, "", ""),
]


@pytest.mark.parametrize(("kind", "headers", "subject", "sender", "text"), MACHINES)
def test_a_machine_is_no_person(kind: Automatic, headers: dict[str, str], subject: str, sender: str, text: str) -> None:
    assert automatic_kind(headers, subject=subject, sender=sender, text=text) is kind


@pytest.mark.parametrize(("headers", "subject", "text"), PEOPLE)
def test_a_person_is_no_machine(headers: dict[str, str], subject: str, text: str) -> None:
    assert automatic_kind(headers, subject=subject, sender=PERSON, text=text) is None


def test_an_attached_calendar_makes_it_an_answer_of_the_calendar() -> None:
    kind = automatic_kind({}, subject="Re: x", sender=PERSON, text="", has_calendar=True)

    assert kind is Automatic.CALENDAR
