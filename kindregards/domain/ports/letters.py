"""Composing and rendering letters."""

from collections.abc import Mapping
from typing import Protocol

from kindregards.domain.composition import Composition, LetterRequest, RenderedLetter
from kindregards.domain.letters import Letter, Link
from kindregards.domain.template_keys import TemplateKey
from kindregards.domain.template_texts import TemplateText


class LetterComposer(Protocol):
    """Chooses blocks from templates and fills them."""

    def compose(self, request: LetterRequest) -> Composition:
        """Return the letter, or what is missing for it."""
        ...

    def with_holes(self, request: LetterRequest) -> Composition:
        """Return a letter for a preview, with `((name))` where a value is missing."""
        ...

    def own_words(self, key: TemplateKey) -> TemplateText:
        """Return the built-in words for such a letter as a template; texts of buttons are among them."""
        ...


class LetterRenderer(Protocol):
    """Turns blocks into what a channel carries."""

    def render(self, letter: Letter, links: Mapping[Link, str]) -> RenderedLetter:
        """Return every form of the letter with its links expanded."""
        ...


class LetterFragments(Protocol):
    """Shows letters inside pages of ours."""

    def fragment(self, letter: Letter) -> str:
        """Return the letter's words as safe HTML without styles, links or buttons: the page brings its own."""
        ...
