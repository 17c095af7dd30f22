"""Whether this process lives, whether it can serve, and its measurements."""

import asyncio
import hmac

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from api.declared import DATABASE_UNAVAILABLE, Problem, declared
from api.dependencies import Services
from api.schemas.health import Part, Readiness
from api.services import HealthCheck
from kindregards.domain.errors import DomainError
from kindregards.http.bearer import bearer_token

router = APIRouter(tags=["operations"])

PATIENCE_SECONDS = 3


@router.get("/health/live")
async def live() -> dict[str, str]:
    """Say that the process answers."""
    return {"status": "alive"}


@router.get(
    "/health/ready",
    responses={503: {"model": Readiness, "description": "A vital part is missing: nothing can be taken in."}},
)
async def ready(services: Services, response: Response) -> Readiness:
    """Say which parts work. 503 only where a vital one does not: all else catches up by itself."""
    parts = await asyncio.gather(*(_examine(check) for check in services.health))
    vital = {check.name for check in services.health if check.is_vital}
    broken = {part.name for part in parts if part.problem}
    if broken & vital:
        response.status_code = 503
        return Readiness(status="unavailable", parts=tuple(parts))
    return Readiness(status="degraded" if broken else "ready", parts=tuple(parts))


@router.get("/metrics", response_class=Response, responses=declared(Problem(404, "not_found"), DATABASE_UNAVAILABLE))
async def metrics(request: Request, services: Services) -> Response:
    """Answer Prometheus; without the right token the page does not exist."""
    page = services.metrics
    given = bearer_token(request.headers).encode()
    if page is None or not hmac.compare_digest(page.token.encode(), given):
        raise HTTPException(404)
    content, media_type = await page.render()
    return Response(content, media_type=media_type)


async def _examine(check: HealthCheck) -> Part:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            problem = await check.run()
    except TimeoutError:
        problem = f"No answer within {PATIENCE_SECONDS} seconds."
    except DomainError as error:
        problem = error.message
    return Part(name=check.name, problem=problem)
