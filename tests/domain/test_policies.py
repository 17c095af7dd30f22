"""The policy every company starts with."""

from datetime import time, timedelta

from kindregards.domain.channels import Channel
from kindregards.domain.languages import Tone
from kindregards.domain.policies import (
    DEFAULT_POLICY,
    Branch,
    Condition,
    LetterStyle,
    Policy,
    Reminder,
    ReviewTimes,
    Rule,
    SendWindow,
    Telling,
)


def test_the_default_policy_is_the_one_in_the_documentation() -> None:
    documented = Policy(
        rules=(
            Rule(when=Condition(fact="expected_salary", above=35000), then=Branch.REVIEW, reason="salary_expectation"),
            Rule(when=Condition(score_below=60), then=Branch.REJECT, reason="interview_performance"),
            Rule(when=Condition(score_at_least=75), then=Branch.ADVANCE),
            Rule(then=Branch.REVIEW, reason="interview_performance"),
        ),
        automatic_rejection=True,
        review=ReviewTimes(
            due=timedelta(hours=24),
            remind=timedelta(hours=8),
            escalate=timedelta(hours=24),
            hold=timedelta(days=7),
            group="recruiters",
        ),
        telling=Telling(
            cooling_off=timedelta(hours=2),
            business_days=0,
            window=SendWindow(start=time(9), end=time(18), workdays_only=True),
            person_gap=timedelta(days=1),
            channels=None,
            fallback=True,
        ),
        reminders=(
            Reminder(after=timedelta(days=2), channel=Channel.SMS),
            Reminder(after=timedelta(days=5), channel=Channel.EMAIL),
        ),
        letter=LetterStyle(tone=Tone.WARM, highlights=2, explain_reason=True, invite_talent_pool=True),
        appeal_window=timedelta(days=30),
        retain_personal_data=timedelta(days=180),
    )

    assert documented == DEFAULT_POLICY
