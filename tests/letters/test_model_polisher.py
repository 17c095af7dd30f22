"""Asking a model over a real socket: what it is shown, and that every failure leaves the letter alone."""

import json

import pytest

from kindregards.domain.languages import Language
from kindregards.domain.lint import LintContext
from kindregards.domain.polishing import PolishingUnavailableError, polish_task
from tests.channels.receiver import Answer
from tests.letters.requests import a_request_in, composed
from tests.letters.scripted_model import completion, saying, scripted_model

pytestmark = pytest.mark.anyio
REQUEST = a_request_in(Language.ENGLISH)
TASK = polish_task(composed(REQUEST), LintContext.of(REQUEST))


async def test_the_model_s_paragraphs_come_back() -> None:
    async with scripted_model(saying(TASK.paragraphs)) as model:
        assert await model.polisher.polish(TASK) == TASK.paragraphs
        assert model.server.received[0].line.startswith("POST /v1/chat/completions")


@pytest.mark.parametrize("language", Language)
async def test_the_model_sees_neither_names_nor_notes(language: Language) -> None:
    request = a_request_in(language)
    task = polish_task(composed(request), LintContext.of(request))

    async with scripted_model(saying(task.paragraphs)) as model:
        await model.polisher.polish(task)
        told = json.dumps(model.asked, ensure_ascii=False)

    assert "⟦1⟧" in told
    for secret in (request.candidate.name, request.job.title, request.brand.company_name, request.brand.sender_name):
        assert secret not in told
    assert not any(words in told for words in ("five tiers", "分成五层", "项目管理", "project management"))


@pytest.mark.parametrize(
    "answer",
    [
        completion("Here you are!"),
        completion('{"paragraphs": "one"}'),
        completion('{"paragraphs": [1, 2]}'),
        completion('["a"]'),
        Answer(status=500, body=b"{}"),
        Answer(status=429, body=b"{}"),
        Answer(status=401, body=b"{}"),
        Answer(status=200, body=b"<html>", headers={"content-type": "text/html"}),
    ],
)
async def test_an_answer_of_another_form_is_none(answer: Answer) -> None:
    async with scripted_model(answer) as model:
        with pytest.raises(PolishingUnavailableError, match="stays as it is"):
            await model.polisher.polish(TASK)
        assert len(model.server.received) == 1


async def test_a_model_that_takes_its_time_is_not_waited_for() -> None:
    async with scripted_model(saying(TASK.paragraphs, after_seconds=5.0), patience=0.2) as model:
        with pytest.raises(PolishingUnavailableError):
            await model.polisher.polish(TASK)


async def test_a_server_that_is_not_there_is_said_to_be_silent() -> None:
    async with scripted_model() as model:
        polisher = model.polisher

    with pytest.raises(PolishingUnavailableError):
        await polisher.polish(TASK)
