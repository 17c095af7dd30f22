"""The pages of policies: rules as sentences, drafts without a programmer, reports, and what is refused."""

import re
from dataclasses import fields, is_dataclass
from datetime import time, timedelta
from html import unescape

import pytest

from approval_ui.policy_lines import lines_of, rule_of
from approval_ui.policy_settings import PolicySettings
from approval_ui.words.policy_problems import POLICY_PROBLEMS
from kindregards.domain.channels import Channel
from kindregards.domain.languages import Tone
from kindregards.domain.policies import (
    DEFAULT_POLICY,
    AppealTimes,
    Branch,
    Condition,
    InterviewTimes,
    LetterStyle,
    Policy,
    PolicyState,
    Reminder,
    ReviewTimes,
    Rule,
    SendWindow,
    Telling,
)
from kindregards.domain.policy_presets import PRESETS
from kindregards.domain.policy_reports import PolicyReportMissingError, SecondPersonNeededError
from tests.approval_ui.browser import Browser
from tests.approval_ui.office import Office
from tests.approval_ui.ruling import a_report, a_version
from tests.architecture.source_files import ROOT

pytestmark = pytest.mark.anyio

DAY = timedelta(days=1)
UNUSUAL = Policy(
    rules=DEFAULT_POLICY.rules,
    automatic_rejection=False,
    interview=InterviewTimes(due=DAY, expire=2 * DAY),
    review=ReviewTimes(
        due=2 * DAY, remind=3 * DAY, escalate=4 * DAY, hold=5 * DAY, group="board", escalate_to=("managers", "财务部")
    ),
    telling=Telling(
        cooling_off=DAY,
        business_days=3,
        window=SendWindow(start=time(8, 30), end=None, workdays_only=False),
        person_gap=2 * DAY,
        channels=(Channel.SMS, Channel.EMAIL),
        fallback=False,
        call_first=False,
    ),
    reminders=(Reminder(after=DAY, channel=Channel.WECHAT),),
    letter=LetterStyle(
        tone=Tone.LIVELY,
        highlights=1,
        explain_reason=False,
        invite_talent_pool=False,
        fit_tone=True,
        reapply_after=90 * DAY,
    ),
    appeal_window=7 * DAY,
    appeal=AppealTimes(
        due=DAY, remind=3 * DAY, escalate=4 * DAY, hold=6 * DAY, group="council", escalate_to=("board",), message=False
    ),
    retain_personal_data=30 * DAY,
)
"""A policy that sets everything otherwise than the default one."""
DRAFT = "/policies/default/draft"
VERSION = "/policies/default/versions/3"
_FIELD = re.compile(r'<input[^>]*? name="([^"]+)"[^>]*>|<select[^>]*? name="([^"]+)"[^>]*>(.*?)</select>', re.DOTALL)
_VALUE = re.compile(r' value="([^"]*)"')
_CHOSEN = re.compile(r'value="([^"]*)" selected')


def typed(page: str) -> dict[str, str]:
    """Return what a browser would send of the editor's form as it was shown."""
    form = page.partition('class="stack policy-form"')[2].partition("</form>")[0]
    filled = {}
    for found in _FIELD.finditer(form):
        name, tag, choices = found[1] or found[2], found[0].partition(">")[0], found[3]
        if 'type="checkbox"' in tag:
            if " checked" in tag:
                filled[name] = "yes"
        elif choices is not None:
            chosen = _CHOSEN.search(choices)
            filled[name] = chosen[1] if chosen else ""
        else:
            value = _VALUE.search(tag)
            filled[name] = unescape(value[1]) if value else ""
    return filled


async def sent(lead: Browser, address: str = DRAFT, do: str = "keep", **changes: str) -> tuple[int, str, str]:
    """Send the editor's form with changes; return status, page and where it led."""
    filled = typed((await lead.get(address)).text) | {name.replace("__", "-"): value for name, value in changes.items()}
    answer = await lead.post(address.partition("?")[0], filled | {"do": do})
    return answer.status_code, unescape(answer.text), answer.headers.get("location", "")


