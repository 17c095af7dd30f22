"""What most systems do: a workflow whose activity sends the letter, tried again by the engine until it succeeds.

`python -m tests.faults.plain_letters ADDRESS PROVIDER_URL API_KEY` is its worker.
"""

import asyncio
import sys
from dataclasses import dataclass
from datetime import timedelta

import httpx
from temporalio import activity, workflow
from temporalio.client import Client
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

TASK_QUEUE = "plain-letters"


@dataclass(frozen=True, slots=True)
class Provider:
    """Where letters are handed over, through one client for all."""

    client: httpx.AsyncClient

    @activity.defn(name="plain-send")
    async def send(self, address: str) -> None:
        """Hand a letter over; raise when it was not accepted."""
        mail = {
            "personalizations": [{"to": [{"email": address}], "subject": "Your application"}],
            "from": {"email": "jobs@example.com"},
            "subject": "Your application",
            "content": [{"type": "text/plain", "value": "Thank you for the interview."}],
        }
        (await self.client.post("/v3/mail/send", json=mail)).raise_for_status()


@workflow.defn(name="plain-letter")
class PlainLetter:
    """Send, and try again until it works."""

    @workflow.run
    async def run(self, address: str) -> None:
        """Send one letter."""
        await workflow.execute_activity("plain-send", address, start_to_close_timeout=timedelta(seconds=10))


async def _work(address: str, provider_url: str, api_key: str) -> None:
    engine = await Client.connect(address)
    authorization = {"Authorization": f"Bearer {api_key}"}
    async with httpx.AsyncClient(base_url=provider_url, headers=authorization, trust_env=False) as client:
        provider = Provider(client)
        worker = Worker(
            engine,
            task_queue=TASK_QUEUE,
            workflows=[PlainLetter],
            activities=[provider.send],
            workflow_runner=UnsandboxedWorkflowRunner(),  # the sandbox refuses an HTTP client in this file
        )
        async with worker:
            await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_work(*sys.argv[1:]))
