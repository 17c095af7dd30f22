"""A language model over a real socket that answers as it is told, to whatever it is asked."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from kindregards.letters.model_polisher import ModelPolisher
from tests.channels.receiver import Answer, Receiver, a_receiver


def saying(paragraphs: Sequence[str], *, after_seconds: float = 0.0) -> Answer:
    """Return a completion whose message is these paragraphs."""
    return completion(json.dumps({"paragraphs": list(paragraphs)}, ensure_ascii=False), after_seconds=after_seconds)


def completion(content: str, *, after_seconds: float = 0.0) -> Answer:
    """Return a completion with this message."""
    message = {"role": "assistant", "content": content}
    answer = {
        "id": "1",
        "object": "chat.completion",
        "created": 1,
        "model": "scripted",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
    }
    headers = {"content-type": "application/json"}
    return Answer(status=200, headers=headers, body=json.dumps(answer).encode(), after_seconds=after_seconds)


@dataclass(frozen=True, slots=True)
class ScriptedModel:
    """The server, and a polisher that asks it."""

    server: Receiver
    polisher: ModelPolisher

    @property
    def asked(self) -> dict[str, Any]:
        """Return the last request."""
        request: dict[str, Any] = json.loads(self.server.received[-1].body)
        return request


@asynccontextmanager
async def scripted_model(*answers: Answer, patience: float = 5.0) -> AsyncIterator[ScriptedModel]:
    """Yield a model that gives these answers in turn."""
    async with a_receiver(*answers) as server:
        url = f"http://127.0.0.1:{server.port}/v1"
        yield ScriptedModel(server, ModelPolisher(base_url=url, api_key="none", model="scripted", patience=patience))
