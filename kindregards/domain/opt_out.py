"""What a person's answer says about further messages: STOP in many wordings, in Chinese and English."""

import re
import unicodedata

# A keyword counts when it is the whole answer, a phrase counts anywhere. Doubt is settled towards silence: a message
# too few costs a reminder, a message too many breaks a promise (and, in the United States, the law).
_STOP_WORD = re.compile(
    r"stop|stopall|unsubscribe|cancel|end|quit|revoke|optout|remove|removeme|arret|t|td"
    r"|退|退订|退訂|退定|取消|取消订阅|取消訂閱|停|停止|拒收|拒绝|拒絕|勿扰|勿擾|不要|不需要"
)
_START_WORD = re.compile(r"start|unstop|resubscribe|optin|恢复|恢复订阅|恢復訂閱|重新订阅|重新訂閱")
_SHORT_STOP = re.compile(r"(please |pls |plz |just )?stop( it| now| this| that| please| pls| thanks| thank you)*")
_ENGLISH_STOP = re.compile(
    r"\b(unsubscribe|stopall|opt (me )?out|leave me alone|lose my number)\b"
    r"|\b(stop|quit|cease) (all |these |the |your )?"
    r"(sending|texting|messaging|contacting|emailing|writing|calling|bothering|spamming|messages?|texts?|emails?|sms)\b"
    r"|\b(do not|don t|dont|never|no longer) (ever )?(text|contact|message|e ?mail|call|write( to)?|bother|disturb)"
    r" (me|us|this number|again|any ?more)\b"
    r"|\b(do not|don t|dont|never) (ever )?send (me|us|any|more|this|these)\b"
    r"|\b(take|remove|delete) me (off|from)\b|\b(remove|delete) my (number|phone|e ?mail|contact)\b"
    r"|\bno (more|further) (texts?|messages?|e ?mails?|sms|contact|reminders?)\b"
)
_CHINESE_STOP = re.compile(
    r"退订|退訂|取消订阅|取消訂閱|拒收"
    r"|(不要|不想|别|別|请勿|請勿|勿|停止|拒绝|拒絕)(再|继续|繼續|给我|給我|跟我|和我|向我)*"
    r"((发|發)(?![生展现現挥揮票布])|(联系|聯繫|联络|聯絡)(?!我的)|打扰|打擾|骚扰|騷擾|推送"
    r"|(接收|收到|通知)(?=短信|简讯|簡訊|消息|信息|邮件|郵件|通知|你们|你們|了| |$))"
)
_LONGEST_READ = 2000


def asks_to_stop(text: str) -> bool:
    """Say whether an answer asks for no more messages."""
    plain = _plain(text)
    if _STOP_WORD.fullmatch(_squeezed(plain)):
        return True
    return any((_SHORT_STOP.fullmatch(plain), _ENGLISH_STOP.search(plain), _CHINESE_STOP.search(plain)))


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
