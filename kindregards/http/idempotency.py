"""Idempotency-Key: a request sent twice is carried out once and answered twice."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import structlog
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kindregards.domain.accounts import ApiCaller, ApiKeyInvalidError
from kindregards.domain.errors import DomainError
from kindregards.domain.ports.accounts import ApiKeys, StoredAnswer, StoredAnswers
from kindregards.domain.ports.clock import Clock
from kindregards.http.bearer import bearer_token
from kindregards.http.problems import problem_response
from kindregards.http.refusals import IdempotencyKeyInvalidError

HEADER = "idempotency-key"
REPLAYED = "idempotency-replayed"
LONGEST_KEY = 255
LONGEST_ANSWER = 4 << 20
"""A longer answer (of a large batch) is not kept: each of its lines can be sent again by itself."""
_OURS = 500

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Request:
    """A request read whole."""

    caller: ApiCaller
    key: str
    digest: str
    messages: Sequence[Message]


class Idempotency:
    """Middleware for POST requests under a prefix; a caller without a valid key is left to the route to refuse."""

    def __init__(self, app: ASGIApp, *, prefix: str, api_keys: ApiKeys, answers: StoredAnswers, clock: Clock) -> None:
        """Stand before `app`."""
        self.app = app
        self.prefix = prefix
        self.api_keys = api_keys
        self.answers = answers
        self.clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a repeated request from what was kept; keep the answer of a new one."""
        if scope["type"] != "http" or scope["method"] != "POST" or not scope["path"].startswith(self.prefix):
            await self.app(scope, receive, send)
            return
        key = Headers(scope=scope).get(HEADER)
        if key is None:
            await self.app(scope, receive, send)
            return
        try:
            await self._once(scope, receive, send, key)
        except ClientDisconnect:
            return  # half a request is none: nothing was begun, and nobody listens
        except _RefusedError as refused:
            state = scope.setdefault("state", {})
            state["problem_code"] = refused.cause.code
            response = problem_response(refused.cause, state.get("request_id"))
            await response(scope, receive, send)

    async def _once(self, scope: Scope, receive: Receive, send: Send, key: str) -> None:
        try:
            caller = await self.api_keys.caller(bearer_token(Headers(scope=scope)), now=self.clock())
        except ApiKeyInvalidError:
            await self.app(scope, receive, send)
            return
        except DomainError as error:
            raise _RefusedError(error) from error
        try:
            refuse_strange(key)
            request = await _read(scope, receive, caller, key)
            known = await self.answers.begin(caller, key, request.digest, now=self.clock())
        except DomainError as error:
            raise _RefusedError(error) from error
        if known is not None:
            headers = {REPLAYED: "true"}
            response = Response(known.body, known.status, headers, media_type=known.media_type)
            await response(scope, receive, send)
            return
        await self._carry_out(scope, request, receive, send)

    async def _carry_out(self, scope: Scope, request: _Request, receive: Receive, send: Send) -> None:
        recording = _Recording()

        async def send_recorded(message: Message) -> None:
            recording.add(message)
            if recording.is_complete:
                await self._keep(request, recording)
            await send(message)

        try:
            await self.app(scope, _replayed(request.messages, receive), send_recorded)
        finally:
            if not recording.is_kept:
                await self._abandon(request)

    async def _keep(self, request: _Request, recording: "_Recording") -> None:
        """Keep the answer before its last byte leaves; the work is done, so trouble in keeping it is only logged."""
        answer = recording.answer()
        if answer is None:
            return
        try:
            await self.answers.end(request.caller, request.key, answer)
        except DomainError as error:
            log.warning("answer_not_kept", code=error.code)
        recording.is_kept = True

    async def _abandon(self, request: _Request) -> None:
        try:
            await self.answers.abandon(request.caller, request.key)
        except DomainError as error:  # the reservation ends by itself after a minute
            log.warning("reservation_not_freed", code=error.code)


class _RefusedError(Exception):
    """Carries a refusal past the application's own errors."""

    def __init__(self, cause: DomainError) -> None:
        super().__init__(cause.code)
        self.cause = cause


@dataclass(slots=True)
class _Recording:
    """What is sent as an answer."""

    status: int = 0
    media_type: str = "application/json"
    body: bytearray = field(default_factory=bytearray)
    is_complete: bool = False
    is_kept: bool = False
    is_too_long: bool = False

    def add(self, message: Message) -> None:
        """Take down a part."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.media_type = Headers(raw=message["headers"]).get("content-type", self.media_type)
        elif message["type"] == "http.response.body":
            self.is_complete = not message.get("more_body", False)
            self.is_too_long = self.is_too_long or len(self.body) + len(message.get("body", b"")) > LONGEST_ANSWER
            if not self.is_too_long:
                self.body += message.get("body", b"")

    def answer(self) -> StoredAnswer | None:
        """Return what is worth keeping: not our own failures, and nothing beyond measure."""
        if self.status >= _OURS or self.is_too_long:
            return None
        return StoredAnswer(status=self.status, body=self.body.decode(), media_type=self.media_type)


def refuse_strange(key: str) -> None:
    """Raise IdempotencyKeyInvalidError for a key that could not be told apart or written down."""
    if not (0 < len(key) <= LONGEST_KEY and key.isascii() and key.isprintable()):
        raise IdempotencyKeyInvalidError(
            f"An Idempotency-Key has 1 to {LONGEST_KEY} visible ASCII characters, such as a UUID."
        )


async def _read(scope: Scope, receive: Receive, caller: ApiCaller, key: str) -> _Request:
    digest = hashlib.sha256(f"{scope['path']}?{scope['query_string'].decode('latin-1')}\n".encode())
    messages: list[Message] = []
    while not messages or messages[-1].get("more_body"):
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        digest.update(message.get("body", b""))
        messages.append(message)
    return _Request(caller, key, digest.hexdigest(), messages)


def _replayed(messages: Sequence[Message], receive: Receive) -> Receive:
    waiting = iter(messages)

    async def receive_again() -> Message:
        message = next(waiting, None)
        return await receive() if message is None else message

    return receive_again
