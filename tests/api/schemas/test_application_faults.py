"""Applications that are not what they should be: each field, each fault, its own code."""

import json

import pytest

from api.bodies import parse_result
from api.schemas.applications import ApplicationBody
from kindregards.http.refusals import RequestInvalidError
from tests.api.bodies import Json, a_result, an_application

DUE = "interview__due_at"


def faults_in(body: Json) -> list[tuple[str, str]]:
    with pytest.raises(RequestInvalidError) as refused:
        parse_result(json.dumps(body).encode(), ApplicationBody)
    assert refused.value.code == "request_invalid"
    assert all(problem.message.endswith(".") for problem in refused.value.problems)
    return [(problem.pointer, problem.code) for problem in refused.value.problems]


FAULTS = [
    ({"stage": "third_round"}, "/stage", "value_unknown"),
    ({"stage": None}, "/stage", "value_unknown"),
    ({"external_id": ""}, "/external_id", "too_short"),
    ({"external_id": "  "}, "/external_id", "blank"),
    ({"external_id": 4711}, "/external_id", "type_wrong"),
    ({"external_id": "x" * 201}, "/external_id", "too_long"),
    ({"external_id": "a\nb"}, "/external_id", "characters_refused"),
    ({"priority": 1}, "/priority", "field_unknown"),
    ({"candidate": []}, "/candidate", "type_wrong"),
    ({"candidate": None}, "/candidate", "type_wrong"),
    ({"candidate__name": ""}, "/candidate/name", "too_short"),
    ({"candidate__name": "   "}, "/candidate/name", "too_short"),
    ({"candidate__name": "\u200d"}, "/candidate/name", "blank"),
    ({"candidate__name": "王\x00梅"}, "/candidate/name", "characters_refused"),
    ({"candidate__name": "王\x1b[31m"}, "/candidate/name", "characters_refused"),
    ({"candidate__name": "Wang\r\nBcc: x@example.com"}, "/candidate/name", "characters_refused"),
    ({"candidate__name": "\u202egnaW"}, "/candidate/name", "characters_refused"),
    ({"candidate__name": "x" * 201}, "/candidate/name", "too_long"),
    ({"candidate__nick/name~": "x"}, "/candidate/nick~1name~0", "field_unknown"),
    ({"candidate__email": "wang"}, "/candidate/email", "email_invalid"),
    ({"candidate__email": "wang@"}, "/candidate/email", "email_invalid"),
    ({"candidate__email": "wang@example"}, "/candidate/email", "email_invalid"),
    ({"candidate__email": "wang@example.com\r\nBcc: x@example.com"}, "/candidate/email", "email_invalid"),
    ({"candidate__email": "Wang <wang@example.com>"}, "/candidate/email", "email_invalid"),
    ({"candidate__email": "w@nowhere.invalid"}, "/candidate/email", "email_invalid"),
    ({"candidate__email": ["wang@example.com"]}, "/candidate/email", "type_wrong"),
    ({"candidate__phone": "13800138000"}, "/candidate/phone", "phone_invalid"),
    ({"candidate__phone": "+86138"}, "/candidate/phone", "phone_invalid"),
    ({"candidate__phone": "+999123456789"}, "/candidate/phone", "phone_invalid"),
    ({"candidate__phone": "+1800FLOWERS"}, "/candidate/phone", "phone_invalid"),
    ({"candidate__phone": "+8613800138000;ext=1"}, "/candidate/phone", "phone_invalid"),
    ({"candidate__phone": 8613800138000}, "/candidate/phone", "type_wrong"),
    ({"candidate__wechat_openid": "o6 bmj"}, "/candidate/wechat_openid", "form_wrong"),
    ({"candidate__locale": "xx"}, "/candidate/locale", "locale_unknown"),
    ({"candidate__locale": "zh_CN"}, "/candidate/locale", "locale_unknown"),
    ({"candidate__locale": "en-ZZ"}, "/candidate/locale", "locale_unknown"),
    ({"candidate__locale": "root"}, "/candidate/locale", "locale_unknown"),
    ({"candidate__locale": ""}, "/candidate/locale", "locale_unknown"),
    ({"candidate__timezone": "Mars/Olympus"}, "/candidate/timezone", "timezone_unknown"),
    ({"candidate__timezone": "../../etc/passwd"}, "/candidate/timezone", "timezone_unknown"),
    ({"candidate__timezone": "+08:00"}, "/candidate/timezone", "timezone_unknown"),
    ({"candidate__country": "XX"}, "/candidate/country", "country_unknown"),
    ({"candidate__country": "cn"}, "/candidate/country", "country_unknown"),
    ({"candidate__country": "CHN"}, "/candidate/country", "too_long"),
    ({"candidate__career_level": "junior"}, "/candidate/career_level", "value_unknown"),
    ({"candidate__channels": ["fax"]}, "/candidate/channels/0", "value_unknown"),
    ({"candidate__channels": ["email", "email"]}, "/candidate", "duplicate"),
    ({"candidate__channels": "email"}, "/candidate/channels", "type_wrong"),
    ({"candidate__tone_wish": "angry"}, "/candidate/tone_wish", "value_unknown"),
    ({"candidate__consents": {"sms": "yes"}}, "/candidate/consents/sms", "type_wrong"),
    ({"candidate__consents": {"sms": 1}}, "/candidate/consents/sms", "type_wrong"),
    ({"candidate__consents": {"email": True}}, "/candidate/consents/email", "field_unknown"),
    ({"candidate__self_declared": {"gender": 1}}, "/candidate/self_declared/gender", "type_wrong"),
    ({"job__title": "经理\u0000"}, "/job/title", "characters_refused"),
    ({"job__requirements": [{"code": "a"}]}, "/job/requirements/0/text", "field_required"),
    ({"job__requirements": [{"code": "a b", "text": "x"}]}, "/job/requirements/0/code", "form_wrong"),
    ({"job__requirements": [{"code": "a", "text": "x"}] * 2}, "/job", "duplicate"),
    ({"job__requirements": [{"code": f"r{n}", "text": "x"} for n in range(51)]}, "/job/requirements", "too_many"),
    ({DUE: "2026-03-04T10:00:00"}, "/interview/due_at", "time_without_zone"),
    ({DUE: "2026-03-04"}, "/interview/due_at", "time_invalid"),
    ({DUE: "1700000000"}, "/interview/due_at", "time_invalid"),
    ({DUE: 1700000000}, "/interview/due_at", "time_invalid"),
    ({DUE: "2026-02-30T10:00:00Z"}, "/interview/due_at", "time_invalid"),
    ({DUE: "0001-01-01T00:00:00+14:00"}, "/interview/due_at", "out_of_range"),
    ({DUE: "9999-12-31T23:59:59-12:00"}, "/interview/due_at", "out_of_range"),
    ({"interview_result": a_result(score=101)}, "/interview_result/score", "out_of_range"),
    ({"interview_result": a_result(score=-0.1)}, "/interview_result/score", "out_of_range"),
    ({"interview_result": a_result(score="58")}, "/interview_result/score", "type_wrong"),
    ({"interview_result": a_result(score=True)}, "/interview_result/score", "type_wrong"),
    ({"interview_result": a_result(score=None)}, "/interview_result/score", "type_wrong"),
]


@pytest.mark.parametrize(("changes", "pointer", "code"), FAULTS)
def test_each_fault_is_named_by_pointer_and_code(changes: Json, pointer: str, code: str) -> None:
    assert faults_in(an_application(**changes)) == [(pointer, code)]


@pytest.mark.parametrize(
    ("missing", "pointer"),
    [
        (("external_id",), "/external_id"),
        (("stage",), "/stage"),
        (("candidate",), "/candidate"),
        (("job",), "/job"),
        (("candidate", "external_id"), "/candidate/external_id"),
        (("candidate", "name"), "/candidate/name"),
        (("candidate", "locale"), "/candidate/locale"),
        (("job", "external_id"), "/job/external_id"),
        (("job", "title"), "/job/title"),
    ],
)
def test_what_is_required_must_be_there(missing: tuple[str, ...], pointer: str) -> None:
    body = an_application()
    place = body if len(missing) == 1 else body[missing[0]]
    del place[missing[-1]]

    assert faults_in(body) == [(pointer, "field_required")]


def test_somebody_without_any_address_cannot_be_told_anything() -> None:
    body = an_application(candidate__email=None, candidate__phone=None)

    assert faults_in(body) == [("/candidate", "address_missing")]