@pytest.mark.parametrize("page", ["/policies", "/policies/default", "/policies/default/versions/2", VERSION])
async def test_rules_read_as_sentences_in_both_languages(page: str, reviewer: Browser, colleague: Browser) -> None:
    english, chinese = (await reviewer.get(page)).text, (await colleague.get(page)).text

    assert "turn down when the score is below 60" in english
    assert "得分低于 60 时，不通过" in chinese


async def test_the_editor_gives_back_unchanged_what_it_shows(lead: Browser, office: Office) -> None:
    status, _, place = await sent(lead)

    assert (status, place) == (303, "/policies/default/versions/4?done=drafted")
    assert office.policies.kept[-1].policy == DEFAULT_POLICY
    assert office.policies.kept[-1].author == "lena"


async def test_a_lead_changes_a_line_moves_a_rule_and_adds_one(lead: Browser, office: Office) -> None:
    added = {"rule__4__then": "reject", "rule__4__reason": "experience_gap", "rule__4__place": "1.5"}
    looks = {
        "rule__4__0__kind": "fact:below", "rule__4__0__subject": "pm_years", "rule__4__0__value": "3",
    }  # fmt: skip

    await sent(lead, rule__1__0__value="62.5", rule__0__gone="yes", **added, **looks)

    rules = office.policies.kept[-1].policy.rules
    assert rules[0].when == Condition(fact="pm_years", below=3)
    assert rules[1].when == Condition(score_below=62.5)
    assert [rule.then for rule in rules] == [Branch.REJECT, Branch.REJECT, Branch.ADVANCE, Branch.REVIEW]


async def test_times_and_habits_are_kept(lead: Browser, office: Office) -> None:
    times = {"review.due-number": "2", "review.due-unit": "days", "tone": "formal", "closes": "00:00"}
    filled = typed((await lead.get(DRAFT)).text) | times | {"do": "keep", "reminder-1-channel": ""}

    await lead.post(DRAFT, {name: value for name, value in filled.items() if name != "workdays_only"})

    policy = office.policies.kept[-1].policy
    assert policy.review.due.days == 2
    assert (policy.letter.tone, policy.telling.window.end, policy.telling.window.workdays_only) == (
        "formal",
        None,
        False,
    )
    assert len(policy.reminders) == 1


def settings_of(value: object, name: str = "") -> dict[str, object]:
    """Return everything a policy sets beside its rules, by the way to it."""
    if not is_dataclass(value) or name == "reminders":
        return {name: value}
    inside = [settings_of(getattr(value, each.name), f"{name}.{each.name}") for each in fields(value)]
    return {way: found for each in inside for way, found in each.items() if way != ".rules"}


async def test_a_new_policy_can_set_whatever_a_policy_has(lead: Browser, office: Office) -> None:
    usual, wanted = settings_of(DEFAULT_POLICY), settings_of(UNUSUAL)
    office.policies.kept.append(a_version(4, PolicyState.DRAFT, UNUSUAL))
    shown = typed((await lead.get(f"{DRAFT}?from=4")).text)

    answer = await lead.post("/new-policy", shown | {"name": "unusual", "newest": "0", "start": "0", "do": "keep"})

    assert [way for way in usual if usual[way] == wanted[way]] == [], "the test leaves a setting as it is"
    assert answer.status_code == 303
    assert office.policies.kept[-1].policy == UNUSUAL
    assert "board → managers" in (await lead.get("/policies/unusual/versions/1")).text


