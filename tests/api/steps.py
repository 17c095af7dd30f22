"""Steps that tests share: what comes in, and what the journey would have done meanwhile."""

import httpx
from sqlalchemy import text

from activities.asking import Asking
from activities.assessment import Assessment
from activities.drafting import Drafting
from kindregards.calendars.country_workdays import CountryWorkdays
from kindregards.domain.applications import Outcome
from kindregards.domain.channels import Channel, SendResult, SendStatus
from kindregards.domain.decisions import DecisionMode
from kindregards.domain.journey import LetterRef, StepRef
from kindregards.domain.ports.journey import NewDecision, Reservation
from kindregards.letters.composer import TemplateComposer
from kindregards.store.companies import DEFAULT_COMPANY_ID
from tests.api.bodies import Json, a_result, an_application
from tests.api.system import System
from tests.builders import NOW


def problem(response: httpx.Response) -> tuple[int, str]:
    """Return a refusal's status and code."""
    return response.status_code, response.json()["code"]


async def submitted(system: System, **changes: object) -> Json:
    """Send an application in and return its resource."""
    response = await system.client.post("/v1/applications", json=an_application(**changes))
    assert response.status_code == 201, response.text
    resource: Json = response.json()
    return resource


async def path_of(system: System, **changes: object) -> str:
    """Send an application in and return its address."""
    return f"/v1/applications/{(await submitted(system, **changes))['id']}"


async def assess(system: System, application_id: str) -> None:
    """Let the journey's own step decide an application or ask a person."""
    drafting = Drafting(composer=TemplateComposer(), calendar=CountryWorkdays(), available=tuple(Channel))
    asking = Asking(cases=system.stores.cases, drafting=drafting)
    step = Assessment(cases=system.stores.cases, drafting=drafting, asking=asking, clock=system.clock)
    await step.assess(StepRef(company_id=DEFAULT_COMPANY_ID, application_id=application_id))


async def reviewed(system: System, **changes: object) -> Json:
    """Send an application in that a person must decide, and return its review's case."""
    changes = {"interview_result": a_result(score=66), **changes}
    resource = await submitted(system, **changes)
    await assess(system, resource["id"])
    application = (await system.client.get(f"/v1/applications/{resource['id']}")).json()
    case: Json = (await system.client.get(f"/v1/reviews/{application['review_id']}")).json()
    return case


async def advance(system: System) -> None:
    """Let the policy advance the first application."""
    case = await system.stores.cases.open(system.heard.first_ref)
    decision = NewDecision(
        outcome=Outcome.ADVANCE,
        mode=DecisionMode.AUTOMATIC,
        rule="rule 3: score at least 75",
        reason=None,
        decided_by="policy",
        decided_at=NOW,
        recorded_at=NOW,
        policy_version=1,
        leave_at=NOW,
    )
    await system.stores.cases.record_decision(case, decision, None)


async def rejected(system: System) -> Json:
    """Return an application that the policy has turned down."""
    resource = await submitted(system, interview_result=a_result(score=48))
    await assess(system, resource["id"])
    application: Json = (await system.client.get(f"/v1/applications/{resource['id']}")).json()
    return application


async def lose_sight_of(system: System, application: Json) -> None:
    """Send an application's letter so that nobody knows whether it arrived."""
    lost = SendResult(status=SendStatus.MAYBE_SENT, provider="sendgrid", error_code="read_timeout")
    await send(system, application, lost)


async def send(system: System, application: Json, result: SendResult) -> None:
    """Send an application's letter with this answer of the provider."""
    letter = LetterRef(
        company_id=DEFAULT_COMPANY_ID, application_id=application["id"], letter_id=application["letter_id"]
    )
    reserved = await system.stores.ledger.reserve(letter, system.clock())
    assert isinstance(reserved, Reservation)
    await system.stores.ledger.start(reserved, system.clock())
    await system.stores.ledger.finish(reserved, result, system.clock())


async def set_application(system: System, **values: str) -> None:
    """Put every application into a state."""
    changes = ", ".join(f"{name} = :{name}" for name in values)
    statement = text(f"UPDATE applications SET {changes}")  # noqa: S608 -- our own names
    await system.stores.database.write(lambda session: session.execute(statement, values))


async def kinds_of(system: System) -> list[str]:
    """Return the kinds of all commands, in order."""
    return await system.stores.database.read(
        lambda session: list(session.scalars(text("SELECT kind FROM workflow_commands ORDER BY sequence")))
    )
