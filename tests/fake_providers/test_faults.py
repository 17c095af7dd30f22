import pytest
from pydantic import ValidationError

from kindregards.fake_providers.faults import NO_FAULT, Fault, FaultPlan, Mode, Provider


def a_plan(*faults: Fault) -> FaultPlan:
    plan = FaultPlan()
    plan.replace(faults)
    return plan


def test_without_rules_everybody_behaves() -> None:
    assert a_plan().choose(Provider.SENDGRID, "a@example.com") is NO_FAULT


def test_the_first_rule_that_meets_a_request_decides() -> None:
    for_one = Fault(mode=Mode.RESET, provider=Provider.SMTP, address="a@example.com")
    for_all = Fault(mode=Mode.STATUS, status=503)
    plan = a_plan(for_one, for_all)

    assert plan.choose(Provider.SMTP, "a@example.com") is for_one
    assert plan.choose(Provider.SMTP, "b@example.com") is for_all
    assert plan.choose(Provider.TWILIO, "a@example.com") is for_all


def test_a_rule_for_two_requests_ends_after_two() -> None:
    plan = a_plan(Fault(mode=Mode.RESET, times=2))

    chosen = [plan.choose(Provider.SENDGRID, "a@example.com").mode for _ in range(4)]

    assert chosen == [Mode.RESET, Mode.RESET, Mode.OK, Mode.OK]
    assert plan.in_force() == ()


def test_a_share_of_requests_is_met_and_the_same_ones_each_time() -> None:
    def chosen() -> list[Mode]:
        plan = a_plan(Fault(mode=Mode.RESET, share=0.3))
        return [plan.choose(Provider.SENDGRID, "a@example.com").mode for _ in range(1000)]

    first = chosen()

    assert 250 < first.count(Mode.RESET) < 350
    assert first == chosen()


def test_a_rule_about_the_sender_meets_smtp_at_mail_only() -> None:
    rule = Fault(mode=Mode.STATUS, status=550, stage="mail")
    plan = a_plan(rule)

    assert plan.choose(Provider.SMTP, "jobs@example.com", stages={"mail"}) is rule
    assert plan.choose(Provider.SMTP, "wang@example.com") is NO_FAULT


@pytest.mark.parametrize("mode", list(Mode))
def test_a_provider_takes_what_it_answers_badly(mode: Mode) -> None:
    assert Fault(mode=mode).accepts == (mode not in {Mode.RESET, Mode.STATUS})
    assert Fault(mode=mode, accept=True).accepts == (mode is not Mode.RESET)


@pytest.mark.parametrize("wrong", [{"mode": "explode"}, {"mode": "ok", "share": 2}, {"mode": "ok", "tines": 1}])
def test_a_rule_that_is_none_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Fault.model_validate(wrong)
