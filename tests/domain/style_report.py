"""`python -m tests.domain.style_report [--missed]`: how often a style is read from words as people labelled it."""

import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from kindregards.domain.communication_style import read_words
from kindregards.domain.interviews import CommunicationStyle
from kindregards.domain.languages import Language
from tests.report_options import report_parser

_FOLDER = Path(__file__).parent / "corpora"
NONE = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What somebody said, and how people hear it."""

    language: Language
    label: CommunicationStyle
    text: str

    @property
    def heard(self) -> str:
        """Return what the reading makes of it."""
        style = read_words(self.text).style
        return NONE if style is None else style.value


def samples(language: Language, *, held_out: bool) -> tuple[Sample, ...]:
    """Return the first half of each label's list, or the held-out second."""
    table = tomllib.loads((_FOLDER / f"style_{language.value}.toml").read_text(encoding="utf-8"))
    return tuple(
        Sample(language=language, label=CommunicationStyle(label), text=text)
        for label, texts in table.items()
        for text in (texts[len(texts) // 2 :] if held_out else texts[: len(texts) // 2])
    )


def accuracy(of: tuple[Sample, ...]) -> float:
    """Return the share read as labelled; an unclear one counts as wrong."""
    return sum(sample.heard == sample.label for sample in of) / len(of)


def mistaken(of: tuple[Sample, ...]) -> float:
    """Return the share read as another style than labelled; an unclear one changes no tone and harms nobody."""
    return sum(sample.heard not in {sample.label, NONE} for sample in of) / len(of)


def main() -> None:
    """Print accuracy for each language and half."""
    parser = report_parser("tests.domain.style_report", __doc__, ["", "--missed"])
    parser.add_argument("--missed", action="store_true", help="also print the signs of each sample read wrongly")
    shows_missed = parser.parse_args().missed
    for language in Language:
        for held_out in (False, True):
            chosen = samples(language, held_out=held_out)
            name = "held out" if held_out else "development"
            sys.stdout.write(
                f"{language.value:6} {name:12} n={len(chosen)} as labelled {accuracy(chosen):.0%} "
                f"another style {mistaken(chosen):.0%}\n"
            )
            for (label, heard), count in Counter((s.label.value, s.heard) for s in chosen).items():
                sys.stdout.write(f"    {label:10} heard as {heard:10} {count}\n")
            for sample in chosen if shows_missed and not held_out else ():
                if sample.heard != sample.label:
                    sys.stdout.write(f"      {sample.label} {sample.heard} {read_words(sample.text).signs}\n")


if __name__ == "__main__":
    main()
