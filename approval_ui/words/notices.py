"""What reviewers are told by mail, in words."""

from kindregards.domain.notifying import NoticeEvent, NoticeState
from kindregards.http.languages import marked

NOTICE_EVENTS = {
    NoticeEvent.OPENED: marked("A new case for your group"),
    NoticeEvent.REMINDED: marked("A case waits for you"),
    NoticeEvent.ESCALATED: marked("A late case was passed on to your group"),
    NoticeEvent.ASSIGNED: marked("A case was given to you"),
    NoticeEvent.ASKED: marked("A colleague asks you about a case"),
    NoticeEvent.ANSWERED: marked("Your question was answered"),
}

NOTICE_STATES = {
    NoticeState.WAITING: marked("leaves soon"),
    NoticeState.SENDING: marked("being sent"),
    NoticeState.SENT: marked("sent"),
    NoticeState.NOT_SENT: marked("could not be sent"),
    NoticeState.IN_DOUBT: marked("unclear whether it was sent"),
    NoticeState.NEEDLESS: marked("no longer needed"),
    NoticeState.KEPT: marked("shown here only: this system sends no mail"),
}
