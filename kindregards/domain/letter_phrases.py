"""Phrases that the lint weighs by context: promises, questions, praise, worn-out words."""

import re

# Contact or storage, announced as settled.
_PROMISES_ENGLISH = (
    (
        r"\bwe(?:'ll| will| shall| are going to)(?: (?:certainly|definitely|then|also|gladly|personally|soon|surely))* "
        r"(?:contact|call|phone|reach out|get (?:back )?(?:in touch|to you)|be in touch|let you know|notify|"
        r"inform|write to)\b"
    ),
    r"\bwe(?:'ll| will| shall) (?:invite|consider you|keep you|approach|remember you|think of you|have you in mind)\b",
    (
        r"\b(?:keep|kept|stor(?:e|ed|ing)|add(?:ed|ing)?|sav(?:e|ed|ing)|plac(?:e|ed|ing)|put|includ(?:e|ed|ing)|retain\w*)\b"
        r"[^.!?\n]{0,40}\b(?:on file|talent (?:pool|community|network|bank|base)|database|on record|in mind)\b"
    ),
    (
        r"\b(?:keep|kept|keeping|sav(?:e|ed|ing)|stor(?:e|ed|ing)|fil(?:e|ed|ing)|hold|retain\w*) (?:on to )?your "
        r"(?:profile|cv|r[eé]sum[eé]|details|data|file|documents|contact)\b"
    ),
    r"\b(?:waiting|reserve|priority) list\b|\bnext opening\b|\bcome back to you\b|\bfirst to (?:know|hear)\b",
    r"\bexpect (?:our|a|another|to) (?:call|message|mail|email|letter|hear)\b",
    r"\bour recruiters? will (?:contact|call|reach)\b",
    r"\byou will (?:hear from us|be (?:contacted|called|invited|the first to))\b",
)
_PROMISES_CHINESE = (
    (
        r"(?:我们|招聘(?:同事|团队|部门)?|HR|公司|同事)[^。!?！？\n,，;；]{0,12}(?:会|将)[^。!?！？\n,，]{0,14}"
        r"(?:联系您|联络您|通知您|致电|给您(?:来|打)?电话|邀请您|找您|[与跟和]您联系|想到您|第一时间(?:告知|告诉))"
    ),
    r"(?:会|将)(?:主动|尽快|第一时间|优先|再次)(?:[与跟和]您)?(?:联系|联络|通知|邀请)",
    r"(?:以后|今后|将来|之后|届时|到时候?)[^。!?！？\n,，]{0,6}会[^。!?！？\n,，]{0,6}(?:找|联系|通知|联络|邀请|想到)您",
    r"(?:纳入|加入|放入|存入|收入|录入|进入)(?:了)?(?:我们的?|公司的?)?(?:人才库|人才储备|储备库|简历库)",
    r"(?:保留|留存|保存|存下|收录)(?:了)?您的(?:简历|资料|信息|档案)|候补|备选名单|储备名单",
    r"您的(?:简历|资料|信息|档案)[^。!?！？\n]{0,4}(?:存|留|收|记)了?(?:下来|档|起来)",
)
# A promise that waits for the person's word is a question, not a promise.
_QUESTIONS = (
    r"\bif you (?:like|wish|want|agree|would|are willing|consent|tell|let|give|reply|allow)\b|\bwould you like\b",
    r"\bmay we\b|\bonly if\b|\bwith your (?:consent|permission|agreement)\b|\bunless you\b",
    r"(?:如果|若)您(?:愿意|同意|希望|想|允许|乐意)|是否(?:愿意|同意)|愿不愿意|征得您|经您同意|您愿意|要不要",
)
_STORAGE = (
    r"talent|on file|database|on record|list\b|your (?:profile|cv|data|details)",
    r"人才库|储备|简历库|保留|留存|保存|候补|备选",
)
_PRAISE = (
    r"\b(?:impress\w*|outstanding|excellent|exceptional|remarkable|brilliant|talented|gifted|superb|fantastic|amazing)\b",
    r"\b(?:st(?:oo|an)d(?:s|ing)? out|strengths?|well[- ]structured|insightful|excel(?:led|s)|admir\w+|skilful\w*)\b",
    r"\b(?:very|really|truly|particularly|especially) (?:good|strong|clear|thoughtful|convincing|well)\b",
    (
        r"\b(?:great|strong|good|clear|thoughtful|convincing) (?:answers?|grasp|analysis|performance|communication|"
        r"points?|ideas|skills?|thinking|examples?|understanding|knowledge)\b"
    ),
    r"印象(?:深刻|很深|极深|非常深)|出色|优秀|卓越|优异|亮点|长处|优势|突出|精彩|扎实|令人(?:赞赏|佩服|难忘|惊喜)|才华",
    r"(?:很|非常)棒|(?:很|非常|十分|特别)(?:强|好|有(?:想法|见地|条理|逻辑|深度))|欣赏您|思路(?:很|非常|十分)?清晰",
)
_CLICHES = (
    r"\bunfortunately,? we (?:were|are|have been) overwhelmed\b|\bhigh (?:volume|number) of applica\w+",
    r"\bwe regret to inform\b|\bafter careful consideration\b|\bcompetition was (?:fierce|high|strong)\b",
    r"\bdue to the (?:large|high|overwhelming)\b|\bdo not take it personally\b",
    r"\bwe wish you every success in your future endeavou?rs\b",
    r"遗憾地?(?:通知|告知)|综合考虑|综合评估|慎重考虑|竞争激烈|后续如有|亲[,，~!]|亲们|亲爱的(?:候选人|应聘者)",
)


def _any_of(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words), re.IGNORECASE)


PROMISE = _any_of(*_PROMISES_ENGLISH, *_PROMISES_CHINESE)
QUESTION = _any_of(*_QUESTIONS)
STORAGE = _any_of(*_STORAGE)
PRAISE = _any_of(*_PRAISE)
CLICHE = _any_of(*_CLICHES)
