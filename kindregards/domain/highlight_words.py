"""What interview text may not carry into a letter as praise: wider than the lint, for a refusal costs one highlight."""

import re


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_TOPICS = (
    # Subjects that are harmless in a job's own words but doubtful in praise of a person.
    (
        r"\b(?:age|aged|ages|family|families|health|healthy|voice|vocal|origin|originally from|race(?! condition)|"
        r"racial|hometown)\b"
    ),
    r"\b(?:wife|husband|child|children|kids|parent|parents|baby|religious|faith|god|native speaker)\b",
    r"\b(?:handsome|beautiful|pretty|cute|charming|looks|appearance|elegant|energetic voice|tone|smile|smiles|sunny)\b",
    (
        r"\b(?:mood|feelings?|passionate|enthusias\w+|optimis\w+|excited|happy|sad|angry|confident|"
        r"confidence(?! (?:interval|level))|calm|warmth)\b"
    ),
    r"年龄|年轻|年纪|家庭|家人|健康|身体|嗓音|声音|口音|语气|籍贯|出身|家乡|种族|民族|宗教|信仰|孩子|父母|子女",
    r"外表|形象|漂亮|帅|可爱|阳光|微笑|笑容|情绪|心情|热情|激情|自信|乐观|开朗|开心|紧张|沉稳|亲和力|感染力|性格",
)
_FAULTS = (
    r"\b(?:despite|although|though|however|but(?! also)|yet|except|unless|nevertheless|while (?:she|he|they))\b",
    (
        r"\b(?:lack(?:s|ed|ing)?|weak(?:ness|er|ly)?|insufficient\w*|inadequate\w*|limited (?:experience|knowledge|"
        r"ability))\b"
    ),
    r"\b(?:fail(?:s|ed)?|poor(?:ly)?|barely|hardly|unable|cannot|can't|couldn't|didn't|doesn't|isn't|wasn't|never)\b",
    (
        r"\b(?:struggl\w+|missing (?:depth|structure|detail)|missed|unclear|vague(?:ly)?|superficial\w*|mediocre|"
        r"needs? (?:to|more|improv\w+))\b"
    ),
    (
        r"\b(?:not (?!only)|no (?:experience|knowledge|idea|example)|somewhat|room for|could (?:be|have)|should (?:be|"
        r"have))"
    ),
    r"\b(?:below|is|was|rather|an) average\b",
    r"\baverage (?:performance|answers?|skills?|candidate|grasp|understanding)\b",
    (
        r"\b(?:concerns? (?:about|regarding|that|over|remain)|doubt\w*|unfortunately|problematic|shallow|incomplete|"
        r"inexperienced|too (?:much|little|long|short))\b"
    ),
    r"虽然|虽|尽管|即使|(?<!不)但(?!凡)|不过|然而|可惜|遗憾|不足|欠缺|欠佳|缺乏|缺少|缺失|缺陷|有待|偏弱|较弱|薄弱",
    r"(?<!强)弱|还需|仍需|需要加强",
    r"需(?:要)?(?:提升|提高|加强|改进|补)|没有|没能|未(?!来)|无法",
    r"不(?:够|太|能|会|清|足|强|深|佳|熟|了解|具备|是很)|勉强|一般",
    (
        r"较差|很差|差(?!异|距分析)|(?:较|偏|粗|肤|太|很|过于)浅|浅显|模糊|空泛|笼统|流于|(?<!不)只(?:是|有|能)|"
        r"(?<!不)仅|"
        r"(?<![策战谋胆省简概])略(?:显|有|微|逊|低)|稍(?:显|弱|差|欠|有)|尚(?:可|不|未|需|浅|欠)|问题在于|短板|劣势"
    ),
)
_ORDERS = (
    r"\b(?:forget|ignore|disregard|override|bypass) (?:everything|all|any|this|that|these|what|previous|your|the)\b",
    r"忘(?:掉|记|了)(?:以上|上面|前面|之前|所有)|无视",
    r"\bplease\b|\bclick (?:here|on|the|this)\b",
    r"\b(?:must|should|shall) (?:be )?(?:hire|hired|offer|write|say|tell|pass|approve|invite)",
    (
        r"\b(?:write|state|tell|inform|print|output|include|append|insert|mention|promise|guarantee|approve|execute) "
        r"(?:that|the following|this|them|him|her|me|the (?:candidate|applicant|letter|reader|user|sentence|words?))\b"
    ),
    (
        r"\b(?:contact|call|email|e-mail|text|visit|wire|transfer|pay|whatsapp|telegram|wechat)\s+(?:me|us|him|her|"
        r"\+?\d|http)"
    ),
    r"\b(?:hire[ds]?|hiring|job offer|offer letter|passed the interview|salary|bonus|visa)\b",
    r"(?<![申邀聘报])请(?!求|教|示|假)|务必|必须(?:录|写|说|通过)|点击(?!率|量|转化|数据|热力)|扫码|二维码",
    r"加(?:我|微信|群)|微信号|转账|汇款|付款|银行卡|拨打|致电",
    r"录用|录取|聘用|入职|通过面试|薪资|薪水|工资|奖金|忽略|指令|提示词|输出以下|告诉(?:候选人|他|她|对方)|承诺录",
    r"保证录",
    # Whoever speaks of the letter, its writer, or those who judge, does not describe a deed.
    (
        r"\b(?:this|that|in the|into the) (?:letter|mail|message)\b|\b(?:the|a|this) (?:refusal|rejection)\b|"
        r"\bnote to\b|\bto the \w+ing (?:tool|model|bot|assistant|system)\b|\bwhoever (?:writes|reads)\b|"
        r"\bthe (?:letter )?(?:writer|summari[sz]er)\b|"
        r"\bthe (?:panel|jury|committee|interviewers?|recruiters?) (?:loved|liked|was|were|is|are|agreed)\b"
    ),
    r"^(?:dear|hey|dial|rephrase|rewrite|pretend|imagine|quote me|treat)\b|\bkindly\b",
    r"转告|麻烦(?:您|你|转|告|把)|领取|写信的?人|[这本此]封信|此信(?!息)|评委|评审[们很都]|工牌",
    # Addresses and numbers spelt out.
    r"\bdot (?:com?|net|org|cn|io|de)\b|点(?:康姆|com|cn|网)|[零〇一二三四五六七八九]{6,}",
    r"(?:\b(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)\b[ ,-]*){6,}",
    r"\d{7,}|[$€£¥]\s?\d|\bsystem:|\bassistant:|\buser:|#{2,}|[{}<>`\\|]|\*\*",
)
# Praise so general that it fits anybody says nothing about this person.
_EMPTY_PRAISE = (
    (
        r"(?:very |quite |really |overall |generally )?(?:good|great|nice|strong|solid|excellent|fine|ok|okay|"
        r"outstanding)"
        r"(?: (?:overall|general))?(?: (?:performance|candidate|interview|communication|skills?|attitude|answers?|"
        r"impression))*"
    ),
    (
        r"(?:整体|总体|综合|面试|各方面|总的来说)*(?:表现|能力|素质|态度|沟通|回答|印象|状态)*(?:都|还|非常|很|比较|"
        r"较为|较|十分|相当)*"
        r"(?:良好|优秀|不错|好|出色|可以|突出|强|认真|积极)的?(?:候选人|人选)?"
    ),
)

