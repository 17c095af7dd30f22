"""Turning a letter's blocks into HTML, plain text and a short message."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from kindregards.domain.composition import RenderedLetter
from kindregards.domain.languages import Language
from kindregards.domain.letters import Block, BlockKind, Letter, Link
from kindregards.letters.frames import email_frame, page_frame, shape_of
from kindregards.letters.links import expanded
from kindregards.letters.sms import headline, sms_text

_SMALL_PRINT_RULE = "--"
_COLON = {Language.CHINESE: "：", Language.ENGLISH: ": "}


@dataclass(frozen=True, slots=True)
class MjmlRenderer:
    """Renders every form of a letter from the same blocks."""

    def render(self, letter: Letter, links: Mapping[Link, str]) -> RenderedLetter:
        """Return every form of the letter with its links expanded; raise LinkError when an address is missing."""
        return RenderedLetter(
            subject=letter.subject,
            html=email_frame(shape_of(letter)).render(_email_values(letter, links)),
            text="\n\n".join(_text_paragraphs(letter, links)) + "\n",
            sms=sms_text(letter, links),
            headline=headline(letter),
        )

    def fragment(self, letter: Letter) -> str:
        """Return the letter's words as HTML for a page of ours, which brings its own buttons."""
        blocks = [
            {"css_class": block.kind.value.replace("_", "-"), "lines": block.text.split("\n")}
            for block in letter.blocks
        ]
        return page_frame().render(language=letter.language.value, subject=letter.subject, blocks=blocks)


def _email_values(letter: Letter, links: Mapping[Link, str]) -> dict[str, str | Markup]:
    values: dict[str, str | Markup] = {
        "subject": letter.subject,
        # People know the company they applied to; the person who signs is named at the end.
        "letterhead": letter.company_name or letter.sender_name,
        "company": letter.company_name,
    }
    for number, block in enumerate(letter.blocks):
        values[f"text{number}"] = _with_line_breaks(block.text)
        if block.link is not None:
            values[f"link{number}"] = expanded(block.link, links)
            values[f"label{number}"] = _label(block)
    return values


def _with_line_breaks(text: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in text.split("\n"))


def _label(block: Block) -> str:
    """Return the words of a block's button; a block without any repeats its text."""
    return block.link_label or block.text


def _text_paragraphs(letter: Letter, links: Mapping[Link, str]) -> Iterator[str]:
    in_small_print = False
    for block in letter.blocks:
        if block.kind is BlockKind.SMALL_PRINT and not in_small_print:
            in_small_print = True
            yield _SMALL_PRINT_RULE
        yield block.text
        if block.link is not None:
            yield f"{_label(block)}{_COLON[letter.language]}{expanded(block.link, links)}"