async def test_checking_keeps_nothing_and_makes_room_for_another_line(lead: Browser, office: Office) -> None:
    status, page, _ = await sent(lead, do="check", rule__4__then="advance", rule__4__0__kind="stage:offer")

    assert status == 422
    assert "This rule is never reached" in page
    assert 'name="rule-5-then"' in page
    assert len(office.policies.kept) == 3


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"rule__1__0__value": "sixty"}, "A number belongs here"),
        ({"rule__1__0__value": "200"}, "Scores run from 0 to 100"),
        ({"rule__1__0__value": "80"}, "overlaps with an earlier one"),
        ({"rule__0__0__subject": "expected_salry"}, "No interview has sent a fact of this name"),
        ({"rule__0__0__value": ""}, "A value is missing"),
        ({"rule__1__reason": ""}, "Choose the reason that this rule records"),
        ({"review.due-number": "-1"}, "A review is due after: a time cannot be below zero."),
        ({"review.due-number": "soon"}, "A review is due after: write a number"),
        ({"opens": "18:00", "closes": "09:00"}, "the first lies behind the second"),
        ({"opens": ""}, "Write the hours between which letters may leave"),
        ({"newest": "2"}, "Somebody wrote a newer version"),
    ],
)
async def test_a_mistake_is_named_in_words_and_nothing_is_kept(
    changes: dict[str, str], sentence: str, lead: Browser, office: Office
) -> None:
    status, page, _ = await sent(lead, **changes)

    assert status in {409, 422}
    assert sentence in page
    assert len(office.policies.kept) == 3
    assert 'value="75"' in page


async def test_a_mistake_stands_at_its_rule(lead: Browser) -> None:
    _, page, _ = await sent(lead, rule__1__0__value="200")

    assert "Scores run" in page.partition("<legend>Rule 2</legend>")[2].partition("</fieldset>")[0]


async def test_a_new_policy_starts_from_a_preset_and_needs_a_free_name(lead: Browser, office: Office) -> None:
    address = "/new-policy?preset=finance_75"

    taken, page, _ = await sent(lead, address, name="default")
    unfit, _, _ = await sent(lead, address, name="财务")
    status, _, place = await sent(lead, address, name="finance")

    assert (taken, unfit, status) == (422, 422, 303)
    assert "There is a policy of this name already" in page
    assert place == "/policies/finance/versions/1?done=drafted"
    assert office.policies.kept[-1].policy == PRESETS["finance_75"].policy


async def test_a_back_test_shows_who_changes_side_groups_and_the_sweep_with_its_numbers(lead: Browser) -> None:
    before = (await lead.get(VERSION)).text
    await lead.send(VERSION, f"{VERSION}/backtest")

    page = unescape((await lead.get(VERSION)).text)

    assert "Nobody has replayed this version yet" in before
    assert "113 of 120 go the way they went" in page
    assert "7 × to a person before, turned down under this version" in page
    assert "Too few to say" in page
    assert 'role="img" aria-label="What a line at each score would do"' in page
    assert "The same as a table" in page
    assert "not legal advice" in page


async def test_without_evaluations_a_report_says_so(lead: Browser, office: Office) -> None:
    office.policies.made[3] = a_report(3, people=0)

    assert "nothing to replay" in (await lead.get(VERSION)).text


async def test_an_impact_assessment_is_kept_with_its_version_and_a_bad_one_comes_back(
    lead: Browser, reviewer: Browser, office: Office
) -> None:
    action, words = f"{VERSION}/impact-assessments", "Purpose, risks,\nand what protects people."

    ahead = await lead.send(VERSION, action, title="PIPIA", made_on="2099-01-01", text=words)
    kept = await lead.send(VERSION, action, title="PIPIA", made_on="2026-03-01", text=words)
    shown = (await reviewer.get(VERSION)).text

    assert ahead.status_code == 422
    assert "a day that is not ahead" in ahead.text
    assert "and what protects people.</textarea>" in ahead.text
    assert kept.headers["location"] == f"{VERSION}?done=assessed"
    assert [each.text for each in office.impact.kept] == [words]
    assert "PIPIA" in shown
    assert 'name="made_on"' not in shown


async def test_a_lead_lets_a_version_decide(lead: Browser, office: Office) -> None:
    answer = await lead.send(VERSION, f"{VERSION}/activate")

    assert answer.headers["location"] == f"{VERSION}?done=activated"
    assert next(each for each in office.policies.kept if each.version == 3).state is PolicyState.ACTIVE


