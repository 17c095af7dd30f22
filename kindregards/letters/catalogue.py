"""The built-in letter templates: read from the package's TOML files, checked once, found by a chain of fallbacks."""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from kindregards.domain.applications import Stage
from kindregards.domain.languages import Language, Tone
from kindregards.domain.letter_vocabulary import LETTER_VOCABULARY
from kindregards.domain.letters import BlockKind, LetterKind, Link
from kindregards.domain.placeholder_parsing import parse
from kindregards.domain.placeholders import Part, TemplateError
from kindregards.domain.template_keys import TemplateKey, fallbacks
from kindregards.letters.phrasebook import PHRASES_FILE, Phrasebook
from kindregards.letters.wordings import WORDINGS_FILE, Wording, Wordings, read_wordings

_BLOCKS_IN_ORDER = tuple(kind for kind in BlockKind if kind is not BlockKind.SMALL_PRINT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One block to be filled; `others` say the same in other words."""

    kind: BlockKind
    parts: tuple[Part, ...]
    others: tuple[Wording, ...] = ()
    link: Link | None = None
    link_label: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Template:
    """A subject and its paragraphs in reading order; compared by identity, for it is read once and shared.

    `written_by` names the company's templates that words were taken from.
    """

    subject: tuple[Part, ...]
    paragraphs: tuple[Paragraph, ...]
    written_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All templates and phrases of one version."""

    version: str
    templates: Mapping[TemplateKey, Template]
    phrasebooks: Mapping[Language, Phrasebook] = field(default_factory=dict)

    def find(self, wanted: TemplateKey) -> Template:
        """Return the nearest template: exact, without reason, for any stage, then the warm one."""
        for key in fallbacks(wanted):
            if key in self.templates:
                return self.templates[key]
        raise TemplateError(f"No template says {wanted.kind} in {wanted.language}; add one that serves any stage.")


@cache
def built_in() -> Catalogue:
    """Return the templates shipped with the program; raise TemplateError when a file is wrong."""
    templates: dict[TemplateKey, Template] = {}
    phrasebooks: dict[Language, Phrasebook] = {}
    wordings: dict[Language, Wordings] = {}
    digest = hashlib.sha256()
    for language, file in _shipped_files():
        content = file.read_bytes()
        digest.update(content)
        table = tomllib.loads(content.decode())
        if file.name == PHRASES_FILE:
            phrasebooks[language] = Phrasebook.read(table)
        elif file.name == WORDINGS_FILE:
            wordings[language] = read_wordings(table)
        else:
            shared = _Shared(phrasebooks[language], wordings[language])
            templates.update(_read_templates(language, table, shared, file.name))
    return Catalogue(version=f"builtin-{digest.hexdigest()[:12]}", templates=templates, phrasebooks=phrasebooks)


def _shipped_files() -> Iterator[tuple[Language, Traversable]]:
    """Yield every file, what they share first in each language, in an order that does not depend on the disk."""
    root = files("kindregards.letters") / "templates"
    for language in Language:
        folder = root / language.value
        for file in sorted(folder.iterdir(), key=lambda f: (f.name not in {PHRASES_FILE, WORDINGS_FILE}, f.name)):
            if file.name.endswith(".toml"):
                yield language, file


@dataclass(frozen=True, slots=True)
class _Shared:
    """What all templates of a language may take from."""

    phrasebook: Phrasebook
    wordings: Wordings


# TOML tables are untyped until they have been read.
def _read_templates(
    language: Language,
    table: dict[str, Any],  # Any: straight from tomllib
    shared: _Shared,
    file_name: str,
) -> Iterator[tuple[TemplateKey, Template]]:
    uses, also = table.pop("use"), table.pop("also", {})
    for tone_name, body in table.items():
        try:
            others = {block: _named(names, shared.wordings[Tone(tone_name)]) for block, names in also.items()}
            template = _read_template(body, shared.phrasebook, others)
        except (TemplateError, KeyError, ValueError) as error:
            raise TemplateError(f"{language}/{file_name} [{tone_name}]: {error}") from error
        for use in uses:
            key = TemplateKey(
                language=language,
                kind=LetterKind(use["kind"]),
                tone=Tone(tone_name),
                stage=Stage(use["stage"]) if "stage" in use else None,
                reason=use.get("reason"),
            )
            yield key, template


def _named(names: list[str], sets: Mapping[str, tuple[Wording, ...]]) -> list[tuple[Wording, ...]]:
    """Return the set of wordings for each paragraph of a block; a paragraph without a name has none."""
    return [sets[name] if name else () for name in names]


def _read_template(
    body: dict[str, Any],  # Any: straight from tomllib
    phrasebook: Phrasebook,
    others: Mapping[str, list[tuple[Wording, ...]]],
) -> Template:
    unknown = set(body) - {"subject"} - set(BlockKind)
    if unknown:
        raise TemplateError(f"{', '.join(sorted(unknown))} is no part of a letter")
    paragraphs: list[Paragraph] = []
    for kind in _BLOCKS_IN_ORDER:
        sets = iter(others.get(kind.value, ()))
        paragraphs += [replace(p, others=next(sets, ())) for p in _read_paragraphs(kind, body.get(kind, []))]
    # A letter that comes for another reason than an application says so itself.
    own = body.get(BlockKind.SMALL_PRINT)
    small_print = phrasebook.small_print if own is None else parse(own.strip(), LETTER_VOCABULARY)
    return Template(
        subject=parse(body["subject"], LETTER_VOCABULARY),
        paragraphs=(*paragraphs, _small_print(small_print, phrasebook.data_label)),
    )


def _small_print(parts: tuple[Part, ...], data_label: str) -> Paragraph:
    return Paragraph(kind=BlockKind.SMALL_PRINT, parts=parts, link=Link.DATA, link_label=data_label)


def _read_paragraphs(kind: BlockKind, value: str | list[Any]) -> Iterator[Paragraph]:  # Any: straight from tomllib
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield Paragraph(kind=kind, parts=parse(item.strip(), LETTER_VOCABULARY))
        else:
            yield Paragraph(
                kind=kind,
                parts=parse(item["text"].strip(), LETTER_VOCABULARY),
                link=Link(item["link"]),
                link_label=item["label"],
            )
