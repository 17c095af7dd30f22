"""The words of the account: sentences in one language, with the facts of a step filled in."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kindregards.demo.way import Step, Way
from kindregards.domain.languages import Language

_FOLDER = Path(__file__).parent / "words"
_TOLD_BY_OTHERS = frozenset({"closed"})
"""Steps that only follow from others and would lengthen the account."""

Sections = Mapping[str, Mapping[str, str]]


@cache
def words_of(language: Language) -> Sections:
    """Return all words of a language, by section and name."""
    content: Sections = tomllib.loads((_FOLDER / f"{language.value}.toml").read_text(encoding="utf-8"))
    return content


@dataclass(frozen=True, slots=True, kw_only=True)
class Narration:
    """Tells in one language; `reasons` are the names of reasons by code and language."""

    language: Language
    reasons: Mapping[str, Mapping[str, str]]

    def say(self, section: str, name: str, **values: object) -> str:
        """Return a sentence with its values; a name of a newer system is shown as it is."""
        sentence = words_of(self.language)[section].get(name)
        return name.replace("_", " ") if sentence is None else sentence.format(**values)

    def reason(self, code: str | None) -> str:
        """Return the name of a reason."""
        if code is None:
            return self.say("report", "no_reason")
        return self.reasons.get(code, {}).get(self.language.value, code)

    def step(self, step: Step, way: Way) -> str | None:
        """Return the sentence of a step, or None for one that is not worth a line."""
        if step.event in _TOLD_BY_OTHERS:
            return None
        return self.say("step", _name(step), **self._values(step, way))

    def quotations(self, way: Way) -> Iterator[str]:
        """Yield what makes the letter this person's own: praise with its evidence, and what the reviewer added."""
        yield from way.praise
        expect, review = way.person.expect, way.person.review
        yield from (self.say("label", "says", words=line) for line in way.lines_with(expect.says))
        if review is not None and review.adds is not None and way.lines_with([review.adds]):
            yield self.say("label", "adds", words=review.adds)
        if expect.never_says and not any(way.shows(words) for words in expect.never_says):
            yield self.say("label", "checked", number=len(expect.never_says))

    def _values(self, step: Step, way: Way) -> dict[str, object]:
        person = way.person
        return {
            "job": person.job["title"],
            "score": f"{person.result['score']:g}",
            "rule": step.detail.get("rule"),
            "rule_number": _rule_number(step),
            "reason": self.reason(step.detail.get("reason")),
            "comment": _comment(way, step),
            "channel": self.say("channel", str(step.detail.get("channel"))),
            "subject": way.letter["subject"] if way.letter else "",
            "flags": " · ".join(self.say("flag", flag) for flag in step.detail.get("flags", ())),
        }


def _name(step: Step) -> str:
    """Return the name of a step's sentence: decisions and tellings differ by outcome, and by who decided."""
    outcome = step.detail.get("outcome")
    if step.event == "decided":
        return f"decided_{outcome}{'_by_person' if step.detail.get('mode') == 'human' else ''}"
    if step.event == "review_decided":
        return f"review_decided_{outcome}{'' if _is_ours(step) else '_in_console'}"
    return f"told_{outcome}" if step.event == "told" else step.event


def _is_ours(step: Step) -> bool:
    """Say whether a step was done over the API, as the demo does all of its own."""
    return step.actor.startswith("api:")


def _rule_number(step: Step) -> str:
    """Return the number in `rule 2: score below 60`, whose words are English."""
    found = re.match(r"rule (\d+)", str(step.detail.get("rule")))
    return found.group(1) if found else ""


def _comment(way: Way, step: Step) -> str:
    """Return what was said with a decision; comments are personal, so the timeline does not hold them."""
    source = way.person.declines if step.event == "offer_declined" else way.person.review
    return source.comment if source else ""
