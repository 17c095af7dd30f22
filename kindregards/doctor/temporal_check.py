"""Whether Temporal answers, knows our search attributes, and has a worker that listens."""

import asyncio
import re
from datetime import timedelta

from temporalio.api.enums.v1 import IndexedValueType, TaskQueueType
from temporalio.api.operatorservice.v1 import ListSearchAttributesRequest
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import Client
from temporalio.service import RPCError

from kindregards.doctor.finding import Finding, fine, wrong
from kindregards.domain.visibility import KEYWORDS
from kindregards.settings import Settings
from kindregards.temporal_connection import connect

SUBJECT = "temporal"
ANSWER_WITHIN = timedelta(seconds=10)


async def check_temporal(settings: Settings) -> list[Finding]:
    """Look at the server, namespace and task queue of these settings."""
    where = f"{settings.temporal_address}, namespace {settings.temporal_namespace}"
    try:
        async with asyncio.timeout(ANSWER_WITHIN.total_seconds()):
            client = await connect(settings)
            return [
                fine(SUBJECT, f"Temporal answers at {where}."),
                *await _attributes(client),
                await _worker(client, settings.temporal_task_queue),
            ]
    except (TimeoutError, RuntimeError, RPCError) as error:
        return [
            wrong(
                SUBJECT,
                f"Temporal cannot be used at {where} ({_reason(error)}): start it, or check "
                "KINDREGARDS_TEMPORAL_ADDRESS, …_NAMESPACE and …_TLS.",
            )
        ]


async def _attributes(client: Client) -> list[Finding]:
    answer = await client.operator_service.list_search_attributes(
        ListSearchAttributesRequest(namespace=client.namespace)
    )
    return [_attribute(name, answer.custom_attributes.get(name)) for name in KEYWORDS]


def _attribute(name: str, found: int | None) -> Finding:
    if found == IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD:
        return fine("search attributes", f"{name} is registered.")
    return wrong(
        "search attributes",
        f"{name} is not registered as Keyword, and no workflow can start without it: "
        f"temporal operator search-attribute create --name {name} --type Keyword",
    )


async def _worker(client: Client, task_queue: str) -> Finding:
    answer = await client.workflow_service.describe_task_queue(
        DescribeTaskQueueRequest(
            namespace=client.namespace,
            task_queue=TaskQueue(name=task_queue),
            task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
        )
    )
    if answer.pollers:
        return fine("worker", f"{len(answer.pollers)} listening on task queue {task_queue}.")
    return wrong(
        "worker", f"No worker listens on task queue {task_queue}, so nothing is decided or sent: kindregards worker"
    )


def _reason(error: BaseException) -> str:
    """Return the few words that matter of the client's long sentence."""
    if "InvalidContentType" in str(error):
        return "it speaks no TLS"
    said = str(error).splitlines()[0] if str(error) else type(error).__name__
    told = re.search(r'message: "([^"]+)"', said)
    return (told[1] if told else said)[:120]
