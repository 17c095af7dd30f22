"""The messages a door shows and their translations; `python -m tests.catalogues DOOR` adds new ones to its file."""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from kindregards.domain.languages import Language
from kindregards.http.languages import format_locale

ROOT = Path(__file__).parent.parent
_METHODS = [("**/templates/**.html", "jinja2.ext:babel_extract"), ("**.py", "python")]
_OPTIONS = {"**/templates/**.html": {"newstyle_gettext": "true", "trimmed": "true"}}
# Without dates and names, which would change with every run.
_HEADER = b"""# Chinese. `python -m tests.catalogues DOOR` adds new messages; write their translations here.
msgid ""
msgstr ""
"Language: zh_Hans_CN\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "marked": None}


def messages_of(door: str) -> Catalog:
    """Return every message in a door's templates and code."""
    catalogue = Catalog(charset="utf-8", fuzzy=False)
    found = extract_from_dir(ROOT / door, _METHODS, _OPTIONS, keywords=_KEYWORDS, strip_comment_tags=True)
    for _, _, message, _, context in found:
        catalogue.add(message, context=context)
    return catalogue


def file_of(door: str, language: Language) -> Path:
    """Return the file of a door's translations."""
    return ROOT / door / "locale" / f"{language}.po"


def translations_of(door: str, language: Language) -> Catalog:
    """Return what is translated."""
    with file_of(door, language).open("rb") as source:
        return read_po(source, locale=format_locale(language))


def update(door: str) -> None:
    """Add new messages to a door's translations and drop those that are no longer shown."""
    for language in set(Language) - {Language.ENGLISH}:
        path = file_of(door, language)
        known = translations_of(door, language) if path.exists() else Catalog(locale=format_locale(language))
        known.update(messages_of(door), no_fuzzy_matching=True)
        known.obsolete.clear()
        path.write_bytes(_HEADER + _entries(known))


def _entries(catalogue: Catalog) -> bytes:
    written = io.BytesIO()
    write_po(written, catalogue, sort_output=True, no_location=True, omit_header=True, width=0)
    return written.getvalue()


if __name__ == "__main__":
    for name in sys.argv[1:]:
        update(name)
