"""Examples to learn wordings from: frames with slots, filled so that each choice occurs."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from kindregards.domain.languages import Language

_FOLDER = Path(__file__).parent / "wording_corpus"
# So many examples come from one frame at most.
_MOST = 24
_NAMED = re.compile(r"@([a-z]+)")
_HAN = "\u4e00-\u9fff，。：；、「」！？■"
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}]) +| +(?=[{_HAN}])")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, the kind of remark it is, and how much it counts."""

    kind: str
    text: str
    weight: float = 1.0


@dataclass(slots=True)
class Frames:
    """The frames of one language; choices come in turn, in an order that is the same each time."""

    lists: Mapping[str, list[str]]
    random: Random = field(default_factory=lambda: Random(5))  # noqa: S311 -- no secret, only an order
    left: dict[tuple[str, int], list[str]] = field(default_factory=dict)

    def filled(self, frame: str) -> str:
        """Return the frame with one choice in each slot."""
        words = "".join(
            self._named(self._choice(frame, place, piece) if isinstance(piece, list) else piece)
            for place, piece in enumerate(_pieces(frame))
        )
        spaced = _BETWEEN_HAN.sub("", words) if re.search(r"[\u4e00-\u9fff]", words) else words
        return re.sub(r" +(?=[ .,])", "", spaced).strip()

    def most(self, frame: str) -> int:
        """Return how many examples a frame gives."""
        slots = [len(piece) for piece in _pieces(frame) if isinstance(piece, list)]
        lists = [len(self.lists[name]) for name in _NAMED.findall(frame) if name in self.lists]
        return min(_MOST, max([1, *slots, *lists]))

    def _choice(self, frame: str, place: int, choices: list[str]) -> str:
        chosen = self._next((frame, place), choices)
        return self.filled(chosen) if "{" in chosen else chosen

    def _named(self, text: str) -> str:
        return _NAMED.sub(lambda m: self._next((m[1], -1), self.lists[m[1]]) if m[1] in self.lists else m[0], text)

    def _next(self, key: tuple[str, int], choices: list[str]) -> str:
        left = self.left.setdefault(key, [])
        if not left:
            left.extend(choices)
            self.random.shuffle(left)
        return left.pop()


def examples(language: Language) -> Iterator[Example]:
    """Yield the examples of a language."""
    lists: dict[str, list[str]] = {}
    frames: list[tuple[str, str]] = []
    kind = ""
    for path in sorted(_FOLDER.glob(f"{language.value}.*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("= "):
                name, _, listed = line.removeprefix("= ").partition(":")
                lists[name] = listed.strip().split("|")
            elif line.startswith("# "):
                kind = line.removeprefix("# ")
            elif line:
                frames.append((kind, line))
    source = Frames(lists)
    for of_kind, frame in frames:
        texts = sorted({source.filled(frame) for _ in range(source.most(frame))})
        yield from (Example(of_kind, text, len(texts) ** -0.5) for text in texts)


def _pieces(frame: str) -> Iterator[str | list[str]]:
    """Yield a frame's words, and its slots as lists of choices; a choice may hold slots of its own."""
    start = depth = 0
    for position, sign in enumerate(frame):
        if sign == "{":
            if not depth:
                yield frame[start:position]
                start = position + 1
            depth += 1
        elif sign == "}":
            depth -= 1
            if not depth:
                yield _choices(frame[start:position])
                start = position + 1
    yield frame[start:]


def _choices(slot: str) -> list[str]:
    found, depth = [""], 0
    for sign in slot:
        depth += (sign == "{") - (sign == "}")
        if sign == "|" and not depth:
            found.append("")
        else:
            found[-1] += sign
    return found
