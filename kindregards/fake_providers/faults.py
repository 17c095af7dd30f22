"""How the stand-ins misbehave, and for whom."""

import random
from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Stage = Literal["mail", "rcpt", "data", "token"]


class Provider(StrEnum):
    """Whom a stand-in stands for."""

    SENDGRID = "sendgrid"
    TWILIO = "twilio"
    SMTP = "smtp"
    WECHAT = "wechat"


class Mode(StrEnum):
    """What happens to a request."""

    OK = "ok"
    SLOW = "slow"
    """Accepted at once, answered after `seconds`."""
    STATUS = "status"
    """Answered with `status`; not accepted unless `accept` says so."""
    RESET = "reset"
    """Connection reset, nothing accepted."""
    ACCEPT_THEN_RESET = "accept_then_reset"
    ACCEPT_THEN_SILENCE = "accept_then_silence"
    HALF_BODY = "half_body"
    """Accepted; the answer breaks off in the middle."""
    DRIP = "drip"
    """Accepted; the answer comes byte by byte for `seconds`."""
    GARBAGE = "garbage"
    """Accepted; the answer is a success that names no message."""


class Fault(BaseModel):
    """One rule: which requests it meets (provider, address, a share of them, so many times) and what it does."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mode: Mode
    provider: Provider | None = None
    address: str | None = None
    share: float = Field(default=1.0, ge=0, le=1)
    times: int | None = Field(default=None, ge=1)
    status: int = Field(default=500, ge=200, le=599)
    code: int | None = None
    """Twilio's error code; WeChat's errcode, which comes with HTTP 200."""
    field: str | None = None
    """The field SendGrid complains about."""
    retry_after: int | None = None
    """Seconds, as a Retry-After header."""
    reset_in: int | None = None
    """Seconds from now, as an X-RateLimit-Reset header."""
    accept: bool = False
    seconds: float = Field(default=60.0, ge=0)
    stage: Stage = "rcpt"
    """Where an SMTP conversation meets `status` (at `mail`, `address` is the sender's); `token` is WeChat's."""

    @property
    def accepts(self) -> bool:
        """Say whether the provider takes the message although it may not say so."""
        return self.accept if self.mode is Mode.STATUS else self.mode is not Mode.RESET

    def meets(self, provider: Provider, address: str) -> bool:
        """Say whether the rule is about this request."""
        return self.provider in {None, provider} and self.address in {None, address}


NO_FAULT = Fault(mode=Mode.OK)


class FaultPlan:
    """The rules in force; the first that meets a request decides."""

    def __init__(self) -> None:
        self.replace(())

    def replace(self, faults: Iterable[Fault]) -> None:
        """Put new rules in force; chance starts anew, so the same requests meet the same shares again."""
        self._chance = random.Random(0)  # noqa: S311 -- a repeatable share of requests, no secret
        self._left = [(fault, fault.times) for fault in faults]

    def add(self, fault: Fault) -> None:
        """Put a rule behind the others."""
        self._left.append((fault, fault.times))

    def in_force(self) -> tuple[Fault, ...]:
        """Return the rules that may still meet a request."""
        return tuple(fault for fault, left in self._left if left != 0)

    def choose(self, provider: Provider, address: str, *, stages: Collection[Stage] = ("rcpt", "data")) -> Fault:
        """Return what happens to this request, and count it; only SMTP and WeChat have stages."""
        for place, (fault, left) in enumerate(self._left):
            if left == 0 or fault.stage not in stages or not fault.meets(provider, address):
                continue
            if self._chance.random() >= fault.share:
                continue
            self._left[place] = (fault, None if left is None else left - 1)
            return fault
        return NO_FAULT
