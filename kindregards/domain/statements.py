"""What a letter of each kind must plainly state, and what it must not."""

import re
from enum import StrEnum

from kindregards.domain.languages import Language
from kindregards.domain.letters import LetterKind
from kindregards.domain.lines import folded
from kindregards.domain.remembered import remembered


class Statement(StrEnum):
    """Something a letter can tell a candidate."""

    NOT_SELECTED = "not_selected"
    SELECTED = "selected"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    OFFER_DECLINED = "offer_declined"
    CORRECTED = "corrected"
    RESULT_WAITING = "result_waiting"
    APPEAL_HEARD = "appeal_heard"
    DECISION_STANDS = "decision_stands"
    REOPENED = "reopened"
    OPENING = "opening"
    THANKS = "thanks"


# What a letter is there to say.
REQUIRED: dict[LetterKind, Statement] = {
    LetterKind.NOT_SELECTED: Statement.NOT_SELECTED,
    LetterKind.OFFER_STAGE_NOT_SELECTED: Statement.NOT_SELECTED,
    LetterKind.EXPIRED: Statement.ENDED,
    LetterKind.CANDIDATE_DECLINED: Statement.OFFER_DECLINED,
    LetterKind.WITHDRAWN: Statement.WITHDRAWN,
    LetterKind.CORRECTION: Statement.CORRECTED,
    LetterKind.APPEAL_RECEIVED: Statement.APPEAL_HEARD,
    LetterKind.APPEAL_UPHELD: Statement.DECISION_STANDS,
    LetterKind.APPEAL_REINSTATED: Statement.REOPENED,
    LetterKind.INVITATION: Statement.OPENING,
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
    LetterKind.APPEAL_RECEIVED: (Statement.SELECTED, Statement.NOT_SELECTED, Statement.DECISION_STANDS),
    LetterKind.APPEAL_UPHELD: (Statement.SELECTED, Statement.REOPENED),
    LetterKind.APPEAL_REINSTATED: (Statement.SELECTED, Statement.NOT_SELECTED, Statement.DECISION_STANDS),
    LetterKind.INVITATION: (Statement.SELECTED, Statement.NOT_SELECTED),
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
        (
            r"\bdecided against\b|\b(?:it|this|that) is a no\b|\b(?:the|our) (?:answer|"
            r"decision)\b[^.!?\n]{0,80}\bno\b(?! \w)"
        ),
        (
            rf"{_NOT}[^.!?\n]{{0,30}}\b(?:offer|give|find) you\b|\b(?:end|stop|clos)\w* (?:the|your|"
            rf"this) (?:process|application)\b"
        ),
    ),
    Statement.SELECTED: (
        (
            r"\b(?:like|love|want|wants|invit\w+|ask\w*|have) you (?:to )?(?:come (?:in|back|again|over)|"
            r"join(?:ing)?|return|meet (?:the|our|your) (?:team|manager|director|boss))\b|\b(?:having|welcom\w+|"
            r"have) you (?:on board|aboard|in the team|with us (?:from|on|in))\b|\byour onboarding\b"
        ),
        (
            r"\b(?:bank details|payroll|tax number|social security number|work contract|trial (?:day|shift|week)|"
            r"uniform size)\b|\b(?:revised|new|your|signed|formal) (?:offer|"
            r"contract)\b[^.!?\n]{0,30}\b(?:attached|enclosed|sign\w*)\b|\b(?:attached|enclosed|"
            r"sign)\b[^.!?\n]{0,30}\b(?:the|your|our) (?:offer|contract)\b"
        ),
        r"\byou(?:'ve| have)? made it(?! (?:to|this|as|so|clear|easy|hard))\b",
        (
            r"\b(?:shortlisted|put you through)\b|\b(?:treat|take|see) this as a yes\b|\b(?:job|role|position|"
            r"place|post) (?:is|goes to|will go to) (?:yours|you)\b"
        ),
        (
            r"\b(?:your|the|an?) (?:contract|offer letter|employment contract|offer)\b[^.!?\n]{0,24}\b(?:follows?|"
            r"will|is (?:attached|on)|comes?|this week|by post)\b"
        ),
        (
            r"\b(?:send|give|mail|post|make|prepar\w+) (?:you )?(?:the|your|an) (?:offer|contract)\b|"
            r"\byour first day\b|\bstart(?:ing)? (?:with us|on (?:monday|the))\b"
        ),
        (
            r"\b(?:see|meet|invite|have) you (?:in|to|for|at) (?:the |our |a )?(?:final|next|second|last|"
            r"another) (?:round|interview|stage)\b"
        ),
        (
            r"\b(?:mov|tak|put|bring|forward)\w* you (?:forward|further|on|through|ahead|to the next)\b|"
            r"\b(?:consider yourself|you are now|you're now) (?:part|one|a member)\b"
        ),
        (
            r"\b(?:nothing|not(?:hing)? (?:has been|is|yet) (?:yet )?(?:final\w*|decided)|"
            r"no decision)[^.!?\n]{0,16}(?:decided|final|yet)\b|\bfingers crossed\b"
        ),
        (
            r"\bstill (?:a |an )?(?:\w+ )?(?:chance|hope|possib\w+|in the running|being considered|open|"
            r"choose you|may|might|could)\b|\bchange our minds?\b"
        ),
        (
            r"\b(?:on hold|first choice|may (?:still|yet) choose|reserve (?:candidate|list)|wait(?:ing)? ?list\w*|"
            r"if (?:someone|somebody|our \w+ choice)[^.!?\n]{0,20}(?:drops?|declin\w+|says? no))\b"
        ),
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
    Statement.APPEAL_HEARD: (
        r"\b(?:received|have|got|reached us)\b[^.!?\n]{0,80}\b(?:request|appeal|message|question|second look|again)\b",
        r"\b(?:request|appeal|message)\b[^.!?\n]{0,60}\b(?:received|reached us|with us|arrived)\b",
    ),
    Statement.DECISION_STANDS: (
        (
            r"\b(?:decision|outcome|result|answer)\b(?:(?!no longer)[^.!?\n]){0,160}?\b(?:stands|remains|holds|"
            r"unchanged|confirmed|stays|(?:has|have|does|did) not change|the same)\b(?! (?:open|for))"
        ),
        r"\b(?:stand by|keep to|confirm)\b[^.!?\n]{0,30}\b(?:decision|outcome|result|answer)\b",
    ),
    Statement.REOPENED: (
        r"\b(?:application|case|process)\b[^.!?\n]{0,80}\b(?:open again|re-?opened|taken up again|reinstated)\b",
        r"\b(?:reopen|re-open|reinstat|taken? up)\w*\b[^.!?\n]{0,40}\b(?:application|case|process)\b",
    ),
    Statement.OPENING: (
        r"\b(?:opening|opened|vacancy|(?:new|open) (?:role|position|job)|looking for|hiring|advertis\w+)\b",
    ),
    Statement.THANKS: (r"\bthank(?:s| you)\b",),
}
_CHINESE: dict[Statement, tuple[str, ...]] = {
    Statement.NOT_SELECTED: (
        (
            r"(?:没有?|没能|未能|未(?!来)|不能|无法|不会|不再|暂不|不予|难以)[^。!?！？\n]{0,16}?"
            r"(?:(?:进入|列入|纳入|迈入|走进)[^。!?！？\n]{0,6}(?:下|后|复|终|二|第|面|录|名单)|下一(?:轮|步|关|"
            r"环)|通过(?!邮|电|短|这|此|回|以|其)|入选|录用|录取|推进|继续|走到|向您发|"
            r"选中|选择您|安排(?:下|后|复)|"
            r"发出(?:录用|邀请|offer)|邀请您(?:进|参|加)|与您(?:继续|同行)|成功)"
        ),
        r"(?:申请|应聘|流程|旅程)[^。!?！？\n]{0,8}(?:到此|到这里|就此|止步)|止步于|落选",
        r"(?:选择|录用|聘用)了(?:另一|别|其他|他人)|(?:没有?|未能?|没能)选上|不(?:向您|给您|会)?(?:发出|发放)录用",
        r"不通过|未通过|没通过|结果(?:是|为)[^。!?！？\n]{0,4}(?:不|未|没)",
    ),
    Statement.SELECTED: (
        (
            r"(?:希望|想|邀请|要)[^。，,!?！？\n]{0,8}(?:和|与|跟|请|约)您[^。，,!?！？\n]{0,8}(?:聊聊|再聊|面谈|见面|再面|再谈|谈谈)|报到|试岗|试工|"
            r"银行卡|工资卡|发放工资|(?:办理|准备|期待您|欢迎|请您)[^。!?！？\n]{0,6}入职|(?:录用|聘用|薪资)条件|(?:请|待)您[^。!?！？\n]{0,4}签(?:字|署|收)"
        ),
        (
            r"恭喜|祝贺您|(?:欢迎|邀请|期待|请)您[^。!?！？\n]{0,12}(?:来参加|参加|出席|进入|"
            r"准备)(?!过)[^。!?！？\n]{0,6}(?:最后一轮|下一轮|终面|复试|终试|入职|报到)"
        ),
        (
            r"(?:录用|聘用|录取)(?:通知|函|合同|邀请)[^。!?！？\n]{0,4}(?:会|将|已|随后|马上|稍后|本周)|(?:合同|"
            r"offer)[^。!?！？\n]{0,6}(?:寄给|发给|随后|稍后)|入职(?:材料|手续|时间|日期)|(?:准时|来|日)报到"
        ),
        (
            r"(?:决定|同意|已|将)(?:让|把|将)?您?(?:进入|列入|纳入|推进到|推荐到)(?:了)?[^。!?！？\n]{0,4}(?:下|"
            r"复|终|最后)|您已?(?:进入|列入)[^。!?！？\n]{0,6}(?:名单|下一)"
        ),
        (
            r"(?:还没有?|尚未|没有|暂未|未)(?:最后|最终|正式)?(?:定下来|定论|敲定|决定|作出决定)|再等等|改变主意|"
            r"挂起|搁置|待定|(?:您|我们|其实|也许)[^。,，!?！？\n]{0,4}(?<!以后)(?<!今后)还有(?:很大|一点|一些|一定)?的?(?:机会|希望|可能)"
        ),
        (
            r"如果[^。!?！？\n]{0,12}(?:放弃|不来|拒绝)|(?:已经?|就)是[^。!?！？\n]{0,10}(?:的)?一员|(?:岗位|职位|"
            r"名额)(?:就)?是您的|谈(?:薪资|入职|待遇)"
        ),
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
    Statement.APPEAL_HEARD: (
        r"(?:收到|收悉|接到)[^。!?！？\n]{0,40}(?:请求|复核|申诉|来信|再看|重新)",
        r"(?:请求|复核|申诉|来信)[^。!?！？\n]{0,30}(?:收到|收悉)",
    ),
    Statement.DECISION_STANDS: (
        r"(?:决定|结果|结论)[^。!?！？\n]{0,16}(?:维持|不变|保持|没有(?:改变|变化)|不(?:会|作|做)(?:改变|更改)|一样|相同)",
        r"(?:维持|保持)[^。!?！？\n]{0,10}(?:决定|结果|结论)",
    ),
    Statement.REOPENED: (
        r"(?:应聘|申请|流程)[^。!?！？\n]{0,30}(?:重新(?:打开|开启|启动|进行)|恢复)",
        r"(?:重新(?:打开|开启|启动)|恢复)[^。!?！？\n]{0,16}(?:应聘|申请|流程)",
    ),
    Statement.OPENING: (
        r"(?:新|开放|空出|空缺)[^。!?！？\n]{0,30}(?:岗位|职位|机会)",
        r"(?:岗位|职位)[^。!?！？\n]{0,30}(?:开放|招聘|招人|空缺|适合您)|正在(?:招|找)",
    ),
    Statement.THANKS: (r"感谢|谢谢|多谢",),
}


def _compiled(words: dict[Statement, tuple[str, ...]]) -> dict[Statement, re.Pattern[str]]:
    return {statement: re.compile("|".join(forms), re.ASCII | re.IGNORECASE) for statement, forms in words.items()}


_PATTERNS = {Language.ENGLISH: _compiled(_ENGLISH), Language.CHINESE: _compiled(_CHINESE)}


def find_statement(statement: Statement, text: str, language: Language) -> tuple[int, int] | None:
    """Return where a text in this language first makes the statement, or None."""
    return _span(text, statement, language)


@remembered
def _span(text: str, statement: Statement, language: Language) -> tuple[int, int] | None:
    match = _PATTERNS[language][statement].search(folded(text).replace("’", "'"))
    return match.span() if match else None
