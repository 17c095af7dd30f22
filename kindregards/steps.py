"""The steps of the journey, wired to the store and the channels."""

from collections.abc import Callable
from typing import Any

from activities.appealing import Appealing
from activities.asking import Asking
from activities.assessment import Assessment
from activities.attention import Attention
from activities.calling import Calling
from activities.correcting import Correcting
from activities.drafting import Drafting
from activities.ending import Ending
from activities.inviting import Inviting
from activities.piloting import Piloting
from activities.retaining import Retaining
from activities.reviewing import Reviewing
from activities.sweeping import Sweeping
from activities.telling import Telling
from kindregards.calendars.country_workdays import CountryWorkdays
from kindregards.clock import now as clock_now
from kindregards.domain.ports.clock import Clock
from kindregards.domain.ports.senders import Senders
from kindregards.domain.ports.watching import LookUps
from kindregards.letters.composer import TemplateComposer
from kindregards.letters.rendering import MjmlRenderer
from kindregards.look_ups import InstalledLookUps
from kindregards.senders import InstalledSenders, PublicLinks
from kindregards.settings import Settings
from kindregards.store.pilots import Pilots
from kindregards.store.side_letters import SideLetters
from kindregards.wiring import Stores


def _sweeping(stores: Stores, look_ups: LookUps, clock: Clock) -> Sweeping:
    """Return what looks after letters under way."""
    return Sweeping(
        deliveries=stores.watched,
        look_ups=look_ups,
        events=stores.provider_events,
        clock=clock,
    )


def build_activities(
    settings: Settings,
    stores: Stores,
    *,
    senders: Senders | None = None,
    look_ups: LookUps | None = None,
    clock: Clock = clock_now,
) -> tuple[Callable[..., Any], ...]:  # Any: activities differ in all but being callable
    """Return the activities of the journey, wired to the store and the channels."""
    senders = senders or InstalledSenders.of(settings, stores.mailbox, stores.wechat_tokens, stores.wechat_grants)
    calendar = CountryWorkdays()
    drafting = Drafting(composer=TemplateComposer(), calendar=calendar, available=senders.available)
    asking = Asking(cases=stores.cases, drafting=drafting)
    assessment = Assessment(cases=stores.cases, drafting=drafting, asking=asking, clock=clock)
    attention = Attention(cases=stores.cases, clock=clock)
    reviewing = Reviewing(cases=stores.cases, ledger=stores.ledger, drafting=drafting, asking=asking, clock=clock)
    ending = Ending(cases=stores.cases, drafting=drafting, asking=asking, clock=clock)
    telling = _telling(settings, stores, drafting, senders, clock)
    look_ups = look_ups or InstalledLookUps.of_settings(settings, stores.mailbox, stores.database)
    return (
        assessment.assess,
        *_beside(stores, asking, clock),
        attention.call,
        reviewing.carry_out,
        telling.dispatch,
        telling.reconcile,
        telling.release,
        telling.remind,
        ending.end,
        ending.close,
        ending.forget,
        ending.turn_away,
        Inviting(cases=stores.cases, calendar=calendar, clock=clock).plan,
        Piloting(papers=Pilots(stores.database, stores.cases), clock=clock).run,
        Retaining(retention=stores.retention, clock=clock).run,
        _sweeping(stores, look_ups, clock).sweep,
    )


def _beside(stores: Stores, asking: Asking, clock: Clock) -> tuple[Callable[..., Any], ...]:  # Any: as above
    """Return the steps beside the straight way: appeals, corrections, calls."""
    side_letters = SideLetters(stores.database, stores.candidates)
    drafting, cases = asking.drafting, stores.cases
    appealing = Appealing(cases=cases, side_letters=side_letters, drafting=drafting, asking=asking, clock=clock)
    correcting = Correcting(cases=cases, side_letters=side_letters, drafting=drafting, asking=asking, clock=clock)
    calling = Calling(cases=cases, calls=stores.calls, calendar=drafting.calendar, clock=clock)
    return appealing.take_up, correcting.correct, calling.call_first


def _telling(settings: Settings, stores: Stores, drafting: Drafting, senders: Senders, clock: Clock) -> Telling:
    return Telling(
        cases=stores.cases,
        ledger=stores.ledger,
        reminders=stores.reminders,
        drafting=drafting,
        renderer=MjmlRenderer(),
        senders=senders,
        links=PublicLinks(settings.public_base_url, settings.reply_domain),
        logos=stores.brands,
        clock=clock,
    )
