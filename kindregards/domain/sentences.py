"""Where sentences begin and end, in Chinese and English."""

import re
from dataclasses import dataclass

# A full stop ends a sentence only before white space, so that 3.5 and Node.js stay whole.
_SENTENCE = re.compile(r"(?:[^。！？!?.\n]|\.(?!\s|$|[”\"’』」]))+(?:[。！？!?]|\.)*[”\"’』」）)]*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and where it starts in the text it was taken from."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Return the index after its last character."""
        return self.start + len(self.text)


def sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text in order; a line break always ends one."""
    found = []
    for match in _SENTENCE.finditer(text):
        words = match.group()
        if any(c.isalnum() for c in words):
            indent = len(words) - len(words.lstrip())
            found.append(Sentence(match.start() + indent, words.strip()))
    return tuple(found)
