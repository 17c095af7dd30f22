"""Lint of a letter's form: language, length, holes, hidden signs, subject."""

import re
from collections.abc import Iterator

from kindregards.domain.languages import Language
from kindregards.domain.letters import BlockKind, Finding, LetterKind
from kindregards.domain.lines import hidden_at
from kindregards.domain.lint_reading import MASK, Passage, Reading, error
from kindregards.domain.remarks import remarks
from kindregards.domain.sentences import sentences
from kindregards.domain.statements import Statement, find_statement
from kindregards.domain.unsayable import Unsayable
from kindregards.domain.written_language import han_count, is_written_in, latin_words

LONGEST_SUBJECT = 60
# Words in English, characters in Chinese.
LONGEST_LETTER = {Language.ENGLISH: 260, Language.CHINESE: 500}
_SHORTEST_LETTER = {Language.ENGLISH: 60, Language.CHINESE: 120}
_SHORTEST_NOTE = {Language.ENGLISH: 15, Language.CHINESE: 30}
_UNITS = {Language.ENGLISH: "words", Language.CHINESE: "characters"}
_TELLS_REJECTION = frozenset({LetterKind.NOT_SELECTED, LetterKind.OFFER_STAGE_NOT_SELECTED})
_HOLE = re.compile(
    r"[^\s.!?:;,，。！？：]\s{2,}[.,;!?]|\s[.;!?](?!\w|\.)|「\s*」|“\s*”|\"\s*\"|『\s*』|\(\s*\)|（\s*）|"
    r"《\s*》|【\s*】|[,，、]\s*[,，、]|[:：]\s*[。,，;；]|"
    r"(?<!\.)\.\.(?!\.)|。。"
    r"|\b(?:Dear|Hi|Hello)\s*[,!:]|^\s*[,，]|尊敬的\s*[,，:：]|\b(?:for|at|as|of|in) (?:[,.;]|(?:at|for|as) (?:[,.;]))"
    r"|\b(?:and|or|with|by|from|on|at|of|to|for|in|the|an?|your|our|this|that|as|is|was|are|were) {2,}\w"
    r"|[于在和与跟]、|的、(?=[聊见谈给写发说])"
    r"|[，、,；][。！？.!?]|[A-Za-z] ,(?= )|"
    r"(?:见到|遇到|面试您|接待您)的是[，。]|[于在为由和与跟] +[\u4e00-\u9fff]|"
    r"(?<=[您们])[与跟同]和|您于(?=[发寄提递][来交给]的)|[\u4e00-\u9fff] {2,}[年月日位名]|\btogether with and\b",
    re.MULTILINE,
)
# Fewer words in another script may be a name or a product.
_A_SENTENCE = {Language.ENGLISH: 4, Language.CHINESE: 3}
# Signs that only traditional Chinese has; one may stand in a name.
_TRADITIONAL = re.compile(
    "[們個這來時國說為過對會樣經發無與還後現實點問題間見長門開關電話請謝類應該讓聽語學書寫車東業務績選擇進"
    "職團隊價從種將並組條動場頭難錯輸轉遞獲感謝誠摯歡據權義親愛續環節認識調準備麼處階標聯繫係較遺憾審閱慮夠顧"
    "歷機資訊達導專項積極圖層將運營經驗費戶數幫審覽](?<![感節處準備階標夠感極摯])"
)
_FEW_SIGNS = 2
_MASKED_RUN = re.compile(f"{MASK}+")
_TELEPHONE = re.compile(r"(?<![\w+])\+?\d[\d ()/-]{6,}\d(?!\w)")
_ABOUT_IT = re.compile(
    r"\b(?:appl\w+|interview\w*|decision|result\w*|outcome|answer|reply|role|position|job|vacancy|conversation|meeting|"
    r"news|response|follow(?:ing)?|recruit\w+|process|talk|update|letter)\b|应聘|面试|岗位|职位|申请|结果|决定|答复|回复|消息|信",
    re.IGNORECASE,
)
_BAIT = re.compile(
    r"^\s*(?:re|fwd?|aw|wg|回复|转发|答复)\s*[:：]|\b(?:congrat\w*|welcome|on-?board\w*|urgent\w*|asap|action required|"
    r"invit(?:ation|ed|es?)|shortlist\w*|next (?:round|interview|stage|step)s?|contract|offer|hired|"
    r"start date|first day|salary|invoice|payment|bonus|free|win|winner|gift|voucher|prize|last chance|act now|hurry|"
    r"deadline|password|account|verify|confirm(?:ation)?|exciting|great|good|happy|amazing|fantastic|reminder|expires?|"
    r"rejected|rejection (?:no|number)|weak\w*|too (?:old|young))\b|"
    r"恭喜|祝贺|录用|录取|欢迎|(?:安排|准备|参加)[^。]{0,4}(?:复试|终面)|(?:复试|终面)[^。]{0,4}(?:安排|时间|通知)|入职|报到|好消息|喜讯|合同|紧急|邀请|薪|中奖|优惠|福利|免费|限时|账单|缴费|验证码|密码|offer|"
    r"(?<!未)(?<!没有)(?<!不)通过|请尽快|立即|马上|务必|下一轮|确认",
    re.IGNORECASE,
)
_SUBJECT_REFUSES = (
    Unsayable.PROTECTED,
    Unsayable.SCORE,
    Unsayable.COMPARISON,
    Unsayable.PLACEHOLDER,
    Unsayable.LINK,
    Unsayable.MARKUP,
)


