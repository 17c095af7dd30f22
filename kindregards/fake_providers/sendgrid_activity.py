"""A stand-in for SendGrid's Email Activity: what was accepted, found by our attempt id."""

import re

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from kindregards.fake_providers.faults import Provider
from kindregards.fake_providers.state import FakeState

_BY_ATTEMPT = re.compile(r"unique_args\['kr_attempt_id'\]=\"([^\"]+)\"")


def sendgrid_activity_router(state: FakeState) -> APIRouter:
    """Serve `GET /v3/messages` for the one query that we ask."""
    router = APIRouter()

    @router.get("/v3/messages")
    async def messages(request: Request) -> Response:
        if request.headers.get("authorization") != f"Bearer {state.credentials.sendgrid_api_key}":
            return JSONResponse({"errors": [{"message": "access forbidden", "field": None}]}, status_code=403)
        asked = _BY_ATTEMPT.fullmatch(request.query_params.get("query", ""))
        if asked is None:
            return JSONResponse({"errors": [{"message": "invalid query", "field": "query"}]}, status_code=400)
        found = state.ledger.requests(provider=Provider.SENDGRID, attempt_id=asked[1], accepted=True)
        return JSONResponse(
            {
                "messages": [
                    {
                        "from_email": "jobs@example.com",
                        "msg_id": handed.provider_message_id,
                        "subject": handed.subject,
                        "to_email": handed.address,
                        "status": "processed",
                        "opens_count": 0,
                        "clicks_count": 0,
                        "last_event_time": handed.at.isoformat(),
                    }
                    for handed in found
                ]
            }
        )

    return router
