"""Nothing is untranslated: every message of a door has its words in every language, with the same placeholders."""

import re

import pytest
from babel.messages.catalog import Message

from kindregards.domain.languages import Language
from tests.catalogues import messages_of, translations_of

DOORS = ("approval_ui", "candidate_ui")
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
_HAN = re.compile(r"[\u3400-\u9fff]")


def forms(message: Message) -> list[str]:
    """Return the source in each of its numbers."""
    return list(message.id) if isinstance(message.id, tuple | list) else [message.id]


def translated(message: Message) -> list[str]:
    """Return the translation in each of its numbers."""
    return list(message.string) if isinstance(message.string, tuple | list) else [message.string or ""]


@pytest.mark.parametrize("door", DOORS)
def test_every_message_is_translated_and_no_translation_is_left_over(door: str) -> None:
    shown = {tuple(forms(message)) for message in messages_of(door) if message.id}
    known = {tuple(forms(message)) for message in translations_of(door, Language.CHINESE) if message.id}

    assert shown - known == set(), "run `python -m tests.catalogues DOOR` and translate the new messages"
    assert known - shown == set()


@pytest.mark.parametrize("door", DOORS)
def test_no_translation_is_empty_or_still_english(door: str) -> None:
    messages = [message for message in translations_of(door, Language.CHINESE) if message.id]

    assert len(messages) > 30
    assert [message.id for message in messages if not all(map(_HAN.search, translated(message)))] == []
    assert [message.id for message in messages if message.fuzzy] == []


@pytest.mark.parametrize("door", DOORS)
def test_translations_keep_their_placeholders(door: str) -> None:
    broken = [
        message.id
        for message in translations_of(door, Language.CHINESE)
        for words in translated(message)
        if message.id and set(_PLACEHOLDER.findall(words)) != set(_PLACEHOLDER.findall(forms(message)[-1]))
    ]

    assert broken == []


@pytest.mark.parametrize("door", DOORS)
def test_the_source_language_is_english(door: str) -> None:
    assert [message.id for message in messages_of(door) if message.id and _HAN.search(" ".join(forms(message)))] == []