@pytest.mark.parametrize(
    ("refusal", "sentence"),
    [
        (PolicyReportMissingError("x"), "Make the back-test below"),
        (SecondPersonNeededError("x"), "Ask another lead"),
    ],
)
async def test_what_is_missing_for_activation_is_said_on_the_page(
    refusal: PolicyReportMissingError, sentence: str, lead: Browser, office: Office
) -> None:
    office.policies.refusal = refusal

    answer = await lead.send(VERSION, f"{VERSION}/activate")

    assert answer.status_code == 409
    assert sentence in answer.text


async def test_a_reviewer_reads_policies_and_changes_none(reviewer: Browser, office: Office) -> None:
    page = (await reviewer.get(VERSION)).text

    refused = [await reviewer.get(DRAFT), await reviewer.post(f"{VERSION}/activate", {"form_token": "x"})]

    assert "activate" not in page
    assert [answer.status_code for answer in refused] == [403, 403]
    assert office.policies.kept[-1].state is PolicyState.DRAFT


@pytest.mark.parametrize("path", ["/policies/nobody", "/policies/default/versions/9", "/policies/nobody/draft"])
async def test_an_unknown_policy_or_version_is_not_found(path: str, lead: Browser) -> None:
    answer = await lead.get(path)

    assert answer.status_code == 404
    assert "There is no such policy" in answer.text


def test_every_kind_of_condition_comes_back_from_the_form_as_it_went_in() -> None:
    conditions = [
        Condition(score_at_least=40, score_below=62.5, confidence_below=0.5),
        Condition(stage="offer", source="vendor", country="CN"),
        Condition(requirement_gap="cpa"),
        Condition(fact="expected_salary", above=1, below=99_000.5),
        Condition(fact="needs_visa", equals=True),
        Condition(fact="degree", equals="master"),
        Condition(competency="用户分层", at_least=60, equals=70),
    ]
    rules = [Rule(when=when, then=Branch.REJECT, reason="language") for when in conditions]

    assert [rule_of(line) for line in lines_of(rules)[:-1]] == rules


def test_times_come_back_as_they_went_in() -> None:
    settings = PolicySettings.of(DEFAULT_POLICY)

    assert settings.lengths["review.due"].duration == DEFAULT_POLICY.review.due
    assert settings.lengths["retain_personal_data"].number == "180"


def test_every_code_of_the_checks_has_words() -> None:
    sources = [ROOT / "kindregards/domain" / f"{name}.py" for name in ("policy_checks", "condition_checks", "bands")]
    text = "".join(path.read_text() for path in sources)
    codes = set(re.findall(r'(?:code=|yield )"([a-z_]+)"', text))

    assert len(codes) > 20
    assert codes <= set(POLICY_PROBLEMS)


async def test_a_lead_adds_a_reason_and_everybody_reads_it_in_their_language(
    lead: Browser, reviewer: Browser, colleague: Browser
) -> None:
    typed = {
        "code": "night_work", "label-zh-CN": "夜班", "label-en": "Night work", "party": "company",
        "text-zh-CN": "这个岗位需要上夜班。", "text-en": "The role is worked at night.",
    }  # fmt: skip

    refused = await lead.send("/reasons", "/reasons", **typed | {"text-en": ""})
    kept = await lead.send("/reasons", "/reasons", **typed)
    retired = await lead.send("/reasons", "/reasons/shift_work/retire")

    assert (refused.status_code, kept.status_code, retired.status_code) == (422, 303, 303)
    assert "Write what a candidate reads in both languages" in refused.text
    assert "这个岗位需要上夜班。" in refused.text
    assert "Night work" in (await reviewer.get("/queue/review-1")).text
    assert "夜班" in (await colleague.get("/reasons")).text
    assert '<option value="shift_work"' not in (await reviewer.get("/queue/review-1")).text
    assert "Keep this reason" not in (await reviewer.get("/reasons")).text
