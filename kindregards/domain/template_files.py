"""Templates as files, so that a company keeps them in git: one TOML file each, named after what it is for."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kindregards.domain.errors import InvalidError
from kindregards.domain.letters import BlockKind
from kindregards.domain.template_keys import TemplateKey, TemplateUnknownError, key_named
from kindregards.domain.template_texts import SUBJECT, WRITABLE, TemplateText, TextProblem, check_text

SUFFIX = ".toml"
# Many times what a template can hold.
LARGEST_FILE = 64 * 1024
_ESCAPES = re.compile(r'[\x00-\x1f\x7f"\\]')
_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


class TemplateFileError(InvalidError):
    """A file that is no template; the sentence names it and says what would be right."""

    code = "template_file_invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileProblem:
    """Something wrong in one file."""

    file: str
    problem: TextProblem


def file_name(key: TemplateKey) -> str:
    """Return the name of a template's file: `en.not_selected.warm.screening.any.toml`."""
    return f"{key.name}{SUFFIX}"


def written(text: TemplateText) -> str:
    """Return a template as TOML; reading it gives the same text."""
    lines = [] if text.subject is None else [f"subject = {_quoted(text.subject)}"]
    for kind in WRITABLE:
        paragraphs = text.blocks.get(kind)
        if paragraphs is None:
            continue
        if len(paragraphs) == 1:
            lines.append(f"{kind} = {_quoted(paragraphs[0])}")
        else:
            lines += [f"{kind} = [", *(f"  {_quoted(paragraph)}," for paragraph in paragraphs), "]"]
    return "\n".join(lines) + "\n"


def read_file(name: str, content: bytes) -> tuple[TemplateKey, TemplateText]:
    """Return what a file says, unchecked; raise TemplateFileError when it cannot be one of ours."""
    if not name.endswith(SUFFIX):
        raise TemplateFileError(f"{name[:100]}: the name of a template's file ends with {SUFFIX}.")
    if len(content) > LARGEST_FILE:
        raise TemplateFileError(f"{name[:100]} has more than {LARGEST_FILE // 1024} KiB; no letter is that long.")
    try:
        key = key_named(name.removesuffix(SUFFIX))
        table = tomllib.loads(content.decode())
    except TemplateUnknownError as error:
        raise TemplateFileError(f"{name[:100]}: {error.message}") from None
    except UnicodeDecodeError:
        raise TemplateFileError(f"{name[:100]} is not written in UTF-8. Save it so.") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise TemplateFileError(f"{name[:100]} is not TOML: {error}.") from None
    return key, text_of_table(table, name)


def text_of_table(table: Mapping[str, object], name: str) -> TemplateText:
    """Return the text of a table: `subject` and blocks, each a string or a list of strings."""
    unknown = sorted(set(table) - {SUBJECT, *WRITABLE})
    if unknown:
        known = ", ".join((SUBJECT, *WRITABLE))
        raise TemplateFileError(f"{name[:100]}: {unknown[0][:60]!r} is no part of a template; parts are: {known}.")
    subject = table.get(SUBJECT)
    if subject is not None and not isinstance(subject, str):
        raise TemplateFileError(f"{name[:100]}: subject must be a text in quotation marks.")
    blocks: dict[BlockKind, tuple[str, ...]] = {
        kind: tuple(_paragraphs(table[kind], kind, name)) for kind in WRITABLE if kind in table
    }
    return TemplateText(subject=subject, blocks=blocks)


def check_files(files: Mapping[str, bytes]) -> tuple[dict[TemplateKey, TemplateText], tuple[FileProblem, ...]]:
    """Return the templates of a folder's files, and everything that is wrong with them, by file name."""
    texts: dict[TemplateKey, TemplateText] = {}
    problems: list[FileProblem] = []
    for name in sorted(files):
        try:
            key, text = read_file(name, files[name])
        except TemplateFileError as error:
            about = TextProblem(block="", paragraph=0, code=error.code, message=error.message)
            problems.append(FileProblem(file=name, problem=about))
            continue
        texts[key] = text
        problems += (FileProblem(file=name, problem=problem) for problem in check_text(text, key.kind))
    return texts, tuple(problems)


def _paragraphs(value: object, kind: BlockKind, name: str) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if not isinstance(item, str):
            raise TemplateFileError(f"{name[:100]}: {kind} must be a text or a list of texts in quotation marks.")
        yield item.strip()


def _quoted(text: str) -> str:
    return '"' + _ESCAPES.sub(lambda match: _SHORT_ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04x}", text) + '"'
