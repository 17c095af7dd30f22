"""Which policy a job or department gets, and versions that decide on paper beside it."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from kindregards.store.tables.base import CompanyRow, instant, optional_instant


class PolicyAssignmentTable(CompanyRow, table=True):
    """The policy of a job or department whose applications name none; `scope` is job or department."""

    __tablename__ = "policy_assignments"
    __table_args__ = (UniqueConstraint("company_id", "scope", "subject"),)

    scope: str
    subject: str
    policy_name: str
    assigned_by: str
    assigned_at: datetime = instant()


class PolicyPilotTable(CompanyRow, table=True):
    """A version that decides on paper about what a job or department gets; `cursor` is the last result surely seen."""

    __tablename__ = "policy_pilots"
    __table_args__ = (UniqueConstraint("company_id", "policy_name", "version", "scope", "subject"),)

    policy_name: str
    version: int
    scope: str
    subject: str
    started_by: str
    started_at: datetime = instant()
    cursor: str
    ended_by: str | None = None
    ended_at: datetime | None = optional_instant()


class ShadowDecisionTable(CompanyRow, table=True):
    """What a pilot would have done with one result; nobody is told and nothing follows."""

    __tablename__ = "shadow_decisions"
    __table_args__ = (
        UniqueConstraint("pilot_id", "result_id"),
        Index("ix_shadow_decisions_application", "application_id"),
    )

    pilot_id: str = Field(foreign_key="policy_pilots.id", max_length=36)
    application_id: str = Field(foreign_key="applications.id", max_length=36)
    result_id: str = Field(max_length=36)
    branch: str
    rule: str
    reason: str | None = None
    decided_at: datetime = instant()
