"""Jobs applied to, and the policy versions that decide about them."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint

from kindregards.store.tables.base import CompanyRow, instant, json_value, optional_instant


class JobTable(CompanyRow, table=True):
    """A requisition, as the integrator names it."""

    __tablename__ = "jobs"
    __table_args__ = (UniqueConstraint("company_id", "external_id"),)

    external_id: str
    title: str
    department: str | None = None
    policy: str
    requirements: list[dict[str, str]] = json_value()
    created_at: datetime = instant()
    updated_at: datetime = instant()


class PolicyVersionTable(CompanyRow, table=True):
    """One immutable version of a policy; `state` is draft, active or retired."""

    __tablename__ = "policy_versions"
    __table_args__ = (UniqueConstraint("company_id", "name", "version"),)

    name: str
    version: int
    state: str
    content: dict[str, object] = json_value()
    author: str
    created_at: datetime = instant()
    activated_at: datetime | None = optional_instant()


class PolicyReportTable(CompanyRow, table=True):
    """What was known of a policy version at one moment: counts and ratios, never people."""

    __tablename__ = "policy_reports"
    __table_args__ = (Index("ix_policy_reports_version", "company_id", "policy_name", "version", "id"),)

    policy_name: str
    version: int
    made_at: datetime = instant()
    content: dict[str, object] = json_value()


class ImpactAssessmentTable(CompanyRow, table=True):
    """What a company found out of a policy version before it judged people: added, never changed or removed."""

    __tablename__ = "impact_assessments"
    __table_args__ = (Index("ix_impact_assessments_version", "company_id", "policy_name", "version", "id"),)

    policy_name: str
    version: int
    title: str
    text: str
    made_on: str
    added_by: str
    added_at: datetime = instant()
