"""What a WeChat service account shares between processes."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from kindregards.store.tables.base import CompanyRow, instant, optional_instant, sealed


class WechatTokenTable(CompanyRow, table=True):
    """An account's access token, sealed under the company's key; one process at a time leases the right to renew it."""

    __tablename__ = "wechat_tokens"
    __table_args__ = (UniqueConstraint("company_id", "app_id"),)

    app_id: str
    sealed_token: bytes | None = sealed()
    token_digest: str | None = None
    expires_at: datetime | None = optional_instant()
    lease_token: str | None = Field(default=None, max_length=36)
    lease_until: datetime | None = optional_instant()


class WechatSubscriptionTable(CompanyRow, table=True):
    """How many messages a person still allows by one-time subscriptions; found by blind index."""

    __tablename__ = "wechat_subscriptions"
    __table_args__ = (UniqueConstraint("company_id", "openid_index"),)

    openid_index: str
    granted: int = 0
    updated_at: datetime = instant()
