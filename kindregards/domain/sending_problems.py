"""What went wrong with a letter on its way, in plain words of both languages."""

import re
from collections.abc import Mapping
from enum import StrEnum

from kindregards.domain.languages import Language


class SendingProblem(StrEnum):
    """A kind of trouble that a person can do something about, or need not."""

    TOO_FAST = "too_fast"
    NO_SUCH_ADDRESS = "no_such_address"
    NO_TEXTS = "no_texts"
    OPTED_OUT = "opted_out"
    OUT_OF_REACH = "out_of_reach"
    BLOCKED = "blocked"
    MAILBOX_FULL = "mailbox_full"
    NOT_FOLLOWING = "not_following"
    NO_SUBSCRIPTION = "no_subscription"
    COUNTRY = "country"
    OUR_ACCOUNT = "our_account"
    OUR_MESSAGE = "our_message"
    PROVIDER_TROUBLE = "provider_trouble"
    NOT_REACHED = "not_reached"
    ANSWER_LOST = "answer_lost"
    WORKER_LOST = "worker_lost"
    TOO_LATE = "too_late"


def problem_of(error_code: str | None) -> SendingProblem | None:
    """Return what a stable error code means, or None for one that says nothing to people."""
    if error_code is None:
        return None
    return next((problem for pattern, problem in _CODES if pattern.fullmatch(error_code)), None)


def words_of(problem: SendingProblem) -> Mapping[Language, str]:
    """Return the sentence for a problem in every language."""
    chinese, english = _WORDS[problem]
    return {Language.CHINESE: chinese, Language.ENGLISH: english}


# The first that fits counts. Twilio: https://www.twilio.com/docs/api/errors; 4.x.x and 5.x.x: RFC 3463.
_CODES = tuple(
    (re.compile(pattern), problem)
    for pattern, problem in (
        (r"http_429|twilio_(14107|20429|21611|30001)|wechat_(45009|45011|45047)", SendingProblem.TOO_FAST),
        (
            r"twilio_(21211|30005)|bad_(address|number|openid)|wechat_40003|5\.1\.\d+|smtp_55[013]",
            SendingProblem.NO_SUCH_ADDRESS,
        ),
        (r"twilio_(21614|21635|30006)|landline", SendingProblem.NO_TEXTS),
        (r"twilio_(21610|63014)", SendingProblem.OPTED_OUT),
        (r"twilio_30003|4\.4\.\d+", SendingProblem.OUT_OF_REACH),
        (r"twilio_(30004|30007)|wechat_user_block|[45]\.7\.\d+", SendingProblem.BLOCKED),
        (r"[45]\.2\.2|smtp_552", SendingProblem.MAILBOX_FULL),
        (r"wechat_43004", SendingProblem.NOT_FOLLOWING),
        (r"wechat_43101|no_subscription_left", SendingProblem.NO_SUBSCRIPTION),
        (r"twilio_(21408|21612)|country_not_allowed|costly_number", SendingProblem.COUNTRY),
        (
            (
                r"http_(40[1-57]|3\d\d)|twilio_(2000[35]|2040[34]|21212|216(03|06|08|09|59)|2170[13]|30002|3003[24]|63038)"
                r"|wechat_(40001|40002|40013|40014|40037|40125|40164|40243|4100[124]|42001|43116|48001|48004|5000[12]|61024)"
                r"|smtp_(5[03]\d)|smtp_security"
            ),
            SendingProblem.OUR_ACCOUNT,
        ),
        (
            r"unsafe_text|looks_like_api_key|too_many_segments|no_notice|twilio_21617|wechat_4700[13]|http_4(00|13|22)",
            SendingProblem.OUR_MESSAGE,
        ),
        (r"twilio_30036", SendingProblem.TOO_LATE),
        (r"http_5\d\d|twilio_(20500|30008)|wechat_(-\d+|system_failed)|smtp_4\d\d", SendingProblem.PROVIDER_TROUBLE),
        (r"dns|tls|connect_timeout|connection_refused|not_connected|token_late", SendingProblem.NOT_REACHED),
        (
            r"read_timeout|connection_lost|deadline|unreadable_answer|no_message_id|http_408",
            SendingProblem.ANSWER_LOST,
        ),
        (r"worker_lost", SendingProblem.WORKER_LOST),
    )
)

_WORDS: Mapping[SendingProblem, tuple[str, str]] = {
    SendingProblem.TOO_FAST: (
        "发送过于频繁，服务商要求稍后再试。",
        "Too many messages at once; the provider asks us to wait.",
    ),
    SendingProblem.NO_SUCH_ADDRESS: ("该地址或号码不存在。", "The address does not exist."),
    SendingProblem.NO_TEXTS: ("该号码无法接收短信。", "The number takes no text messages."),
    SendingProblem.OPTED_OUT: ("候选人已回复退订。", "The candidate answered STOP."),
    SendingProblem.OUT_OF_REACH: ("手机关机或无法接通。", "The phone or mailbox is out of reach."),
    SendingProblem.BLOCKED: ("消息在途中被拦截。", "The message was blocked on its way."),
    SendingProblem.MAILBOX_FULL: ("收件箱已满。", "The mailbox is full."),
    SendingProblem.NOT_FOLLOWING: ("候选人未关注服务号。", "The candidate does not follow the WeChat account."),
    SendingProblem.NO_SUBSCRIPTION: (
        "候选人未授权订阅消息，或授权次数已用完。",
        "The candidate has not allowed a WeChat message, or used up what they allowed.",
    ),
    SendingProblem.COUNTRY: (
        "无法向该国家或号码段发送。",
        "Messages to this country or kind of number are not possible.",
    ),
    SendingProblem.OUR_ACCOUNT: (
        "服务商拒绝了我方的账号、密钥或设置，需要管理员处理。",
        "The provider refuses our account, key or settings; an administrator must look.",
    ),
    SendingProblem.OUR_MESSAGE: ("消息内容不符合该渠道的要求。", "This channel does not take the message as it is."),
    SendingProblem.PROVIDER_TROUBLE: ("服务商自身出现故障。", "The provider had trouble of its own."),
    SendingProblem.NOT_REACHED: ("无法连接服务商，消息没有发出。", "The provider could not be reached; nothing left."),
    SendingProblem.ANSWER_LOST: (
        "没有收到服务商的答复，消息可能已发出，也可能没有。",
        "The provider's answer was lost; the message may or may not have left.",
    ),
    SendingProblem.WORKER_LOST: (
        "发送过程中程序中断。",
        "The program stopped in the middle of sending.",
    ),
    SendingProblem.TOO_LATE: (
        "消息未能及时送出，已被服务商丢弃。",
        "It could not be delivered in time and was dropped.",
    ),
}
