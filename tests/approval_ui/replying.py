"""Replies of candidates in memory."""

from dataclasses import replace
from datetime import timedelta

from kindregards.domain.channels import Channel
from kindregards.domain.replies import Answer, Automatic, Reply
from tests.builders import NOW


def some_replies() -> list[Reply]:
    """Return a person's reply that waits, one that was dealt with, a bare STOP, and a machine's."""
    words = Answer(
        text="Thank you for the honest words. May I ask which example was missing?\n\nDaniel <b>Brooks</b>",
        subject="Re: Your application",
        sender="Daniel Brooks <daniel@example.com>",
        attachments=("portfolio.pdf",),
    )
    away = Answer(text="I am back on Monday.", automatic=Automatic.OUT_OF_OFFICE)
    first = Reply(
        id="reply-1",
        application_id="application-told",
        letter_id="letter-told",
        channel=Channel.EMAIL,
        received_at=NOW - timedelta(hours=1),
        answer=words,
    )
    return [
        replace(first, id="reply-0", handled_at=NOW, handled_by="lin", answer=replace(words, text="谢谢！")),
        first,
        replace(
            first, id="reply-2", channel=Channel.SMS, asks_to_stop=True, handled_at=NOW, answer=Answer(text="STOP")
        ),
        replace(first, id="reply-3", handled_at=NOW, answer=away),
    ]
