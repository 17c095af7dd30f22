"""Asking a language model, on any server that speaks OpenAI's protocol, to say paragraphs better."""

import asyncio
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kindregards.domain.polishing import PolishingUnavailableError, PolishTask

# A reviewer waits for it at the screen.
PATIENCE_SECONDS = 20.0
_MOST_TOKENS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelPolisher:
    """Sends one task to the model and reads its answer; what it says is not judged here."""

    base_url: str
    api_key: str
    model: str
    patience: float = PATIENCE_SECONDS

    async def polish(self, task: PolishTask) -> tuple[str, ...]:
        """Return the model's paragraphs; raise PolishingUnavailableError when it gives none in time."""
        # An extra that most installations lack, and slow to load.
        from openai import AsyncOpenAI, OpenAIError  # noqa: PLC0415 -- as above

        client = AsyncOpenAI(base_url=self.base_url, api_key=self.api_key, timeout=self.patience, max_retries=0)
        try:
            async with asyncio.timeout(self.patience), client:
                answer = await client.chat.completions.create(
                    model=self.model,
                    messages=[{"role": "system", "content": _prompt()}, {"role": "user", "content": _content(task)}],
                    response_format={"type": "json_object"},
                    max_tokens=_MOST_TOKENS,
                    temperature=0.3,
                )
        except (OpenAIError, TimeoutError) as error:
            raise PolishingUnavailableError(
                f"The language model did not answer ({type(error).__name__}). The letter stays as it is."
            ) from error
        # A server may answer anything at all; the client passes it on.
        choices = getattr(answer, "choices", None)
        return _paragraphs(choices[0].message.content if choices else None)


@cache
def _prompt() -> str:
    return (files("kindregards.letters") / "prompts" / "polish.txt").read_text(encoding="utf-8")


def _content(task: PolishTask) -> str:
    told = {"language": task.language, "tone": task.tone, "paragraphs": task.paragraphs}
    return json.dumps(told, ensure_ascii=False)


def _paragraphs(content: str | None) -> tuple[str, ...]:
    try:
        answer = json.loads(content or "")
    except json.JSONDecodeError:
        answer = None
    paragraphs = answer.get("paragraphs") if isinstance(answer, dict) else None
    if not isinstance(paragraphs, list) or not all(isinstance(text, str) and text.strip() for text in paragraphs):
        raise PolishingUnavailableError(
            "The language model did not answer in the form asked for. The letter stays as it is."
        )
    return tuple(paragraphs)