BARRED = re.compile("|".join((*_TOPICS, *_FAULTS, *_ORDERS)), re.ASCII | re.IGNORECASE)
EMPTY_PRAISE = re.compile("|".join(f"(?:{words})" for words in _EMPTY_PRAISE), re.IGNORECASE)
# Notes call a person by these; a letter says "you", so a note that keeps them cannot be quoted.
LEADING_SUBJECT = re.compile(
    r"^(?:the |this )?(?:candidate|applicant|interviewee|he|she|they) (?=\w)|^(?:该|这位|本)?(?:候选人|应聘者|"
    r"面试者|求职者|同学)"
    r"(?:能够?|可以)?[,，:：]?|^[他她](?!们)(?:能够?|可以)?",
    re.IGNORECASE,
)
THIRD_PERSON = re.compile(
    r"\b(?:he|she|him|her|his|hers|himself|herself|candidate|applicant|interviewee|I|my|me)\b"
    r"|(?<![其吉])[他她](?!人)|候选人|应聘者|面试者|求职者|面试官|(?<!自)我(?!国|司|们公司)",
    re.ASCII | re.IGNORECASE,
)
STOP_WORDS = _words(
    "the a an and or of to in for with by from at on is are was were be as it its this that into our your their years "
    "year least more than experience ability good strong skills skill knowledge work working"
)