def form_findings(reading: Reading) -> Iterator[Finding]:
    """Yield what is wrong with the form."""
    yield from _subject(reading)
    yield from _language(reading)
    yield from _length(reading)
    yield from _holes(reading)
    yield from _hidden(reading)


def _subject(reading: Reading) -> Iterator[Finding]:
    subject = reading.letter.subject
    if not subject.strip():
        yield error("subject_missing", "Write a subject.")
    if len(subject) > LONGEST_SUBJECT:
        yield error("subject_too_long", f"Shorten the subject to {LONGEST_SUBJECT} characters; it has {len(subject)}.")
    if hidden_at(subject) is not None or any(c in "\n\t\u2028\u2029" for c in subject):
        yield error("subject_control", "The subject holds line breaks or hidden characters. Type it anew on one line.")
    title = reading.context.job_title.strip()
    words = subject.replace(title, MASK) if title else subject
    if reading.letter.kind in _TELLS_REJECTION and subject.strip() and _misleads(words, reading):
        yield error("subject_misleading", "The subject says something else than the letter. Name the application.")
    for remark in remarks(words, _SUBJECT_REFUSES):
        message = f"The subject says “{words[remark.start : remark.end]}”, which no letter may say. Change it."
        yield error(f"subject_{remark.kind.value}", message)


def _misleads(words: str, reading: Reading) -> bool:
    """Say whether a subject names nothing that the letter is about, or announces good news, haste or business."""
    company = reading.context.company_name.strip()
    is_about_it = MASK in words or (bool(company) and company in words) or _ABOUT_IT.search(words) is not None
    promises = find_statement(Statement.SELECTED, words, reading.letter.language) is not None
    return promises or not is_about_it or _BAIT.search(words) is not None


def _language(reading: Reading) -> Iterator[Finding]:
    if reading.letter.language is not reading.context.language:
        message = f"The letter is written in {reading.letter.language}, the candidate reads {reading.context.language}."
        yield error("wrong_language", message, 0, len(reading.body))
        return
    for passage in reading.passages:
        if passage.block.kind is BlockKind.GREETING or passage.block.kind is BlockKind.SIGN_OFF:
            continue
        if not is_written_in(_without_quotes(reading.masked_passage(passage)), reading.context.language):
            message = f"Write this paragraph in the candidate's language ({reading.context.language})."
            yield error("wrong_language", message, passage.start, passage.end)
            continue
        yield from _foreign_sentences(passage, reading)


def _foreign_sentences(passage: Passage, reading: Reading) -> Iterator[Finding]:
    """Yield the sentences of an otherwise readable paragraph that keep another language."""
    for sentence in sentences(reading.masked_passage(passage)):
        words = _without_quotes(sentence.text)
        language = reading.context.language
        foreign = len(latin_words(words)) >= _A_SENTENCE[language] and not is_written_in(words, language)
        if foreign or (language is Language.CHINESE and len(_TRADITIONAL.findall(words)) >= _FEW_SIGNS):
            message = f"Write this sentence in the candidate's language ({reading.context.language})."
            yield error("wrong_language", message, passage.start + sentence.start, passage.start + sentence.end)


def _without_quotes(text: str) -> str:
    """Drop quotation marks' short contents, in which a product or a talk may keep its own language."""
    return re.sub(r"「[^」]{0,24}」|“[^”]{0,24}”", " ", text)


def _length(reading: Reading) -> Iterator[Finding]:
    language = reading.context.language
    longest = LONGEST_LETTER[language]
    shortest = (_SHORTEST_LETTER if reading.letter.kind in _TELLS_REJECTION else _SHORTEST_NOTE)[language]
    length = letter_length(reading.masked, language)
    if length < shortest:
        message = f"The letter has {length} {_UNITS[language]}; write at least {shortest}."
        yield error("too_short", message, 0, len(reading.body))
    elif length > longest:
        message = f"The letter has {length} {_UNITS[language]}; shorten it to {longest}."
        yield error("too_long", message, 0, len(reading.body))


def letter_length(masked: str, language: Language) -> int:
    """Return words for English and characters for Chinese; a name counts as one, however long."""
    names = len(_MASKED_RUN.findall(masked))
    words = _MASKED_RUN.sub(" ", masked)
    if language is Language.ENGLISH:
        return names + len(words.split())
    return names + han_count(words) + len(latin_words(words)) + len(re.findall(r"\d+|[^\w\s]", words))


def _holes(reading: Reading) -> Iterator[Finding]:
    for match in _HOLE.finditer(reading.body):
        message = "Something is missing here. Write it, or remove the empty place."
        yield error("empty_value", message, match.start(), max(match.end(), match.start() + 1))
    for passage in reading.passages:
        text = passage.block.text.rstrip()
        unfinished = passage.block.kind is not BlockKind.GREETING and text.endswith((":", "："))
        if unfinished or not any(c.isalnum() for c in text):
            message = "This paragraph is empty or stops half-way. Finish it, or remove it."
            yield error("empty_value", message, passage.start, passage.end)


def _hidden(reading: Reading) -> Iterator[Finding]:
    position = hidden_at(reading.body)
    if position is not None:
        message = "An invisible character stands here. Type these words anew."
        yield error("hidden_character", message, position, position + 1)
    for match in _TELEPHONE.finditer(reading.masked):
        message = (
            "This telephone number is not known to be ours. Remove it; the company's own belongs in the small print."
        )
        yield error("telephone", message, *match.span())
