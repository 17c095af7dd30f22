"""What a person's answer says about further messages: STOP in many wordings, in Chinese and English.

A keyword counts when it is the whole answer; a wish counts anywhere. A word inside a sentence about something else
("I built the unsubscribe page") is none. Doubt about a wish is settled towards silence: a message too few costs a
reminder, a message too many breaks a promise (and, in the United States, the law).
"""

import re
import unicodedata

_STOP_WORD = re.compile(
    r"stop|stopall|unsubscribe|cancel|end|quit|revoke|optout|remove|removeme|arret|t|td"
    r"|退|退订|退訂|退定|取消|取消订阅|取消訂閱|停|停止|停发|停發|拒收|拒绝|拒絕|勿扰|勿擾|免打扰|免打擾|不要|不需要"
)
_START_WORD = re.compile(r"start|unstop|resubscribe|optin|恢复|恢复订阅|恢復訂閱|重新订阅|重新訂閱")
_POLITE = re.compile(r"\b(please|pls|plz|thanks|thank you|thx|kindly|now|just|it|this|that)\b|谢谢|謝謝|多谢|请|請")
_MESSAGES = r"(texts?|messages?|e ?mails?|mails?|sms|reminders?|notifications?|newsletters?|letters?)"
_ENGLISH_STOP = re.compile(
    # unsubscribe, opt out: a request, not a topic
    r"\b(please|pls|kindly) unsubscribe\b"
    r"|\bunsubscribe (me|us|my|this (number|address|e ?mail)|from (all|this|these|your))\b"
    r"|\b(want|wish|like|need|ask|asking|try|trying) to"
    rf" (unsubscribe|opt out( of (all |any |these |the |your |this )*{_MESSAGES}|$))"
    r"|\bopt me out$|\bopt me out (of )?(all|any|this|these|your|now|please)\b|^(i )?opt out( now| please)?$"
    r"|\b(leave me alone|lose my number)\b"
    # stop sending, but not: do not stop sending
    r"|(?<!not )(?<! t )(?<!dont )(?<!never )(?<!cannot )(?<!cant )\b(stop|quit|cease)"
    r" (all |these |the |your |any |with )*"
    rf"(sending|texting|messaging|contacting|e ?mailing|writing|calling|bothering|spamming|pestering|{_MESSAGES})\b"
    r"|\b(do not|don t|dont|never|no longer) (ever )?(text|contact|message|e ?mail|write( to)?|bother|disturb)"
    r" (me|us|this number|again|any ?more)\b(?! (by phone|on my|at my|at work|before|until|during|on weekends))"
    r"|\b(do not|don t|dont|never) (ever )?call (me )?(again|any ?more)\b"
    r"|\b(do not|don t|dont|never) (ever )?send (me|us|any|more|this|these)\b"
    r"|\b(do not|don t|dont) want (to (get|receive|hear)|any|more|your) (any |more |these |from |further )*"
    rf"({_MESSAGES}|you)\b"
    rf"|\btake me off( of| from)?( this| the| your| that)?( mailing| contact)?( list| {_MESSAGES}|$)"
    r"|\bremove me from\b|\bdelete me from\b|\b(remove|delete) my (number|phone|e ?mail|contact)( address| number)?"
    r"( from|$| please| now)"
    rf"|(?<!received )(?<!receive )(?<!got )(?<!get )(?<!had )(?<!seen )(?<!have )\bno (more|further)"
    rf" ({_MESSAGES}|contact)\b"
)
_TOPIC = r"(?!率|量|流程|功能|页面|頁面|机制|機制|按钮|按鈕|链接|链路|用户|用戶|数据|数|模块|体验|的)"
_CHINESE_STOP = re.compile(
    r"(我要|我想|想要|帮我|幫我|麻烦|麻煩|申请|申請|回复|回復|要求|需要|请|請|td ?)(给我|把我)?"
    rf"(退订|退訂|取消订阅|取消訂閱){_TOPIC}"
    rf"|^.{{0,4}}(退订|退訂|取消订阅|取消訂閱){_TOPIC}.{{0,6}}$"
    r"|^(我)?(要|已)?拒收.{0,4}$"
    r"|(不要|不想|别|別|请勿|請勿|勿|(?<!不要)(?<!别)(?<!別)(?<!勿)(?<!没有)停止|拒绝|拒絕|不用)"
    r"(再|继续|繼續|给我|給我|跟我|和我|向我|一直)*"
    r"((发|發)(?![生展现現挥揮票布愁])|(联系|聯繫|联络|聯絡)(?!我的|其他)|(打扰|打擾|骚扰|騷擾)(?!您|你|贵|貴|我的|别人|到)|推送"
    r"|(接收|收到|通知)(?=短信|简讯|簡訊|消息|信息|邮件|郵件|通知|你们|你們|了| |$))"
)
_LONGEST_READ = 2000
_LONGEST_MAIL = 240


def asks_to_stop(text: str) -> bool:
    """Say whether an answer asks for no more messages."""
    plain = _plain(text)
    if _STOP_WORD.fullmatch(_squeezed(plain)) or _STOP_WORD.fullmatch(_squeezed(_POLITE.sub(" ", plain))):
        return True
    return any((_ENGLISH_STOP.search(plain), _CHINESE_STOP.search(plain)))


def mail_asks_to_stop(text: str, subject: str) -> bool:
    """Say whether a mail plainly asks for no more: a short one that says so, or the subject that mail programs send.

    A long one is read by a person, and its being answered ends reminders anyway.
    """
    words = _squeezed(_plain(subject))
    if words in {"unsubscribe", "退订", "退訂", "取消订阅", "取消訂閱"}:
        return True
    return len(text.strip()) <= _LONGEST_MAIL and asks_to_stop(text)


def asks_to_start(text: str) -> bool:
    """Say whether an answer allows messages again."""
    return bool(_START_WORD.fullmatch(_squeezed(_plain(text))))


def _squeezed(plain: str) -> str:
    return plain.replace(" ", "")


def _plain(text: str) -> str:
    """Return letters and digits of any script in lower case without accents, everything else as single blanks."""
    folded = unicodedata.normalize("NFKD", text[:_LONGEST_READ]).casefold()
    bare = "".join(sign for sign in folded if unicodedata.category(sign) != "Mn")
    return " ".join("".join(sign if sign.isalnum() else " " for sign in bare).split())
