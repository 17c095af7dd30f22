"""The frames that letters are put into: read from the package, compiled once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import css_inline
from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from mjml import mjml2html

from kindregards.domain.languages import Language
from kindregards.domain.letters import Block, BlockKind, Letter
from kindregards.domain.looks import Logo, Look, logo_id

_FONTS: Mapping[Language, str] = {
    Language.CHINESE: "-apple-system, 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', "
    "'Noto Sans SC', sans-serif",
    Language.ENGLISH: "-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans', sans-serif",
}
_OUR_LOOK = Look()
_LOGO_WIDTH, _LOGO_HEIGHT = 200, 48
_LINE_HEIGHT: Mapping[Language, str] = {Language.CHINESE: "1.75", Language.ENGLISH: "1.65"}


@dataclass(frozen=True, slots=True)
class Run:
    """Blocks that stand together, by number, and which of them point at a page.

    A button closes a run, and so does the end of the letter proper; in small print a link is part of its line.
    """

    blocks: tuple[int, ...]
    is_small: bool
    linked: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """Everything about a letter that changes its frame."""

    language: Language
    runs: tuple[Run, ...]
    look: Look


def shape_of(letter: Letter) -> Shape:
    """Return the shape of a letter."""
    return Shape(language=letter.language, runs=tuple(_runs(letter.blocks)), look=letter.look or _OUR_LOOK)


def _runs(blocks: Sequence[Block]) -> Iterator[Run]:
    run: list[int] = []
    for number, block in enumerate(blocks):
        run.append(number)
        is_small = block.kind is BlockKind.SMALL_PRINT
        last = number + 1 == len(blocks)
        has_button = block.link is not None and not is_small
        if last or has_button or (blocks[number + 1].kind is BlockKind.SMALL_PRINT) is not is_small:
            linked = tuple(each for each in run if blocks[each].link is not None)
            yield Run(blocks=tuple(run), is_small=is_small, linked=linked)
            run = []


def _logo_width(logo: Logo) -> int:
    """Return how wide a logo is shown, in pixels: as it is, unless that is too wide or too high for a letterhead."""
    scale = min(1.0, _LOGO_WIDTH / logo.width, _LOGO_HEIGHT / logo.height)
    return max(1, round(logo.width * scale))


@cache
def _files() -> Environment:
    return Environment(
        loader=PackageLoader("kindregards.letters", "layouts"), autoescape=True, undefined=StrictUndefined
    )


@cache
def _frames() -> Environment:
    """Return the environment for finished frames, whose CSS must not be taken for template code."""
    return Environment(
        autoescape=True,
        undefined=StrictUndefined,
        variable_start_string="@@",
        variable_end_string="@@",
        block_start_string="@@%",
        block_end_string="%@@",
        comment_start_string="@@#",
        comment_end_string="#@@",
    )


# Reviewers can give a letter any number of paragraphs; the common shapes stay.
@lru_cache(maxsize=128)
def email_frame(shape: Shape) -> Template:
    """Return the template of an e-mail of this shape: MJML compiled and its CSS inlined, waiting for words."""
    mjml = (
        _files()
        .get_template("letter.mjml.j2")
        .render(
            language=shape.language.value,
            runs=shape.runs,
            look=shape.look,
            logo_id=logo_id(shape.look.logo) if shape.look.logo else None,
            logo_width=_logo_width(shape.look.logo) if shape.look.logo else None,
            fonts=_FONTS[shape.language],
            line_height=_LINE_HEIGHT[shape.language],
        )
    )
    # Without fonts={} MJML imports a web font.
    html = mjml2html(mjml, disable_comments=False, fonts={})
    # The letter is all there is on its page, so it is the landmark that people with screen readers jump to.
    return _frames().from_string(_inlined(html).replace('role="article"', 'role="main"', 1))


def _inlined(html: str) -> str:
    inliner = css_inline.CSSInliner(keep_style_tags=True, keep_at_rules=True, load_remote_stylesheets=False)
    return inliner.inline(html)


def page_frame() -> Template:
    """Return the template of a letter inside a web page."""
    return _files().get_template("letter.html.j2")
