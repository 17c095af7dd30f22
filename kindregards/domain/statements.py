"""What a letter of each kind must plainly state, and what it must not."""

import re
from enum import StrEnum

from kindregards.domain.languages import Language
from kindregards.domain.letters import LetterKind
from kindregards.domain.lines import folded


class Statement(StrEnum):
    """Something a letter can tell a candidate."""

    NOT_SELECTED = "not_selected"
    SELECTED = "selected"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    OFFER_DECLINED = "offer_declined"
    CORRECTED = "corrected"
    RESULT_WAITING = "result_waiting"
    THANKS = "thanks"


# What a letter is there to say.
REQUIRED: dict[LetterKind, Statement] = {
    LetterKind.NOT_SELECTED: Statement.NOT_SELECTED,
    LetterKind.OFFER_STAGE_NOT_SELECTED: Statement.NOT_SELECTED,
    LetterKind.EXPIRED: Statement.ENDED,
    LetterKind.CANDIDATE_DECLINED: Statement.OFFER_DECLINED,
    LetterKind.WITHDRAWN: Statement.WITHDRAWN,
    LetterKind.CORRECTION: Statement.CORRECTED,
    LetterKind.REMINDER: Statement.RESULT_WAITING,
    LetterKind.THANK_YOU: Statement.THANKS,
}
# What would be false, or too early, in a letter of this kind.
EXCLUDED: dict[LetterKind, tuple[Statement, ...]] = {
    LetterKind.NOT_SELECTED: (Statement.SELECTED,),
    LetterKind.OFFER_STAGE_NOT_SELECTED: (Statement.SELECTED,),
    LetterKind.EXPIRED: (Statement.SELECTED,),
    LetterKind.CANDIDATE_DECLINED: (Statement.SELECTED, Statement.NOT_SELECTED),
    LetterKind.WITHDRAWN: (Statement.SELECTED, Statement.NOT_SELECTED),
    LetterKind.CORRECTION: (Statement.SELECTED,),
    LetterKind.REMINDER: (Statement.SELECTED, Statement.NOT_SELECTED, Statement.ENDED),
    LetterKind.THANK_YOU: (Statement.SELECTED, Statement.NOT_SELECTED, Statement.ENDED),
}

