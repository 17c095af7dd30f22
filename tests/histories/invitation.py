"""Record the history of an invitation that is tried twice: `python -m tests.histories.invitation`.

As with journeys, a recorded file is never made anew.
"""

import asyncio
import os
import tempfile
from datetime import timedelta
from pathlib import Path

from kindregards.domain.applications import ApplicationState, Consents
from kindregards.domain.channels import Channel, SendResult, SendStatus
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.migrate import upgrade
from tests.builders import a_candidate
from tests.world import a_world

FOLDER = Path(__file__).parent / "invitations"
_BUSY = SendResult(status=SendStatus.NOT_SENT, provider="script", error_code="503")


async def record() -> Path:
    """Invite somebody whose provider is busy at first, and write down how that went."""
    folder = Path(tempfile.mkdtemp())
    url = f"sqlite:///{folder}/kindregards.db"
    upgrade(url)
    async with a_world(url, folder) as world:
        person = a_candidate(external_id="p-1", channels=(Channel.EMAIL,), consents=Consents(talent_pool=True))
        ref = await world.submit(candidate=person)
        await world.pass_time(timedelta(days=40))
        await world.until(ref, ApplicationState.CLOSED)
        world.senders.email.answers = [_BUSY]
        now = await world.now()
        (entry,) = (await world.stores.talent_pool.page(DEFAULT_COMPANY_ID, limit=1, now=now)).entries
        invited = await world.stores.invitations.invite(
            DEFAULT_COMPANY_ID, entry.id, "社区运营主管", actor="user-1", now=now
        )
        await world.pass_time(timedelta(days=1))
        handle = world.environment.client.get_workflow_handle(f"invitation/{invited.letter_id}")
        history = await handle.fetch_history()
        FOLDER.mkdir(exist_ok=True)
        path = FOLDER / f"tried_twice.{invited.letter_id}.json"
        path.write_text(history.to_json() + "\n")
        return path


if __name__ == "__main__":
    print(asyncio.run(record()))  # noqa: T201 -- a command
    os._exit(0)
