"""Lint of the reason told: whatever the words, it is the recorded one."""

import re
from collections.abc import Iterator

from kindregards.domain.letters import Finding, LetterKind
from kindregards.domain.lines import folded
from kindregards.domain.lint_reading import Reading, error
from kindregards.domain.reasons import Reason
from kindregards.domain.remembered import remembered
from kindregards.domain.sentences import sentences

_TELLS_REASON = frozenset({LetterKind.NOT_SELECTED, LetterKind.OFFER_STAGE_NOT_SELECTED})
_LACKS = (
    r"(?:not|n't|cannot|lack\w*|missing|below|short of|without|too (?:far|high|low|much|little)|above|beyond|exceed\w*|"
    r"apart|outside|differ\w*|no longer|gap)"
)
_LACKS_ZH = r"(?:不|没|未|超出|超过|高于|低于|差距|相差|达不到|有限|欠|难|缺|无法|高了|悬殊|冲突|太远|较远|不足)"
# What a sentence says when it gives a reason: the subject, and that something about it does not fit.
_GIVEN = {
    "salary_expectation": (
        (
            r"\b(?:salary|pay|wage|compensation|expectation)\b[^.!?\n]{0,70}\b(?:more than|higher|over|beats?|"
            r"budget|allows?)\b"
        ),
        rf"\b(?:salary|pay|wage|compensation|remuneration|budget|price)\b[^.!?\n]{{0,70}}\b{_LACKS}\b",
        (
            rf"\b{_LACKS}\b[^.!?\n]{{0,50}}\b(?:salary|pay (?:range|expectation)s?|compensation|remuneration|"
            rf"what we can pay)\b"
        ),
        (
            rf"(?:薪|工资|待遇|报酬|预算|年包)[^。!?！？\n]{{0,24}}{_LACKS_ZH}|"
            rf"{_LACKS_ZH}[^。!?！？\n]{{0,12}}(?:薪|工资|待遇|预算)"
        ),
    ),
    "location": (
        (
            r"\b(?:on[- ]site|relocat\w*|commut\w*|cannot move|place of work|distance to|closer to the office|"
            r"in the office)\b"
        ),
        (
            r"\bliv(?:e|es|ing) (?:\w+ )?(?:near|close|far|away|in)\b|\b(?:too far|"
            r"remote\w*)\b[^.!?\n]{0,40}\b(?:not|cannot|office)\b"
        ),
        (
            rf"(?:常驻|驻外|外派|办公地点|工作地点|通勤|搬(?:过去|家|到)|远程|住得|"
            rf"离公司)[^。!?！？\n]{{0,24}}(?:{_LACKS_ZH}|近)"
        ),
        rf"{_LACKS_ZH}[^。!?！？\n]{{0,10}}(?:搬|常驻|到岗地)|只能在[^。!?！？\n]{{0,8}}工作",
    ),
    "language": (
        (
            r"\b(?:fluen\w+|level of|written|spoken|business) (?:\w+ )?(?:English|German|French|Chinese|Mandarin|"
            r"Japanese|Spanish|Dutch|Korean)\b"
        ),
        (
            rf"\b(?:English|German|French|Chinese|Mandarin|Japanese|Spanish|language)(?: skills?|"
            rf" level)?\b[^.!?\n]{{0,40}}\b{_LACKS}\b"
        ),
        rf"(?:英语|日语|德语|法语|外语|语言|口语|粤语)[^。!?！？\n]{{0,20}}{_LACKS_ZH}",
    ),
    "position_filled": (
        (
            r"\b(?:somebody|someone|a colleague|an internal \w+|another person|"
            r"one of our own)\b[^.!?\n]{0,50}\b(?:taken|took|moved|moves|filled|got|accepted|"
            r"take)\b[^.!?\n]{0,24}\b(?:post|role|position|job|seat|place)\b"
        ),
        r"(?:内部|其他|别的)?(?:同事|员工|人)[^。!?！？\n]{0,8}(?:转岗|接任|接手|顶上|补上)",
        (
            r"\b(?:role|position|post|vacancy|job|place|seat)s? (?:\w+ ){0,3}(?:filled|taken|given to|gone)\b|"
            r"\bwe (?:have )?(?:hired|found) some"
        ),
        (
            r"(?:招到(?:了)?人|招满|已满|名额已|补上了|人已经(?:到位|定))|(?:岗位|"
            r"职位)[^。!?！？\n]{0,10}(?:录用了|有人了|定了人)"
        ),
    ),
    "position_closed": (
        (
            r"\b(?:hiring|role|position|recruit\w*|vacancy|post)\b[^.!?\n]{0,40}\b(?:on ice|on hold|shelved|"
            r"suspended|called off|scrapped)\b"
        ),
        (
            r"\b(?:clos(?:ed?|ing)|cancel\w*|fr(?:oze\w*|eez\w*)|withdr(?:e|a)w\w*|stopp?ed|paus\w+|"
            r"dropp?ed)\b(?: \w+){0,3} (?:position|role|vacancy|hiring|post|job|recruit\w*)\b"
        ),
        (
            r"\b(?:position|role|vacancy|hiring|post|budget)\b[^.!?\n]{0,20}\b(?:no longer exists?|cancel\w+|"
            r"frozen|cut|closed|withdrawn|abolished)\b"
        ),
        (
            r"(?:岗位|职位|招聘|编制|名额|项目|HC)[^。!?！？\n]{0,10}(?:取消|冻结|关闭|暂停|停止|撤销|裁|砍|"
            r"不再继续|没有了)|(?:取消|冻结|关闭|暂停|停止)了?[^。!?！？\n]{0,8}(?:岗位|职位|招聘|名额)"
        ),
    ),
    "no_show": (
        (
            r"\byou (?:did not|didn't|never) (?:come|appear|attend|show|join|turn|take part)\b|\b(?:missed|"
            r"did not attend) (?:the|your) (?:interview|call|appointment)\b"
        ),
        (
            r"(?:没有?|未)(?:能)?(?:来|按时|如约|出席|参加|到场|上线)(?:参加|出席|的)?[^。!?！？\n]{0,8}(?:面试|"
            r"约|$)|缺席|爽约"
        ),
    ),
    "incomplete": (
        (
            r"\b(?:reference|certificate|document|transcript|diploma|form|paper)s?\b[^.!?\n]{0,40}\b(?:never|not|"
            r"didn't|did not) (?:reach|arriv|com|sent|receiv|got|submit|attach)\w*"
        ),
        r"(?:没有?|未)(?:能)?(?:等到|收到|拿到|见到)[^。!?！？\n]{0,10}(?:推荐信|证明|证书|材料|作品|资料)",
        (
            r"\b(?:documents?|papers|certificates?|references|attachments?|files?)\b[^.!?\n]{0,30}\b(?:missing|"
            r"incomplete|not (?:reach|arriv|complet|receiv)\w*|late)\b"
        ),
        (
            r"\b(?:without|missing|no|incomplete) (?:the |your |any |all )?(?:certificates?|documents?|references|"
            r"papers|application form)\b|\bapplication (?:was|is|remained) incomplete\b"
        ),
        (
            r"(?:材料|证书|证件|资料|附件|文件)[^。,，!?！？\n]{0,12}(?:没有(?!超)|未|不全|不齐|缺|没)|(?:没有|未|"
            r"没)(?:能)?(?:提供|提交|交|收到|附)[^。!?！？\n]{0,12}(?:材料|证书|证明|资料|附件|文件)"
        ),
    ),
    "work_authorisation": (
        (
            r"\b(?:permission|permit|visa|right|allowed|authori[sz]ed|eligible) (?:to )?(?:work|stay)\b|"
            r"\bwork (?:permit|visa|authori[sz]ation)\b"
        ),
        r"工作(?:许可|签证|签)|居留|签证",
    ),
    "skills_gap": (
        (
            r"\b(?:Excel|SQL|Python|Java|coding|programming|software|"
            r"technical)\b[^.!?\n]{0,60}\b(?:not at the level|not enough|too weak|too basic|below)\b"
        ),
        rf"\b(?!(?:project|management)\b)\w+ (?:skills?|knowledge|coding|programming)\b[^.!?\n]{{0,40}}\b{_LACKS}\b",
        rf"\b{_LACKS}\b[^.!?\n]{{0,40}}\b(?:skills|technical knowledge|programming)\b",
        (
            rf"(?:技能|技术|编程|代码|Python|Java|SQL|Excel|工具)(?:的)?(?:水平|能力|掌握|"
            rf"基础)?[^。!?！？\n]{{0,12}}{_LACKS_ZH}"
        ),
    ),
    "interview_performance": (
        (
            rf"\b(?:the way you (?:answer|present|spoke)\w*|your (?:answers?|performance|presentation|"
            rf"interview))\b[^.!?\n]{{0,50}}\b(?:{_LACKS}|weak|unclear|shallow)\b"
        ),
        (
            r"(?:面试(?:中|里)?的?表现|您的?(?:回答|表现|作答|表述|展示))[^。!?！？\n]{0,16}(?:不够|不足|不太|"
            r"没有|没能|未能|未达|达不到|欠|差|缺|弱|浅|一般)"
        ),
    ),
}
# Reasons that may be told in each other's words.
_KIN = {
    "role_mismatch": frozenset({"skills_gap"}),
    "experience_gap": frozenset(),
    "skills_gap": frozenset({"interview_performance", "language"}),
    "interview_performance": frozenset({"skills_gap"}),
    "language": frozenset({"skills_gap", "interview_performance"}),
    "no_show": frozenset({"incomplete"}),
    "incomplete": frozenset({"no_show"}),
    "other_candidates_fit_better": frozenset({"position_filled"}),
    "position_filled": frozenset({"other_candidates_fit_better", "position_closed"}),
    "position_closed": frozenset({"position_filled"}),
}
_WORDS = {code: re.compile("|".join(forms), re.IGNORECASE) for code, forms in _GIVEN.items()}
# A sentence that says what somebody may do, or what the advertisement said, gives no reason.
_ASIDE = re.compile(
    (
        r"\b(?:would you|if you|you (?:can|may) |please|nothing\b[^.]{0,30}\bmissing|complete)\b|如果您|"
        r"您可以|请您?(?:再|保|告)|都不缺|(?:材料|资料)[^。]{0,4}(?:齐全|完整)"
    ),
    re.IGNORECASE,
)


