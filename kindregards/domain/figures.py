"""The figures in a text, whether in digits or in words, in both languages."""

import re

_WORDS = {
    word: str(number)
    for number, words in {
        1: "single", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten",
        11: "eleven", 12: "twelve", 15: "fifteen", 20: "twenty dozens", 30: "thirty", 40: "forty", 50: "fifty half",
        60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety", 100: "hundred hundreds", 1000: "thousand thousands",
    }.items()
    for word in words.split()
}  # fmt: skip
_DIGITS = {sign: str(number) for number, sign in enumerate("零一二三四五六七八九十")} | {"两": "2", "半": "50"}
_ENGLISH = re.compile(rf"\d+(?:[.,]\d+)?|\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)
# A measure word makes a figure; 一 alone mostly means "a", and 第二周 is a place in a row.
_CHINESE = re.compile(
    r"\d+(?:\.\d+)?|(?<![第一二两三四五六七八九十])(?!一[^天小百千万])"
    r"[一二两三四五六七八九十百千万半]+(?=[天层成倍人次年月周道项家个名位小分类种件条轮组页遍%％万千百])"
)


def figures(text: str) -> frozenset[str]:
    """Return the figures that a text names, two and more, in one spelling."""
    english = {_WORDS.get(match.group().lower(), match.group()) for match in _ENGLISH.finditer(text)}
    chinese = {"".join(_DIGITS.get(sign, sign) for sign in match.group()) for match in _CHINESE.finditer(text)}
    return frozenset(english | chinese)
