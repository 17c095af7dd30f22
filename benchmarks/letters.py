"""What one letter costs: `python -m benchmarks.letters [--json]` composes, lints and renders in both languages."""

import json
import re
import statistics
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from benchmarks.figures import parser
from kindregards.domain.applications import Stage
from kindregards.domain.composition import LetterRequest, RenderedLetter
from kindregards.domain.interviews import Competency
from kindregards.domain.languages import Language, Tone
from kindregards.domain.letters import Link
from kindregards.domain.lint import LintContext, lint
from kindregards.letters.composer import TemplateComposer
from kindregards.letters.rendering import MjmlRenderer
from tests.letters.requests import a_request_in

ROUNDS = 20
_LINKS = {link: f"https://careers.example.com/{link.value[0]}/{'t' * 43}" for link in Link}
# What would make a mail program fetch something: pictures, style sheets, fonts, scripts, frames.
_FETCHES = re.compile(
    r"<(?:img|script|iframe|link|source|video)\b|@import|url\(\s*['\"]?http|background=", re.IGNORECASE
)


def requests(count: int) -> Iterator[LetterRequest]:
    """Yield requests of that many people for each stage, tone and language; each person has a deed of their own."""
    for person, language, stage, tone in product(range(count), Language, Stage, Tone):
        base = a_request_in(language, stage=stage, tone=tone)
        deed = f"Split users of shop {person} into tiers" if language is Language.ENGLISH else f"为 {person} 号门店分层"
        shown = (Competency(name=base.job.title, score=90.0, evidence=deed),)
        result = None if base.result is None else replace(base.result, highlights=(), competencies=shown)
        yield replace(base, candidate=replace(base.candidate, external_id=f"person-{person}"), result=result)


def main() -> None:
    """Print the figures of one run."""
    only_json = parser("letters", __doc__, "", "--json").parse_args().json
    composer, renderer = TemplateComposer(), MjmlRenderer()
    steps: dict[str, list[float]] = {"compose": [], "lint": [], "render": [], "together": []}
    pages: list[RenderedLetter] = []
    for number, request in enumerate(requests(ROUNDS + 1)):
        times, page = _timed(request, composer, renderer)
        # The first round compiles the frames, as a worker does once.
        if number >= len(Stage) * len(Tone) * len(Language):
            for step, seconds in times.items():
                steps[step].append(seconds * 1000)
            pages.append(page)
    figures = {
        **{f"{step}_ms_p50": round(statistics.median(times), 2) for step, times in steps.items()},
        "together_ms_p99": round(statistics.quantiles(steps["together"], n=100)[98], 2),
        "letters": len(pages),
        "html_kib_max": round(max(len(page.html.encode()) for page in pages) / 1024, 1),
        "external_requests": sum(len(_FETCHES.findall(page.html)) for page in pages),
    }
    if not only_json:
        for name, figure in figures.items():
            print(f"{name:20} {figure}")
    print(json.dumps(figures))


def _timed(
    request: LetterRequest, composer: TemplateComposer, renderer: MjmlRenderer
) -> tuple[dict[str, float], RenderedLetter]:
    started = time.perf_counter()
    letter = composer.compose(request).letter
    composed = time.perf_counter()
    if letter is None:
        raise SystemExit("A letter lacks data: the benchmark's request is wrong.")
    findings = lint(letter, LintContext.of(request))
    linted = time.perf_counter()
    if findings:
        raise SystemExit(f"The lint finds fault with a letter of ours: {findings}")
    page = renderer.render(letter, _LINKS)
    rendered = time.perf_counter()
    return {
        "compose": composed - started,
        "lint": linted - composed,
        "render": rendered - linted,
        "together": rendered - started,
    }, page


if __name__ == "__main__":
    main()
