"""The letters of the mutation sets as examples to learn wordings from."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import kindregards.letters
from kindregards.domain.brand_presets import with_preset
from kindregards.domain.brand_settings import BrandSettings, Preset
from kindregards.domain.languages import Language
from tests.domain.mutated_letters import SETS, SPARED, broken, developed, good_parts, request_in
from tests.domain.wording_frames import Example

DEVELOPED = "development"
KNOWN_SETS = (DEVELOPED, *SETS)
_KINDS = {
    SPARED: "good",
    "score": "score",
    "comparison": "comparison",
    "promise": "promise",
    "promise_without_consent": "promise",
    "guarantee": "promise",
    "protected_attribute": "protected",
    "emotion": "emotion",
    "appearance_or_voice": "appearance",
    "unsupported_praise": "praise",
    "praise_without_evidence": "praise",
    "outcome_contradicted": "contradicted",
    "injected": "instruction",
    "instruction": "instruction",
    "foreign_link": "link",
    "outcome_missing": "vague",
    "wrong_reason": "r_other",
    "reason_mismatch": "r_other",
}
_PARTS = {"outcome": "outcome", "highlight": "praise_borne", "reason": "r_experience"}
_NOT_SENTENCES = frozenset({"greeting", "subject", "sign_off"})
_TEMPLATES = Path(kindregards.letters.__file__).parent / "templates"
_REJECTIONS = ("not_selected", "offer_stage_not_selected", "wordings")
_REASONS = {
    "experience_gap": "r_experience",
    "skills_gap": "r_skills",
    "interview_performance": "r_performance",
    "salary_expectation": "r_salary",
    "language": "r_language",
    "location": "r_location",
    "position_filled": "r_filled",
    "other_candidates_fit_better": "r_filled",
    "position_closed": "r_closed",
    "incomplete": "r_incomplete",
    "no_show": "r_no_show",
    "role_mismatch": "r_mismatch",
}
_WHEN = re.compile(r"\(\(\w+\?\?|\)\)")
_NAMED = re.compile(r"\(\(\w+\)\)")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|\n")
# What somebody wrote counts twice what a frame gives.
_AS_WRITTEN = 2.0
# A whole letter is no sentence.
_LONGEST = 300


def examples_of(name: str, language: Language) -> Iterator[Example]:
    """Yield the sentences of a set with the kind of remark each is."""
    letters = developed() if name == DEVELOPED else (letter for letter in broken(name) if letter.language is language)
    for letter in letters:
        kind = _KINDS.get(letter.fault)
        if letter.language is language and kind is not None and len(letter.words) < _LONGEST:
            parts_of_it = _sentences(letter.words) if kind == "vague" else [letter.words]
            yield from (Example(kind, _masked(text, language), _AS_WRITTEN) for text in parts_of_it)
    if name != DEVELOPED:
        parts = good_parts(name, language)
        for part, texts in parts.items():
            if part not in _NOT_SENTENCES:
                said = (_masked(sentence, language) for text in texts for sentence in _sentences(text))
                yield from (Example(_PARTS.get(part, "good"), sentence, _AS_WRITTEN) for sentence in said)


def _masked(words: str, language: Language) -> str:
    return words.replace(request_in(language).job.title, "■")


def template_examples(language: Language) -> Iterator[Example]:
    """Yield the sentences of our own letters, and the lines that come with a preset."""
    for path in sorted((_TEMPLATES / language.value).glob("*.toml")):
        is_rejection = path.name.startswith(_REJECTIONS)
        for keys, text in _texts(tomllib.loads(path.read_text(encoding="utf-8")), ()):
            said = _WHEN.sub(" ", _NAMED.sub("■", text))
            for sentence in _sentences(said):
                yield Example(_kind_by_place(keys, is_rejection=is_rejection), sentence)
    for preset in Preset:
        line = with_preset(BrandSettings(company_name="■", sender_name="■"), preset).future_line[language]
        yield from (Example("good", sentence, _AS_WRITTEN) for sentence in _sentences(line))


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in map(str.strip, _SENTENCE_END.split(text)) if sentence]


def _texts(value: object, keys: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    match value:
        case str():
            yield keys, value
        case list():
            for each in value:
                yield from _texts(each, keys)
        case dict():
            for key, each in value.items():
                yield from _texts(each, (*keys, key))


def _kind_by_place(keys: tuple[str, ...], *, is_rejection: bool) -> str:
    if keys[0] == "reason":
        return _REASONS[keys[1]]
    if keys[-1].startswith("highlight"):
        return "praise_borne"
    return "outcome" if is_rejection and keys[-1].startswith("outcome") else "good"