_NOT = (
    r"\b(?:not|won't|aren't|isn't|can't|cannot|couldn't|unable to|haven't|hasn't|didn't|don't|doesn't|no longer|"
    r"never)\b"
)
_GOES_ON = (
    r"(?:go(?:ing)? (?:forward|further|ahead|through|on)|(?:tak|mov|carr|bring|progress|pursu|put)\w* [^.!?\n]{0,80}?"
    r"(?:further|forward|ahead|on\b|next)|progress\w*|proceed\w*|advanc\w+|continu\w+|select\w*|chosen|choos\w+|"
    r"success\w*|hire\b|hiring|shortlist\w*|appoint\w*|through to|make it|made it|pass(?:ed)?\b|"
    r"(?:mak|giv|extend|send)\w* (?:you )?(?:an|a|the|this|our) (?:\w+ )?offer|offer(?:ing)? you|offered|"
    r"(?:invit|tak|ask)\w* you|next (?:round|stage|step)|be joining|the right match|a match)"
)
_ENGLISH: dict[Statement, tuple[str, ...]] = {
    Statement.NOT_SELECTED: (
        rf"{_NOT}[^.!?\n]{{0,70}}?\b{_GOES_ON}",
        r"\bunsuccessful\b|\bturn(?:ed|ing)? (?:you|your application|it) down\b|\breject(?:ed|ing)? your application\b",
        r"\bdeclin(?:e|ed|ing) your application\b",
        r"\byour application (?:\w+ ){0,3}(?:ends|stops|closes|has ended) here\b",
        (
            r"\b(?:chosen|offered|given|filled|decided|going|moving)[^.!?\n]{0,40}(?:another|other|someone else|"
            r"somebody else)"
        ),
        r"\bdecided against\b|\bit is a no\b|\bthe answer is no\b",
    ),
    Statement.SELECTED: (
        r"\byou(?:'ve| have)? made it(?! (?:to|this|as|so|clear|easy|hard))\b",
        r"\bcongratulations\b|\bwelcome (?:aboard|to the team)\b",
        r"\b(?:pleased|delighted|happy|glad) to (?:offer|invite)\b",
        r"\byou(?:'ve| have)? (?:been )?(?:passed|selected|hired|accepted)\b(?! out| on)",
        r"\byou are (?:hired|selected|accepted|through to)\b|\byour application (?:was|has been|is) successful\b",
        r"\b(?:you will|you'll|you are going to|you) (?:proceed|advance|move (?:on|forward))\b",
        r"\bwe (?:would|'d) like to offer you\b",
    ),
    Statement.ENDED: (r"\b(?:closed|ended|expired|ends here|has lapsed|come to an end|is over|not (?:be )?tak\w+)\b",),
    Statement.WITHDRAWN: (r"\bwithdr(?:aw|awn|ew|awal|awing)\b",),
    Statement.OFFER_DECLINED: (
        r"\b(?:declin\w+|not (?:to )?(?:accept|tak)\w*|turn\w* down|refus\w+)\b[^.!?\n]{0,40}\boffer\b",
        r"\boffer\b[^.!?\n]{0,60}\bdeclin\w+",
    ),
    Statement.CORRECTED: (r"\b(?:correct(?:s|ed|ion|ing)?|was (?:wrong|a mistake|sent in error)|no longer holds)\b",),
    Statement.RESULT_WAITING: (
        (
            r"\b(?:result|outcome|answer|decision|letter)\b[^.!?\n]{0,120}\b(?:wait\w*|ready|written|read|sent|online|"
            r"find)\b"
        ),
        r"\bwritten to you\b",
    ),
    Statement.THANKS: (r"\bthank(?:s| you)\b",),
}
_CHINESE: dict[Statement, tuple[str, ...]] = {
    Statement.NOT_SELECTED: (
        (
            r"(?:没有?|没能|未能|未(?!来)|不能|无法|不会|不再|暂不|不予|难以)[^。!?！？\n]{0,16}?"
            r"(?:(?:进入|列入|纳入|迈入|走进)[^。!?！？\n]{0,6}(?:下|后|复|终|二|第|面|录|名单)|下一(?:轮|步|关|环)|通过(?!邮|电|短|这|此|回|以|其)|入选|录用|录取|推进|继续|走到|向您发|"
            r"选中|选择您|安排(?:下|后|复)|"
            r"发出(?:录用|邀请|offer)|邀请您(?:进|参|加)|与您(?:继续|同行)|成功)"
        ),
        r"(?:申请|应聘|流程|旅程)[^。!?！？\n]{0,8}(?:到此|到这里|就此|止步)|止步于|落选",
        r"(?:选择|录用|聘用)了(?:另一|别|其他|他人)",
        r"不通过|未通过|没通过|结果(?:是|为)[^。!?！？\n]{0,4}(?:不|未|没)",
    ),
    Statement.SELECTED: (
        r"恭喜|祝贺您",
        (
            r"(?<!没)(?<!未)(?:您|已经?|顺利|成功)(?:顺利|成功|已经?)*(?:通过了?(?!邮|电|短|回|这)|进入了?(?:下|复|终)|"
            r"被录用|入选|被录取)"
        ),
        r"(?:很高兴|高兴地|荣幸地?)(?:地)?(?:通知|告诉|邀请)您|欢迎(?:您)?(?:加入(?!我们的人才库|人才)|入职)",
        r"邀请您(?:参加|进入)(?:下|复|终)",
        r"(?<!不能)(?<!不会)(?<!没有)(?<!无法)(?<!不接受)决定录用您|给您发(?:出|放)?(?:offer|录用)",
    ),
    Statement.ENDED: (r"结束|关闭|到此|终止|截止|过期|逾期",),
    Statement.WITHDRAWN: (r"(?:已|为您|按|同意|确认)[^。!?！？\n]{0,24}(?:撤回|撤销|退出应聘|取消应聘)",),
    Statement.OFFER_DECLINED: (
        r"(?:不接受|谢绝|婉拒|放弃|拒绝)[^。!?！？\n]{0,30}(?:录用|offer|邀请)|offer[^。!?！？\n]{0,20}(?:谢绝|婉拒)",
    ),
    Statement.CORRECTED: (r"更正|有误|发错|弄错|不再有效|作废|以这封(?:信)?为准",),
    Statement.RESULT_WAITING: (
        r"结果[^。!?！？\n]{0,40}(?:等|查看|写好|写信|写在|阅读|打开|已出|通知)|(?:写信|信)[^。!?！？\n]{0,20}结果",
    ),
    Statement.THANKS: (r"感谢|谢谢|多谢",),
}


def _compiled(words: dict[Statement, tuple[str, ...]]) -> dict[Statement, re.Pattern[str]]:
    return {statement: re.compile("|".join(forms), re.ASCII | re.IGNORECASE) for statement, forms in words.items()}


_PATTERNS = {Language.ENGLISH: _compiled(_ENGLISH), Language.CHINESE: _compiled(_CHINESE)}


def find_statement(statement: Statement, text: str, language: Language) -> tuple[int, int] | None:
    """Return where a text in this language first makes the statement, or None."""
    match = _PATTERNS[language][statement].search(folded(text).replace("’", "'"))
    return match.span() if match else None
