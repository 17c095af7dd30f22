"""Lint of what is said: remarks that never belong in a letter, promises, unfounded praise, worn-out phrases."""

import re
from collections.abc import Iterator

from kindregards.domain.languages import Language, Tone
from kindregards.domain.letters import Finding, LetterKind
from kindregards.domain.lines import folded
from kindregards.domain.lint_reading import Reading, error, warning
from kindregards.domain.remarks import remarks
from kindregards.domain.sentences import sentences
from kindregards.domain.unsayable import Unsayable

_ADVICE = {
    Unsayable.PROTECTED: "“{words}” touches age, sex, family, origin, belief or health. Remove it.",
    Unsayable.APPEARANCE: "“{words}” speaks of looks or voice. Remove it.",
    Unsayable.EMOTION: "“{words}” reads feelings or expressions into the interview. Remove it.",
    Unsayable.SCORE: "“{words}” gives a score or a threshold away. Say what the role needs instead.",
    Unsayable.COMPARISON: "“{words}” compares this person with others. Speak of the role only.",
    Unsayable.GUARANTEE: "“{words}” promises what nobody can keep. Remove it.",
    Unsayable.INSTRUCTION: "“{words}” reads like an instruction to a machine. Remove it.",
    Unsayable.MARKUP: "“{words}” is markup and would be shown as it stands. Write plain text.",
    Unsayable.PLACEHOLDER: "“{words}” looks like a placeholder that was not filled in. Write the real words.",
    Unsayable.LINK: "“{words}” is not an address of ours. Remove it; the letter's own button leads to its page.",
}
_NAMES_MAY_HOLD = (
    Unsayable.PROTECTED,
    Unsayable.APPEARANCE,
    Unsayable.EMOTION,
    Unsayable.SCORE,
    Unsayable.COMPARISON,
    Unsayable.GUARANTEE,
    Unsayable.INSTRUCTION,
)
_NAMES_MUST_NOT_HOLD = (Unsayable.MARKUP, Unsayable.PLACEHOLDER)

_PROMISE = re.compile(
    r"\bwe(?:'ll| will| shall| are going to)(?: (?:certainly|definitely|then|also|gladly|personally|soon|surely|"
    r"always))* "
    r"(?:contact|call|phone|reach out|get (?:back )?(?:in touch|to you)|be in touch|let you know|notify|inform|"
    r"write to|"
    r"invite|consider you|keep you|come back to you|approach|remember you|think of you|have you in mind|ring)\b"
    r"|\b(?:keep|kept|keeping|stor(?:e|ed|ing)|add(?:ed|ing)?|sav(?:e|ed|ing)|plac(?:e|ed|ing)|put|includ(?:e|ed|"
    r"ing)|retain\w*)"
    r"\b[^.!?\n]{0,40}\b(?:on file|talent (?:pool|community|network|bank|base)|database|on record|in mind)\b"
    r"|\byou will (?:hear from us|be (?:contacted|called|invited|the first to))\b|\bfirst to (?:know|hear)\b"
    r"|\bexpect (?:a call|to hear) from us\b|\bour recruiters? will (?:contact|call|reach)\b"
    r"|(?:我们|招聘(?:同事|团队|部门)?|HR|公司|同事)[^。!?！？\n,，;；]{0,12}(?:会|将|必将|将会)[^。!?！？\n,，]{0,14}"
    r"(?:联系您|联络您|通知您|致电|给您打电话|邀请您|找您|与您联系|跟您联系|和您联系|想到您|第一时间(?:告知|告诉))"
    r"|(?:会|将)(?:主动|尽快|第一时间|优先|再次)(?:与您|跟您|和您)?(?:联系|联络|通知|邀请)"
    r"|(?:已(?:经)?|会|将|把)?[^。!?！？\n,，]{0,10}(?:纳入|加入|放入|存入|收入|录入|进入)(?:了)?(?:我们的?|"
    r"公司的?)?(?:人才库|人才储备|储备库|简历库)"
    r"|(?:保留|留存|保存)(?:了)?您的(?:简历|资料|信息|档案)",
    re.IGNORECASE,
)
# A promise that waits for the person's word is a question, not a promise.
_ASKS = re.compile(
    r"\b(?:if you (?:like|wish|want|agree|would|are willing|consent|tell|let|give|reply|allow)|would you like|"
    r"may we|only if|with your (?:consent|permission|agreement)|unless you)\b|如果您(?:愿意|同意|希望|想|允许|乐意)|"
    r"若您(?:愿意|同意|希望)|是否(?:愿意|同意)|"
    r"愿不愿意|征得您|经您同意|您愿意|要不要",
    re.IGNORECASE,
)
# These letters do announce a further message, about the same application.
_ANNOUNCES_NEWS = frozenset({LetterKind.CORRECTION, LetterKind.THANK_YOU, LetterKind.REMINDER})
_KEEPS_DATA = re.compile(r"talent|on file|database|on record|人才库|储备|简历库|保留|留存|保存", re.IGNORECASE)

