"""The talent pool: who agreed to hear of openings, and to what they were invited."""

from datetime import datetime
from typing import Self

from api.schemas.resources import Resource
from api.schemas.texts import Name
from kindregards.domain.talent_pool import Invited, PoolEnding, PoolEntry
from kindregards.http.json_bodies import JsonBody


class PoolEntryResource(Resource):
    """One consent. `source` is `candidate` for their own page, `integrator` for an application that brought it."""

    id: str
    application_id: str
    candidate_name: str
    job_title: str
    purpose: str
    source: str
    consented_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    ended_because: PoolEnding | None
    invited_at: datetime | None
    invited_to: str | None

    @classmethod
    def of(cls, entry: PoolEntry) -> Self:
        """Return the resource of an entry."""
        return cls(
            id=entry.id,
            application_id=entry.application_id,
            candidate_name=entry.candidate_name,
            job_title=entry.job_title,
            purpose=entry.purpose,
            source=entry.source,
            consented_at=entry.consented_at,
            expires_at=entry.expires_at,
            ended_at=entry.ended_at,
            ended_because=entry.ended_because,
            invited_at=entry.invited_at,
            invited_to=entry.invited_to,
        )


class InviteBody(JsonBody):
    """The title of the job that has opened, as the letter names it."""

    opening: Name


class InvitedResource(Resource):
    """The invitation that was written: its way is the letter's."""

    id: str
    application_id: str
    letter_id: str
    opening: str

    @classmethod
    def of(cls, invited: Invited) -> Self:
        """Return the resource of an invitation."""
        return cls(
            id=invited.entry_id,
            application_id=invited.application_id,
            letter_id=invited.letter_id,
            opening=invited.opening,
        )
