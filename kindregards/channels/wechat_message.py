"""A notice as WeChat's two kinds of message carry it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from kindregards.domain.channels import Message
from kindregards.domain.notices import Notice, NoticeField, notice_field

_CHINA = ZoneInfo("Asia/Shanghai")


class WechatKind(StrEnum):
    """How a service account may write: to people who follow it, or once for each subscription they gave."""

    TEMPLATE = "template"
    SUBSCRIPTION = "subscription"

    @property
    def path(self) -> str:
        """Return the interface that takes this kind of message."""
        match self:
            case WechatKind.TEMPLATE:
                return "/cgi-bin/message/template/send"
            case WechatKind.SUBSCRIPTION:
                return "/cgi-bin/message/subscribe/bizsend"


@dataclass(frozen=True, slots=True, kw_only=True)
class WechatTemplate:
    """A message template of the account; `fields` says what each of its keywords holds."""

    kind: WechatKind
    template_id: str
    fields: Mapping[str, NoticeField]


def build_body(message: Message, notice: Notice, template: WechatTemplate, now: datetime) -> dict[str, object]:
    """Return the request; only a template message has an id by which WeChat tells a repetition."""
    data = {keyword: {"value": _value(notice, what, now)} for keyword, what in template.fields.items()}
    body: dict[str, object] = {"touser": message.address, "template_id": template.template_id, "data": data}
    match template.kind:
        case WechatKind.TEMPLATE:
            return body | {"client_msg_id": message.attempt_id} | ({"url": notice.link} if notice.link else {})
        case WechatKind.SUBSCRIPTION:
            return body | ({"page": notice.link} if notice.link else {})


def _value(notice: Notice, what: NoticeField, now: datetime) -> str:
    match what:
        case NoticeField.HEADLINE:
            return notice_field(notice.headline)
        case NoticeField.COMPANY:
            return notice_field(notice.company)
        case NoticeField.JOB:
            return notice_field(notice.job)
        case NoticeField.TIME:
            local = now.astimezone(_CHINA)
            return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"
