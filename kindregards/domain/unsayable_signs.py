"""Unsayable signs that look the same in every language: markup, forgotten placeholders, addresses."""

from kindregards.domain.unsayable import Unsayable

_END_OF_ADDRESS = r"[^\s，。！？；、“”「」『』（）<>\"]+"
_TOP_LEVELS = (
    "com|cn|net|org|io|co|info|biz|xyz|top|vip|me|cc|ru|app|link|site|online|shop|club|work|dev|ai|tk|ly|gl|uk|de|hk|tw"
)

SIGNS: dict[Unsayable, tuple[str, ...]] = {
    Unsayable.MARKUP: (
        r"<\s{0,3}/?\s{0,3}[a-zA-Z!][^<>\n]*>|<\s{0,3}(?:script|img|iframe|svg|a|style|html)\b|</",
        r"&(?:[a-z]{2,8}|#x?[0-9a-f]+);|\]\(|```|<!--|-->|\bjavascript:|\bdata:text/|\bon(?:error|load|click)\s*=",
    ),
    Unsayable.PLACEHOLDER: (
        r"\(\(|\)\)|\{\{|\}\}|\{%|%\}|\$\{|<%|%>|%\(\w+\)s|%s\b|\[\[|\]\]|\{[^{}\n]{1,40}\}",
        r"(?i:\b(?:dd|mm)[/.-](?:dd|mm)[/.-]yy(?:yy)?\b|\byyyy-mm-dd\b)|某年某月|某[先女][生士]",
        r"(?i:\[[a-z' _-]{0,20}(?:name|title|company|position|role|date|reason|here|job|manager)\])",
        r"(?i:<(?:name|job|company|title|position|candidate)>)",
        (
            r"[\[【〔(<《{](?:您的)?(?:姓名|名字|候选人(?:姓名)?|应聘者|岗位(?:名称)?|职位(?:名称)?|公司(?:名称)?|日期|"
            r"时间|原因)[\]】〕)>》}]"
        ),
        r"[\[【(<《{](?:此处|插入|填写|填入|请填)[^\]】)>》}]{0,12}[\]】)>》}]|待填|待补充|某某",
        r"\b[a-z]{2,}(?:_[a-z0-9]+)+\b|_{3,}|\bX{3,}\b|[×＊*]{3,}|\b(?:TBD|TODO|TBC)\b|(?i:\blorem ipsum\b)",
        r"\[[^\]\n]{1,120}\](?!\()|【[^】\n]{1,80}】|<<[^<>\n]{1,40}>>|#{2,}\w+#{2,}|(?<!\w)\$[a-z]\w*|(?<!\w)@@?\w+@@",
        r"%[A-Za-z_\u4e00-\u9fff]{2,24}%|\$[A-Z][A-Z_]{2,}|(?<![A-Za-z])XX(?:部门|公司|岗位|经理|先生|女士|老师|项目)|[＿]{2,}",
        (
            r"(?i:[(（<\[{「“\"](?:please )?(?:insert|add|enter|fill in|put|write|tbd|tba|tbc|to be (?:added|"
            r"confirmed|filled)|date|time|name|first name|role|job title|reason|manager|recruiter|company|highlight|"
            r"link|sign here)\b[^)）\]}」”\"]{0,40}[)）>\]}」”\"])|"
            r"(?i:\b(?:placeholder|sample text|your text here|dummy text|text goes here)\b)"
        ),
        r"<[^<>\n]{1,40}>|＜[^＜＞\n]{1,40}＞",
        (
            r"\b(?:FIRST|LAST|FULL)?_?NAME\b|\b(?:INSERT|FILL|ENTER|ADD|REPLACE) [A-Z]{2,}|"
            r"\b(?:TBA|FIXME|PLACEHOLDER|N\.N\.)"
        ),
        (
            r"[□○〇◯]{2,}|[xX×]{2,}(?=[月日年部岗先女公司])|占位|示例文[字本]|"
            r"[(（](?:此处|这里|请[填补写插]|待[填补定]|填写|插入)[^)）]{0,24}[)）]|(?:此处|这里)(?:填|写|插入|补充|放)"
        ),
        r"\b(?:undefined|NaN)\b|(?<=[ ,:“「])(?:None(?! of\b)|null|nil)(?=[ ,.。”」!])",
    ),
    Unsayable.LINK: (
        rf"\b(?:https?|ftp|mailto|tel|file|javascript|hxxps?):/{{0,2}}{_END_OF_ADDRESS}|\bwww\.{_END_OF_ADDRESS}",
        r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
        (
            r"(?i:\b[\w-]+ (?:dot|\(dot\)|\[dot\]) (?:com|net|org|io|cn|co|de|info)\b)|[\w-]+\s*点\s*(?:com|cn|"
            r"net|org)\b|艾特"
        ),
        (
            r"(?i:微信号|(?:公众号|视频号|小程序|服务号)[「“《:：]|关注[^。]{0,8}(?:公众号|视频号)|加(?:我|您)?的?(?:微信|QQ|wx|vx)|QQ\s*[:：号]?\s*\d{5,}|whats-?app|telegram|calendly)|"
            r"\b\d{1,3}(?:\.\d{1,3}){3}\b"
        ),
        # Names of software look like domains: ASP.NET, socket.io.
        (
            r"(?<![\w@.-])(?!(?:asp|vb|ado)\.net\b|socket\.io\b)[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*"
            rf"\.(?:{_TOP_LEVELS})(?:/{_END_OF_ADDRESS})?(?![\w-])"
        ),
    ),
}
