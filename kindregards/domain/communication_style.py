"""Reading how a person speaks from their written words alone: never from face, voice or feelings.

Sentence length, exclamations, hedges, structure and figures are counted; what is said does not matter. The reading
changes a letter's tone and nothing else.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kindregards.domain.interviews import CommunicationStyle, InterviewResult, Utterance
from kindregards.domain.languages import Language
from kindregards.domain.sentences import sentences
from kindregards.domain.transcripts import own_turns
from kindregards.domain.written_language import han_count, latin_words

# Fewer words tell little about a person: half a minute of speech.
_ENOUGH = {Language.ENGLISH: 60, Language.CHINESE: 100}
# Signs wanted for each sentence before a style is named, and how far ahead of the next it must be.
_CLEAR = 0.3
_AHEAD = 0.1
_LONGEST_READ = 20_000
_LONG = {Language.ENGLISH: 15, Language.CHINESE: 24}
_SHORT = {Language.ENGLISH: 9, Language.CHINESE: 12}

_EXCLAIMS = re.compile(r"[!！]|[~～]\s*$")
_CASUAL = {
    Language.ENGLISH: re.compile(
        r"\b(?:oh|wow|haha|hey|yeah|yep|gosh|man|woohoo|awesome|super|cool|crazy|fun|blast|love[ds]?|guys|folks|totally|"
        r"absolutely|literally|honestly|guess what|you know|so yeah|kind of thing|no way|for sure)\b",
        re.IGNORECASE,
    ),
    Language.CHINESE: re.compile(
        "哈哈|嘿|哇|哎呀|嗨|超(?:级|喜|开|好|有)|特别(?:喜|好|有|带|棒)|太(?:棒|好|有|过|逗|刺)|好玩|开心|有意思|您(?:猜|知道吗|说是不是)|"
        "[呀啦呢嘛][，。！!,.？?]?|棒|酷|嗨|来劲|热闹|过瘾|可逗"
    ),
}
_HEDGES = {
    Language.ENGLISH: re.compile(
        r"\b(?:maybe|perhaps|probably|i (?:think|guess|suppose|believe)|not (?:sure|certain|really)|i don'?t know|"
        r"a (?:bit|little)|sort of|kind of|might|mostly|more or less|fairly|as far as|it depends|okay|alright|fine|"
        r"suppose|hm+)\b",
        re.IGNORECASE,
    ),
    Language.CHINESE: re.compile(
        "可能|也许|大概|或许|好像|应该(?!当)|不(?:太|一定|确定)|还(?:行|好|可以|算)|差不多|有点|一点|看情况|吧[，。,.]?|嗯|算比较|没怎么|习惯"
    ),
}
_STRUCTURE = {
    Language.ENGLISH: re.compile(
        r"\b(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|finally|lastly|therefore|consequently|accordingly|specifically|"
        r"precisely|in summary|in total|for example|for this reason|on the (?:one|other) hand|moreover|however|"
        r"subsequent(?:ly)?|initially|according to|based on|with regard to|as a result|respectively|namely|"
        r"criteria|phases?|steps?|hypothes[ei]s|measures?|verif(?:y|ied)|defined|documented|amounted|condition)\b",
        re.IGNORECASE,
    ),
    Language.CHINESE: re.compile(
        "首先|其次|再次|最后|第[一二三四五六](?!周|天|年|次)|因此|综上|总计|例如|具体(?:而言|来说)|准确地说|一方面|另一方面|基于|根据|据此|"
        "此外|不过|从而|为此|由此|结果(?:是|表明)|即|其中|分别|阶段|步骤|标准|假设|条件|措施|核对|核实|验证|检验|并按|前提"
    ),
}
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*\s*%?|百分之|[一二三四五六七八九十]+(?:项|个步骤|种|分之)")


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleReading:
    """What the words showed: how many of a person's sentences carry each sign, and the style they speak for, if any."""

    style: CommunicationStyle | None
    sentences: int
    signs: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleBasis:
    """A person's style and where it is known from: the `vendor`'s label, or their own words in the `transcript`."""

    style: CommunicationStyle
    source: str
    signs: Mapping[str, float]


def known_style(result: InterviewResult | None) -> StyleBasis | None:
    """Return the vendor's label, or what the candidate's own words show, or None where neither is clear."""
    if result is None:
        return None
    if result.communication_style is not None:
        return StyleBasis(style=result.communication_style, source="vendor", signs={})
    reading = read_transcript(result.transcript)
    if reading is None or reading.style is None:
        return None
    return StyleBasis(style=reading.style, source="transcript", signs=reading.signs)


def read_transcript(transcript: Sequence[Utterance]) -> StyleReading | None:
    """Return the reading of the candidate's own words, or None when there are too few of them."""
    text = "\n".join(words for _, words in own_turns(transcript))[:_LONGEST_READ]
    return read_words(text) if _length(text, _language(text)) >= _ENOUGH[_language(text)] else None


def read_words(text: str) -> StyleReading:
    """Return what a text's sentences show."""
    language = _language(text)
    said = [sentence.text for sentence in sentences(text)]
    if not said:
        return StyleReading(style=None, sentences=0, signs={})
    lengths = [_length(sentence, language) for sentence in said]
    signs = {
        "exclamations": _share(said, _EXCLAIMS),
        "casual_words": _share(said, _CASUAL[language]),
        "hedges": _share(said, _HEDGES[language]),
        "structure": _share(said, _STRUCTURE[language]),
        "figures": _share(said, _FIGURE),
        "short_sentences": sum(length <= _SHORT[language] for length in lengths) / len(said),
        "long_sentences": sum(length >= _LONG[language] for length in lengths) / len(said),
    }
    rounded = {name: round(share, 2) for name, share in signs.items()}
    return StyleReading(style=_style(signs), sentences=len(said), signs=rounded)


def _style(signs: Mapping[str, float]) -> CommunicationStyle | None:
    outgoing = 0.6 * signs["exclamations"] + 0.4 * signs["casual_words"]
    weights = {
        CommunicationStyle.OUTGOING: outgoing,
        CommunicationStyle.RESERVED: max(0.0, 0.6 * signs["hedges"] + 0.4 * signs["short_sentences"] - outgoing),
        CommunicationStyle.RIGOROUS: max(
            0.0,
            0.5 * signs["structure"] + 0.25 * signs["figures"] + 0.25 * signs["long_sentences"] - 0.5 * signs["hedges"],
        ),
    }
    (best, weight), (_, next_weight) = sorted(weights.items(), key=lambda pair: -pair[1])[:2]
    return best if weight >= _CLEAR and weight - next_weight >= _AHEAD else None


def _share(said: Sequence[str], sign: re.Pattern[str]) -> float:
    return sum(sign.search(sentence) is not None for sentence in said) / len(said)


def _language(text: str) -> Language:
    return Language.CHINESE if han_count(text) > len(latin_words(text)) else Language.ENGLISH


def _length(text: str, language: Language) -> int:
    return han_count(text) if language is Language.CHINESE else len(latin_words(text))