def reasons_told_as(recorded: str) -> frozenset[str]:
    """Return the reasons whose words may tell this one."""
    return frozenset({recorded, *_KIN.get(recorded, ())})


def reason_findings(reading: Reading) -> Iterator[Finding]:
    """Yield the sentences that give another reason than the record does."""
    recorded = reading.context.reason
    if recorded is None or reading.letter.kind not in _TELLS_REASON:
        return
    allowed = reasons_told_as(recorded) | set(_told_by(reading.context.own_reasons.get(recorded)))
    for sentence in sentences(reading.masked):
        given = _given(sentence.text, allowed) if sentence.start >= reading.after_greeting else None
        if given is not None:
            code, start, end = given[0], sentence.start + given[1], sentence.start + given[2]
            message = (
                f"“{reading.body[start:end]}” gives the reason {code}, the record says {recorded}. "
                "Give the recorded reason, or change the record."
            )
            yield error("reason_mismatch", message, start, end)


def _told_by(own: Reason | None) -> Iterator[str]:
    """Yield our reasons whose words the sentence of a company's own uses: it may, for it is the recorded one."""
    for text in own.text.values() if own else ():
        yield from (code for code, form in _WORDS.items() if form.search(folded(text).replace("’", "'")))


@remembered
def _given(sentence: str, allowed: frozenset[str]) -> tuple[str, int, int] | None:
    """Return the first reason that a sentence gives beyond the allowed ones, and where."""
    if _ASIDE.search(sentence):
        return None
    words = folded(sentence).replace("’", "'")
    found = ((code, form.search(words)) for code, form in _WORDS.items() if code not in allowed)
    return next(((code, *match.span()) for code, match in found if match), None)