_PRAISE = re.compile(
    r"\b(?:impress\w*|outstanding|excellent|exceptional|remarkable|brilliant|talented|gifted|superb|fantastic|amazing|"
    r"st(?:oo|an)d(?:s|ing)? out|strengths?|well[- ]structured|insightful|excel(?:led|s)|admir\w+|skilful\w*|"
    r"(?:very|really|truly|particularly|especially) (?:good|strong|clear|thoughtful|convincing|well)|"
    r"(?:great|strong|good|clear|thoughtful|convincing) (?:answers?|grasp|analysis|performance|communication|"
    r"points?|ideas|"
    r"skills?|thinking|examples?|understanding|knowledge))\b"
    r"|印象(?:深刻|很深|极深|非常深)|出色|优秀|卓越|优异|亮点|长处|优势|突出|精彩|扎实|令人(?:赞赏|佩服|难忘|惊喜)|"
    r"很棒|非常棒|"
    r"(?:很|非常|十分|特别)(?:强|好|有(?:想法|见地|条理|逻辑|深度))|欣赏您|思路(?:很|非常|十分)?清晰|才华",
    re.IGNORECASE,
)
_CLICHE = re.compile(
    r"遗憾地?(?:通知|告知)|综合考虑|综合评估|慎重考虑|亲[,，~!]|亲爱的(?:候选人|应聘者)|竞争激烈|亲们|后续如有|"
    r"才华横溢|"
    r"\bunfortunately,? we (?:were|are|have been) overwhelmed\b|\bhigh (?:volume|number) of applica\w+|"
    r"\bwe regret to inform\b|"
    r"\bafter careful consideration\b|\bcompetition was (?:fierce|high|strong)\b|\bdue to the (?:large|high|"
    r"overwhelming)\b|"
    r"\bdo not take it personally\b|\bwe wish you every success in your future endeavou?rs\b",
    re.IGNORECASE,
)
_FAMILIAR = re.compile(r"你|亲,")
_EXCLAMATION = re.compile(r"[!！]")


def wording_findings(reading: Reading) -> Iterator[Finding]:
    """Yield what is wrong with the words."""
    yield from _unsayable(reading)
    yield from _promises(reading)
    yield from _praise(reading)
    yield from _style(reading)


def _unsayable(reading: Reading) -> Iterator[Finding]:
    found = [*remarks(reading.masked, _NAMES_MAY_HOLD), *remarks(reading.body, _NAMES_MUST_NOT_HOLD)]
    found += list(remarks(_without_company(reading), (Unsayable.LINK,)))
    for remark in found:
        words = reading.body[remark.start : remark.end]
        if remark.kind is Unsayable.LINK and _is_ours(words, reading):
            continue
        yield error(remark.kind.value, _ADVICE[remark.kind].format(words=words), remark.start, remark.end)


def _without_company(reading: Reading) -> str:
    """Return the body with the company's name hidden: some are called Booking.com."""
    name = re.escape(reading.context.company_name.strip())
    return re.sub(name, lambda m: "■" * len(m.group()), reading.body, flags=re.IGNORECASE) if name else reading.body


def _is_ours(words: str, reading: Reading) -> bool:
    host = re.sub(r"^[a-z]+:/*|^.*@", "", words.lower()).split("/")[0].split(":")[0]
    return any(host == own or host.endswith(f".{own}") for own in reading.context.own_hosts)


def _promises(reading: Reading) -> Iterator[Finding]:
    if reading.context.talent_pool_consent:
        return
    for sentence in sentences(reading.masked):
        match = _PROMISE.search(folded(sentence.text).replace("’", "'"))
        if match is None or _ASKS.search(sentence.text):
            continue
        if reading.letter.kind in _ANNOUNCES_NEWS and not _KEEPS_DATA.search(match.group()):
            continue
        start, end = sentence.start + match.start(), sentence.start + match.end()
        yield error(
            "promise_without_consent",
            f"“{reading.body[start:end]}” promises contact or keeps data, but this person is not in the talent pool. "
            "Ask whether they want it instead.",
            start,
            end,
        )


def _praise(reading: Reading) -> Iterator[Finding]:
    for passage in reading.passages:
        if passage.block.sources:
            continue
        for match in _PRAISE.finditer(reading.masked_passage(passage)):
            start, end = passage.start + match.start(), passage.start + match.end()
            yield error(
                "praise_without_evidence",
                f"“{reading.body[start:end]}” is praise that no part of the evaluation bears. "
                "Name what the person did, or remove it.",
                start,
                end,
            )


def _style(reading: Reading) -> Iterator[Finding]:
    for match in _CLICHE.finditer(reading.masked):
        yield warning("cliche", "This phrase is worn out and sounds impersonal. Say it plainly.", *match.span())
    if reading.letter.language is Language.CHINESE:
        for match in _FAMILIAR.finditer(reading.masked):
            yield warning("familiar_address", "Write 您 instead of 你 or 亲.", *match.span())
    if reading.letter.tone is not Tone.LIVELY:
        for match in _EXCLAMATION.finditer(reading.masked):
            yield warning("exclamation", "A formal or warm letter does without exclamation marks.", *match.span())
