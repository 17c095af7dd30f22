"""Which language a piece of text is written in, as far as a letter must know."""

import re

from kindregards.domain.languages import Language


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_HAN_RANGES = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_LATIN_RANGES = r"A-Za-z\u00aa-\u024f\u1e00-\u1eff\uff21-\uff5a"
_HAN = re.compile(f"[{_HAN_RANGES}]")
_OTHER_LETTER = re.compile(rf"[^\W\d_{_LATIN_RANGES}\u3005-\u3007{_HAN_RANGES}]")
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['’-][A-Za-z\u00c0-\u024f]+)*")
_WORDS_TO_TELL = 4
# No English sentence of this length does without a single common word.
_WORDS_OF_PROSE = 7

# The commonest words of English and of its neighbours in Latin script; words that both share tell nothing.
_ENGLISH = _words(
    "the an and or of to for with by from at is are was were be been it this that you your we our not into how "
    "which when what their them has have had will would can could its each more most i me my he she if so do did does "
    "all any but just like please thank thanks should about after before out up who why here there than then too very "
    "well us also only through while because since until over they been these those some other one two may might"
)
_NOT_ENGLISH = _words(
    "le la les des du une un est et dans pour avec sur qui que vous nous pas au aux ce cette "
    "el los las una del y con para por se su usted es como lo muy "
    "der das und ist nicht mit ein eine einen für von zu den dem sie wir auf im sich auch die "
    "nach ihr ihre ihrer haben hat wurde bei oder aus durch "
    "het een van zijn niet voor met op te dat il di che sono della nel gli "
    "os um uma não em mais dos das na"
)


def han_count(text: str) -> int:
    """Return how many Chinese characters a text has."""
    return len(_HAN.findall(text))


def latin_words(text: str) -> list[str]:
    """Return the words in Latin script, as written."""
    return _LATIN_WORD.findall(text)


def _has_other_script(text: str) -> bool:
    """Say whether letters beyond Latin and Han make up more than a stray sign: kana, Hangul, Cyrillic and so on."""
    return len(_OTHER_LETTER.findall(text)) > 1


def _reads_as_english(words: list[str]) -> bool:
    lowered = [word.lower() for word in words]
    english = sum(word in _ENGLISH for word in lowered)
    # One accented word may be a name or a café; more are another language.
    accented = max(0, sum(not word.replace("’", "").isascii() for word in words) - 1)
    foreign = sum(word in _NOT_ENGLISH for word in lowered) + accented
    if len(words) < _WORDS_TO_TELL:
        return foreign == 0
    return english >= foreign and (english > 0 or len(words) < _WORDS_OF_PROSE)


def is_written_in(text: str, language: Language) -> bool:
    """Say whether a text can stand in a letter of this language; text without any letters can."""
    if _has_other_script(text):
        return False
    han, words = han_count(text), latin_words(text)
    match language:
        case Language.CHINESE:
            # Product names and abbreviations are at home in Chinese prose: "用 SQL 和 Python 做了漏斗分析".
            return han >= len(words) or (not han and not words)
        case Language.ENGLISH:
            return not han and _reads_as_english(words)
