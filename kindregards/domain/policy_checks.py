"""What is wrong with a policy before it goes live, each with the rule and a sentence."""

from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta

from kindregards.domain.bands import check_overlaps, check_taken
from kindregards.domain.condition_checks import PolicyProblem, check_condition, covers
from kindregards.domain.facts import nearest_fact
from kindregards.domain.policies import Branch, Policy, ReviewTimes, Rule, Telling
from kindregards.domain.reasons import SHIPPED_REASONS, Party, Reason

LONGEST_WAIT = timedelta(days=366)
LONGEST_RETENTION = timedelta(days=3660)
MOST_BUSINESS_DAYS = 250
MOST_HIGHLIGHTS = 5
MOST_ESCALATIONS = 10
LONGEST_GROUP = 200
_LEAST_WAIT = timedelta(days=1)
_MOST_WAIT = timedelta(days=730)


def check_policy(
    policy: Policy, *, reasons: Mapping[str, Reason] = SHIPPED_REASONS, facts: Collection[str] | None = None
) -> tuple[PolicyProblem, ...]:
    """Return every problem, rules first; none means the policy can be activated.

    `facts` are the names that rules may use; None lets any pass.
    """
    return (
        *_check_rules(policy.rules, reasons),
        *(_check_facts(policy.rules, facts) if facts is not None else ()),
        *_check_durations(policy),
        *_check_groups("review", policy.review),
        *_check_groups("appeal", policy.appeal),
        *_check_telling(policy.telling),
        *_check_reminders(policy),
        *_check_letter(policy),
    )


def _check_rules(rules: tuple[Rule, ...], reasons: Mapping[str, Reason]) -> Iterator[PolicyProblem]:
    for number, rule in enumerate(rules, start=1):
        yield from check_condition(rule.when, number)
        yield from _check_reason(rule, number, reasons)
        yield from _check_reachable(rules, number)
        yield from check_taken(rules, number)
        yield from check_overlaps(rules, number)


def _check_facts(rules: tuple[Rule, ...], known: Collection[str]) -> Iterator[PolicyProblem]:
    for number, rule in enumerate(rules, start=1):
        fact = rule.when.fact
        if fact is None or fact in known:
            continue
        meant = nearest_fact(fact, known)
        advice = f"did you mean {meant!r}?" if meant else "name it in KINDREGARDS_POLICY_FACTS if it is a new one."
        message = f"Rule {number} looks at the fact {fact!r}, which no interview has sent so far; {advice}"
        yield PolicyProblem(code="fact_unknown", rule=number, message=message)


def _check_reason(rule: Rule, number: int, reasons: Mapping[str, Reason]) -> Iterator[PolicyProblem]:
    if rule.reason is None:
        if rule.then is not Branch.ADVANCE:
            message = f"Rule {number} sends to {rule.then} but names no reason; name one from the list of reasons."
            yield PolicyProblem(code="reason_missing", rule=number, message=message)
        return
    reason = reasons.get(rule.reason)
    if reason is None or reason.is_retired:
        message = f"Rule {number} names the reason {rule.reason!r}, which is not in the list of reasons."
        yield PolicyProblem(code="reason_unknown", rule=number, message=message)
    elif reason.party is Party.CANDIDATE:
        message = f"Rule {number} names {rule.reason!r}, a reason only candidates give; choose one of the company's."
        yield PolicyProblem(code="reason_of_candidate", rule=number, message=message)
    elif reason.needs_evidence and rule.then is Branch.REJECT and rule.when.requirement_gap is None:
        message = (
            f"Rule {number} turns down by itself for {rule.reason!r}, which needs evidence: let it ask a person, or "
            "look at a requirement that the interview found missing (requirement_gap)."
        )
        yield PolicyProblem(code="reason_needs_evidence", rule=number, message=message)


def _check_reachable(rules: tuple[Rule, ...], number: int) -> Iterator[PolicyProblem]:
    condition = rules[number - 1].when
    for earlier, rule in enumerate(rules[: number - 1], start=1):
        if covers(rule.when, condition):
            message = f"Rule {number} is never reached: whatever matches it already matches rule {earlier}."
            yield PolicyProblem(code="rule_unreachable", rule=number, message=message)
            return


