"""What the demo asks of a system: only what any integrator may ask, by the public HTTP API."""

from types import TracebackType
from typing import Any, Self

import httpx

from kindregards.demo.errors import DemoError, RefusedError
from kindregards.demo.people import Json

_TIMEOUT_SECONDS = 30


class PublicApi:
    """A client of one system, with one API key."""

    def __init__(self, url: str, api_key: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        """Talk to the system at this address; a transport of one's own may lead there without a network."""
        self.url = url.rstrip("/")
        self._http = httpx.AsyncClient(
            base_url=self.url,
            headers={"Authorization": f"Bearer {api_key}"},
            timeout=_TIMEOUT_SECONDS,
            transport=transport,
            trust_env=False,
        )

    async def __aenter__(self) -> Self:
        """Open the connections."""
        await self._http.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close the connections."""
        await self._http.__aexit__(kind, error, traceback)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def let_decide(self, name: str, policy: Json) -> None:
        """Let a policy decide about what comes in from now on; where its active version says the same, write none."""
        if _says_the_same(await self._find(f"/v1/policies/{name}"), policy):
            return
        draft = await self._ask("PUT", f"/v1/policies/{name}", policy)
        await self._ask("POST", f"/v1/policies/{name}/versions/{draft['version']}/activate")

    async def reason_labels(self) -> dict[str, dict[str, str]]:
        """Return the names of all reasons by code and language."""
        reasons = (await self._ask("GET", "/v1/rejection-reasons"))["data"]
        return {reason["code"]: reason["labels"] for reason in reasons}

    async def submit(self, application: Json) -> Json:
        """Send an application in."""
        return await self._ask("POST", "/v1/applications", application)

    async def push_result(self, application_id: str, result: Json) -> None:
        """Push the result of the AI interview, as its vendor would."""
        await self._ask("POST", f"/v1/applications/{application_id}/interview-result", result)

    async def application(self, application_id: str) -> Json:
        """Return where an application stands."""
        return await self._ask("GET", f"/v1/applications/{application_id}")

    async def timeline(self, application_id: str) -> list[Json]:
        """Return everything that happened, oldest first."""
        entries: list[Json] = (await self._ask("GET", f"/v1/applications/{application_id}/timeline"))["data"]
        return entries

    async def find_application(self, external_id: str) -> Json | None:
        """Return the application of this external id, or None."""
        found: list[Json] = (await self._ask("GET", f"/v1/applications?q={external_id}"))["data"]
        return next((each for each in found if each["external_id"] == external_id), None)

    async def claim(self, review_id: str) -> None:
        """Show others that somebody is at a case, unless somebody else is."""
        await self._unless_too_late(f"/v1/reviews/{review_id}/claim")

    async def review(self, review_id: str) -> Json:
        """Return a case as a reviewer sees it."""
        return await self._ask("GET", f"/v1/reviews/{review_id}")

    async def decide(self, review_id: str, decision: Json) -> None:
        """Decide a case, unless somebody else was faster or it changed meanwhile."""
        await self._unless_too_late(f"/v1/reviews/{review_id}/decision", decision)

    async def decline_offer(self, application_id: str, *, reason: str, comment: str) -> None:
        """Pass on that the candidate declines the offer."""
        body = {"reason": reason, "comment": comment}
        await self._ask("POST", f"/v1/applications/{application_id}/offer-declined", body)

    async def letter(self, letter_id: str) -> Json:
        """Return a letter with its deliveries."""
        return await self._ask("GET", f"/v1/letters/{letter_id}")

    async def status_link(self, application_id: str) -> str:
        """Return a fresh link to the candidate's own page."""
        return str((await self._ask("POST", f"/v1/applications/{application_id}/status-link"))["url"])

    async def _find(self, path: str) -> Json | None:
        """Return what stands at a path, or None."""
        try:
            return await self._ask("GET", path)
        except RefusedError as error:
            if error.status == httpx.codes.NOT_FOUND:
                return None
            raise

    async def _unless_too_late(self, path: str, body: Json | None = None) -> None:
        try:
            await self._ask("POST", path, body)
        except RefusedError as error:
            if error.status != httpx.codes.CONFLICT:
                raise

    async def _ask(self, method: str, path: str, body: Json | None = None) -> Json:
        try:
            answer = await self._http.request(method, path, json=body)
        except httpx.TransportError as error:
            raise DemoError(
                f"{self.url} does not answer ({type(error).__name__}). Does the system still run?"
            ) from error
        if answer.is_success:
            content: Json = answer.json()
            return content
        raise RefusedError(
            f"{method} {path} was refused with {answer.status_code}: {_said(answer)}", status=answer.status_code
        )


def _says_the_same(known: Any, wanted: Any) -> bool:  # noqa: ANN401 -- JSON
    """Say whether everything wanted stands in what is known, which may say more: nulls and defaults."""
    if isinstance(wanted, dict):
        return isinstance(known, dict) and all(_says_the_same(known.get(key), value) for key, value in wanted.items())
    if isinstance(wanted, list):
        return (
            isinstance(known, list)
            and len(known) == len(wanted)
            and all(_says_the_same(mine, theirs) for mine, theirs in zip(known, wanted, strict=True))
        )
    return bool(known == wanted)


def _said(answer: httpx.Response) -> str:
    """Return a problem's own sentence, with the fields it names."""
    try:
        problem: Any = answer.json()  # Any: whatever stands at this address
    except ValueError:
        return "this does not look like Kind Regards"
    if not isinstance(problem, dict):
        return "this does not look like Kind Regards"
    fields = "; ".join(f"{each.get('pointer')} {each.get('message')}" for each in problem.get("errors") or ())
    return f"{problem.get('detail') or problem.get('title')} {fields}".strip()
