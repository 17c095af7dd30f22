"""Names of measurements that are never taken: emotion, face and voice (EU AI Act, Art. 5(1)(f))."""

import re

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_STEMS = ("emotion", "emotiv", "facial", "microexpression", "sentiment", "prosod", "smil")
_WORDS = frozenset({"affect", "affective", "affects", "arousal", "gaze", "mood", "moods", "valence", "voiceprint"})
_WHOLE_NAMES = frozenset({"face", "pitch", "tone", "voice"})
_PHRASES = (
    r"(face|voice|vocal|speech) (affect|analysis|emotions?|expressions?|features|pitch|scores?|stress|tone|biometrics)",
    r"micro expressions?",
    r"tone of voice",
    r"eye (contact|tracking|movements?)",
    r"body language",
    r"heart rate",
)
_PHRASE = re.compile(rf"\b({'|'.join(_PHRASES)})\b")
_CHINESE = re.compile("情绪|情感|表情|面部|人脸|语气|语调|声调|音调|声纹|眼神|眼动|目光|心率|肢体语言|微笑")

_MEASURES = frozenset(
    {
        *("emotion", "emotions", "emotional state", "emotion score", "emotion analysis", "mood"),
        *("facial expression", "facial expressions", "facial analysis", "micro expression", "micro expressions"),
        *("voice affect", "voice tone", "voice analysis", "tone of voice", "eye contact"),
        *("情绪", "情绪状态", "情绪分析", "情绪识别", "表情", "面部表情", "微表情", "语气", "语调", "眼神", "眼神交流"),
    }
)


def names_emotion_data(field: str) -> bool:
    """Say whether the name of a field or fact, in any spelling, promises emotion, facial or vocal data."""
    words = _words(field)
    spoken = " ".join(words)
    return (
        spoken in _WHOLE_NAMES
        or any(word in _WORDS or word.startswith(_STEMS) for word in words)
        or _PHRASE.search(spoken) is not None
        or _CHINESE.search(field) is not None
    )


def is_emotion_measure(competency: str) -> bool:
    """Say whether a competency is such a measurement by its whole name.

    Stricter than for fields: managing emotions, or analysing sentiment, may be what a job is about.
    """
    return (" ".join(_words(competency)) or competency.strip()) in _MEASURES


def _words(name: str) -> list[str]:
    """Split snake_case, kebab-case and camelCase into lower-case words."""
    return [word.lower() for word in _WORD.findall(name)]
