"""Other ways to say a block of a letter, and which of them a letter gets."""

import hashlib
from collections.abc import Mapping
from typing import Any

from kindregards.domain.composition import LetterRequest
from kindregards.domain.languages import Tone
from kindregards.domain.letter_vocabulary import LETTER_VOCABULARY
from kindregards.domain.placeholder_parsing import parse
from kindregards.domain.placeholders import Part

WORDINGS_FILE = "wordings.toml"

Wording = tuple[Part, ...]
# By tone and by the name that a template calls the set by.
Wordings = Mapping[Tone, Mapping[str, tuple[Wording, ...]]]


def read_wordings(table: Mapping[str, Any]) -> Wordings:  # Any: straight from tomllib
    """Return the sets of one language; raise TemplateError for a placeholder that is not known."""
    return {
        Tone(tone): {
            name: tuple(parse(text.strip(), LETTER_VOCABULARY) for text in texts) for name, texts in sets.items()
        }
        for tone, sets in table.items()
    }


def chosen_wording(wordings: tuple[Wording, ...], place: int, request: LetterRequest) -> Wording:
    """Return the wording of one block: always the same for one application, so that composing again changes nothing.

    `place` is the block's number; two blocks of a letter choose independently of each other.
    """
    if len(wordings) == 1:
        return wordings[0]
    known_by = f"{request.candidate.external_id}\n{request.job.external_id}\n{place}"
    digest = hashlib.blake2b(known_by.encode(errors="surrogatepass"), digest_size=8).digest()
    return wordings[int.from_bytes(digest) % len(wordings)]
