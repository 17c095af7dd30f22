"""What a text is about: its content words, for comparing texts without a dictionary."""

import re

from kindregards.domain.written_language import latin_words

_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
_STEM = 5
_COMMON = frozenset(
    [
        "about",
        "after",
        "again",
        "also",
        "been",
        "before",
        "being",
        "could",
        "every",
        "first",
        "found",
        "from",
        "have",
        "here",
        "into",
        "just",
        "like",
        "made",
        "make",
        "more",
        "most",
        "much",
        "only",
        "other",
        "over",
        "role",
        "some",
        "than",
        "that",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "thing",
        "things",
        "this",
        "those",
        "three",
        "time",
        "very",
        "want",
        "well",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "will",
        "with",
        "work",
        "would",
        "year",
        "years",
        "your",
        "yours",
        "team",
        "people",
        "used",
        "using",
        "candidate",
        "interview",
        "application",
        "experience",
    ]
)
_COMMON_PAIRS = frozenset(
    [
        "我们",
        "您的",
        "一个",
        "这个",
        "面试",
        "岗位",
        "工作",
        "公司",
        "这样",
        "时候",
        "已经",
        "可以",
        "什么",
        "没有",
        "经验",
        "问题",
        "非常",
        "能力",
    ]
)


def terms(text: str) -> frozenset[str]:
    """Return what a text is about: stems of its longer words, and pairs of neighbouring Chinese characters."""
    words = (word.lower() for word in latin_words(text))
    stems = {word.removesuffix("s")[:_STEM] for word in words if len(word) > 3 and word not in _COMMON}  # noqa: PLR2004 -- shorter words bind
    short = {word for word in latin_words(text) if word.isupper() and len(word) > 1}
    pairs = {run[i : i + 2] for run in _HAN_RUN.findall(text) for i in range(len(run) - 1)}
    return frozenset(stems | short | (pairs - _COMMON_PAIRS))