def _check_durations(policy: Policy) -> Iterator[PolicyProblem]:
    waits = {
        "interview.due": policy.interview.due,
        "interview.expire": policy.interview.expire,
        "review.due": policy.review.due,
        "review.remind": policy.review.remind,
        "review.escalate": policy.review.escalate,
        "review.hold": policy.review.hold,
        "telling.cooling_off": policy.telling.cooling_off,
        "telling.person_gap": policy.telling.person_gap,
        "appeal_window": policy.appeal_window,
        "appeal.due": policy.appeal.due,
        "appeal.remind": policy.appeal.remind,
        "appeal.escalate": policy.appeal.escalate,
        "appeal.hold": policy.appeal.hold,
        **{f"reminders[{index}].after": reminder.after for index, reminder in enumerate(policy.reminders)},
    }
    for name, wait in waits.items():
        yield from _check_duration(name, wait, longest=LONGEST_WAIT)
    yield from _check_duration("retain_personal_data", policy.retain_personal_data, longest=LONGEST_RETENTION)


def _check_duration(name: str, duration: timedelta, *, longest: timedelta) -> Iterator[PolicyProblem]:
    if duration < timedelta(0):
        yield PolicyProblem(code="duration_negative", message=f"{name} is negative; use zero or more.")
    if duration > longest:
        yield PolicyProblem(code="duration_too_long", message=f"{name} is longer than {longest.days} days.")


def _check_groups(name: str, times: ReviewTimes) -> Iterator[PolicyProblem]:
    if len(times.escalate_to) > MOST_ESCALATIONS:
        message = f"{name}.escalate_to names {len(times.escalate_to)} groups; use at most {MOST_ESCALATIONS}."
        yield PolicyProblem(code="groups_too_many", message=message)
    if len(set(times.escalate_to)) < len(times.escalate_to):
        message = f"{name}.escalate_to names a group twice; keep the first."
        yield PolicyProblem(code="group_twice", message=message)
    if any(len(group) > LONGEST_GROUP for group in (times.group, *times.escalate_to)):
        message = f"{name} names a group of more than {LONGEST_GROUP} characters; shorten it."
        yield PolicyProblem(code="group_too_long", message=message)


def _check_telling(telling: Telling) -> Iterator[PolicyProblem]:
    if not 0 <= telling.business_days <= MOST_BUSINESS_DAYS:
        message = f"telling.business_days is {telling.business_days}; use 0 to {MOST_BUSINESS_DAYS}."
        yield PolicyProblem(code="business_days_out_of_range", message=message)
    window = telling.window
    if window.end is not None and window.start >= window.end:
        message = f"The send window opens at {window.start:%H:%M} but closes at {window.end:%H:%M}; open it earlier."
        yield PolicyProblem(code="window_empty", message=message)
    if telling.channels is None:
        return
    if not telling.channels:
        message = "telling.channels is an empty list; name a channel, or null for the candidate's career level."
        yield PolicyProblem(code="channels_empty", message=message)
    if len(set(telling.channels)) < len(telling.channels):
        yield PolicyProblem(code="channel_twice", message="telling.channels names a channel twice; keep the first.")


def _check_reminders(policy: Policy) -> Iterator[PolicyProblem]:
    waits = [reminder.after for reminder in policy.reminders]
    if waits != sorted(waits):
        message = "The reminders are out of order; list the earliest first."
        yield PolicyProblem(code="reminders_out_of_order", message=message)
    if len(set(policy.reminders)) < len(policy.reminders):
        message = "Two reminders leave at the same time on the same channel; keep one."
        yield PolicyProblem(code="reminder_twice", message=message)


def _check_letter(policy: Policy) -> Iterator[PolicyProblem]:
    highlights = policy.letter.highlights
    if not 0 <= highlights <= MOST_HIGHLIGHTS:
        message = f"letter.highlights is {highlights}; use 0 to {MOST_HIGHLIGHTS}."
        yield PolicyProblem(code="highlights_out_of_range", message=message)
    wait = policy.letter.reapply_after
    if wait is not None and not _LEAST_WAIT <= wait <= _MOST_WAIT:
        message = f"letter.reapply_after is {wait.days} days; use 1 to {_MOST_WAIT.days}, or null to name no day."
        yield PolicyProblem(code="reapply_after_out_of_range", message=message)
