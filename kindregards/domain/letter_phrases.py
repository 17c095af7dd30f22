"""Phrases that the lint weighs by context: promises, questions, praise, worn-out words."""

import re

# Contact or storage, announced as settled.
_PROMISES_ENGLISH = (
    (
        r"\bapplication (?:stays|remains|is kept|will stay|will remain) (?:active|open(?! to)|valid|with us|alive)\b|"
        r"\b(?:count on|wait for|expect|look out for) (?:a |an |our |another |my )?(?:call|message|mail|word|"
        r"invitation|letter)\b|\bput in a (?:good )?word\b|\bpass(?:ed|ing)? (?:you|your \w+) (?:on|along|"
        r"over)\b"
    ),
    (
        r"\b(?:one|first|person) (?:that |whom )?(?:we|i) (?:will |shall )?(?:ring|call|contact|ask|write|"
        r"phone|think)\b|\b(?:we|i) (?:shall |will )?ring you\b(?! back)|\bnext (?:time|"
        r"year)\b[^.!?\n]{0,24}\b(?:seat|place|spot|job|post)\b[^.!?\n]{0,24}\b(?:yours|you are|you're)\b"
    ),
    (
        r"(?<!\byou)(?:'ll| will| shall| is going to|"
        r" are going to|'m going to) (?:\w+ly )?(?:contact|call|ring|phone|e-?mail|text|write(?: to)?|"
        r"get back to|reach out(?: to)?|let|notify|inform|invite|approach|remember|recommend|forward|"
        r"introduce|come back to|be in touch|get in touch)\b(?! (?:the|a|it)\b)"
    ),
    (
        r"\b(?:keep(?:ing)?|kept|stor(?:e|ed|ing)|hold(?:ing)?|sav(?:e|ed|ing)|"
        r"retain\w*) (?:all )?your (?:\w+ )?(?:cv|r[eé]sum[eé]|documents|papers|application|details|profile|"
        r"file|data|materials?|contact)\b|\b(?:cv|r[eé]sum[eé]|file|profile|documents|details|name) (?:stays?|"
        r"remains?|is|are|lands?|has been|have been) (?:with us|in our|on (?:the|our|file)|kept|saved|stored|"
        r"put|added)"
    ),
    (
        r"\b(?:in|on|to|into) (?:our|the) (?:database|talent \w+|list|pool|shortlist)\b|"
        r"\bmake sure (?:that )?your\b|\bwe (?:are|'re) keeping\b|\bexpect (?:an? )?(?:invitation|call|news|"
        r"offer|another)\b|\b(?:recommended|referred|passed) you (?:on )?to\b|\bas soon as (?:a|another|"
        r"something|there)\b|\bthe moment (?:a|something)\b|\bwhen (?:the team grows|a place opens)\b"
    ),
    (
        r"\bwe(?:'ll| will| shall| are going to)(?: (?:certainly|definitely|then|also|gladly|personally|soon|surely))* "
        r"(?:contact|call|phone|reach out|get (?:back )?(?:in touch|to you)|be in touch|let you know|notify|"
        r"inform|write to)\b"
    ),
    r"\bwe(?:'ll| will| shall) (?:invite|consider you|keep you|approach|remember you|think of you|have you in mind)\b",
    (
        r"\b(?:keep|kept|stor(?:e|ed|ing)|add(?:ed|ing)?|sav(?:e|ed|ing)|plac(?:e|ed|ing)|put|includ(?:e|ed|"
        r"ing)|retain\w*)\b"
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
        r"申请[^。!?！？\n]{0,12}(?:一直|长期|[一二两三半\d]+个?[年月][^。!?！？\n]{0,2})(?:内)?(?:有效|保留)|(?:接到|收到|"
        r"等)(?:到)?我们的(?:电话|消息|邀请|通知|来信)|(?:推荐|引荐)您(?!看|读|试|学|参加|来)|(?:跟|与|和)您对接|对接(?:新的)?(?:岗位|机会|职位)"
    ),
    (
        r"(?:下一?批|下一?期|下次|下一?轮|下回|明年)[^。!?！？\n]{0,14}(?:排进|留给|算上|打给|找您|叫您|考虑您|优先)|(?:先|再|就|一定)(?:打给|打电话给|通知|"
        r"联系|叫上|约)您"
    ),
    (
        r"(?:马上|立刻|立即|随时|尽快|第一时间|主动|优先|到时候?|届时|以后|后续|将来|今后|日后|过段时间|春天|"
        r"下次|明年)[^。!?！？\n]{0,14}(?:通知您|联系您|联络您|告诉您|告知您|找您|邀请您|致电|给您(?:打|来|发|"
        r"写)|想到您|与您联系|和您联系|考虑您)"
    ),
    (
        r"(?:会|将|要)(?:有人|有同事)?(?:再|来|主动|尽快|给)*(?:联系您|联络您|通知您|找您|邀请您|致电您|"
        r"给您(?:打|来)电话|给您写信|与您联系|和您联系|优先考虑您|想到您)"
    ),
    (
        r"(?:简历|资料|档案|材料|信息)[^。!?！？\n]{0,10}(?:保留|留存|存入|存进|入库|储备|转给|转到|收藏|"
        r"备案)(?!期|三十|到期)|(?:储备|人才|简历|候选)(?:库|池)|(?:把|将)您推荐|"
        r"推荐给[^。!?！？\n]{0,8}(?:团队|部门|同事|公司)|猎头"
    ),
    (
        r"(?:我们|招聘(?:同事|团队|部门)?|HR|公司|同事)[^。!?！？\n,，;；]{0,12}(?:会|将)[^。!?！？\n,，]{0,14}"
        r"(?:联系您|联络您|通知您|致电|给您(?:来|打)?电话|邀请您|找您|[与跟和]您联系|想到您|第一时间(?:告知|告诉))"
    ),
    r"(?:会|将)(?:主动|尽快|第一时间|优先|再次)(?:[与跟和]您)?(?:联系|联络|通知|邀请)",
    (
        r"(?:以后|今后|将来|之后|届时|到时候?)[^。!?！？\n,，]{0,6}会[^。!?！？\n,，]{0,6}(?:找|联系|通知|"
        r"联络|邀请|想到)您"
    ),
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
    r"\b(?:strongest|finest|sharpest|smartest|brightest|cleverest)\b|最(?:好|强|棒|出色|优秀)的(?!祝)",
    (
        r"\b(?:blown away|hats off|raved?|raving|dazzl\w+|stunn\w+|spotless|impeccabl\w+|beautifully|"
        r"masterclass|textbook|rare(?:ly)? (?:talent|meet|see)|a natural|gift (?:for|of)|lucky to have|"
        r"an asset|a joy|a pleasure to (?:watch|see|read|hear))\b"
    ),
    r"折服|无人能及|天生|(?:都|一致|连连|纷纷)夸|夸(?:奖|赞)|魄力|教科书|福气|叹为观止|一绝|厉害|没话说|炉火纯青|得心应手|游刃有余|如数家珍|行家|能手|功力|了得|(?<![一二两三四五六七八九十几半\d])天才|羡慕",
    (
        r"\b(?:stru(?:ck|cking)|talents?(?! (?:pool|community|network|bank|base|team|management)\b)|"
        r"master(?:y|ful)|exemplary|excellent|admire|award-winning|"
        r"second to none|speaks? for itself|deserves? (?:respect|praise)|stellar|superb|phenomenal|"
        r"extraordinary|great|wonderful|marvellous|world-class|first-class|top-notch|perfect|flawless|"
        r"unmatched|unique|rare gift|expert\w*|genius|masterful|polished|inspir\w+|creativ\w+|charisma\w*|"
        r"exceptional\w*|proud of)\b"
    ),
    (
        r"\byour? [^.!?\n]{0,30}\bfluent\w*|\b(?:we|i) (?:\w+ )?(?:loved|admired?|liked|enjoyed) (?:your|"
        r"how you|the way you)\b|\b(?:impressed|convinced|delighted|amazed|moved) us\b|\byour (?:strong|deep|"
        r"broad|solid|rich|vast|proven|outstanding) \w+|\byou are an? (?:\w+ ){1,3}(?=[.,;!])|\bwas (?:strong|"
        r"brilliant|exemplary|remarkable|impressive|superb)\b"
    ),
    (
        r"精彩|佩服|钦佩|敬佩|眼前一亮|天赋|打动|堪称|典范|感染力|首屈一指|过硬|有目共睹|值得(?:尊敬|骄傲|"
        r"称赞|学习|肯定)|流利|娴熟|精通|深厚|独到|敏锐|一流|杰出|惊艳|赞叹|赞赏|欣赏|了不起|难得|高手|专家|"
        r"擅长|功底|造诣|才能|才干|令人|超群|丰富的经验|说服力|很好地"
    ),
    (
        r"\b(?:impress\w*|outstanding|excellent|exceptional|remarkable|brilliant|talented|gifted|superb|"
        r"fantastic|amazing)\b"
    ),
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
