"""What the parts of the stand-in share."""

import asyncio
from dataclasses import dataclass, field

from kindregards.fake_providers.credentials import Credentials
from kindregards.fake_providers.faults import FaultPlan
from kindregards.fake_providers.ledger import Ledger
from kindregards.fake_providers.twilio_messages import TwilioMessages
from kindregards.fake_providers.wechat_account import WechatAccountState


@dataclass(kw_only=True)
class FakeState:
    """Rules, records and keys of one running stand-in; `closing` ends every answer that is held back."""

    credentials: Credentials
    faults: FaultPlan = field(default_factory=FaultPlan)
    ledger: Ledger = field(default_factory=Ledger)
    closing: asyncio.Event = field(default_factory=asyncio.Event)
    wechat: WechatAccountState = field(default_factory=WechatAccountState)
    twilio_messages: TwilioMessages = field(init=False)

    def __post_init__(self) -> None:
        """Open an empty account."""
        self.twilio_messages = TwilioMessages(self.credentials.twilio_account_sid)

    def reset(self) -> None:
        """Forget every request and rule; keys stay."""
        self.faults.replace(())
        self.ledger.clear()
        self.twilio_messages.clear()
        self.wechat.clear()

    async def pause(self, seconds: float) -> None:
        """Wait, but not longer than the stand-in lives."""
        try:
            await asyncio.wait_for(self.closing.wait(), seconds)
        except TimeoutError:
            return
