"""Replies in words."""

from approval_ui.words.chips import Chip, Shade
from kindregards.domain.replies import Automatic
from kindregards.http.languages import marked

REPLY_WAITS = Chip(marked("Reply waits"), "chat", Shade.ACCENT)
ASKS_TO_STOP = Chip(marked("Asks for no more messages"), "stop")

AUTOMATIC = {
    Automatic.AUTO_REPLY: Chip(marked("Automatic reply"), "refresh"),
    Automatic.OUT_OF_OFFICE: Chip(marked("Out of office"), "hourglass"),
    Automatic.BOUNCE: Chip(marked("Could not be delivered"), "bounce"),
    Automatic.RECEIPT: Chip(marked("Receipt of a mail program"), "check"),
    Automatic.CALENDAR: Chip(marked("Answer of a calendar"), "clock"),
    Automatic.BULK: Chip(marked("Mailing list"), "list"),
}
