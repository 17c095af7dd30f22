"""Interview results that are not what they should be."""

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.bodies import parse_result
from api.schemas.results import InterviewResultBody
from kindregards.http.refusals import EmotionDataRefusedError, JsonInvalidError, RequestInvalidError
from tests.api.bodies import Json, a_result


def read(body: Json) -> InterviewResultBody:
    return parse_result(json.dumps(body).encode(), InterviewResultBody)


def faults_in(body: Json) -> list[tuple[str, str]]:
    with pytest.raises(RequestInvalidError) as refused:
        read(body)
    return [(problem.pointer, problem.code) for problem in refused.value.problems]


@pytest.mark.parametrize("score", [0, 58.5, 60, 100, 1e-9])
def test_a_score_from_0_to_100_is_taken_exactly(score: float) -> None:
    assert read(a_result(score=score)).value().score == score


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"score": 100.0001}, "/score", "out_of_range"),
        ({"score": -1}, "/score", "out_of_range"),
        ({"score": "58"}, "/score", "type_wrong"),
        ({"score": [58]}, "/score", "type_wrong"),
        ({"score": False}, "/score", "type_wrong"),
        ({"score": float("nan")}, "/score", "not_a_number"),
        ({"score": float("inf")}, "/score", "not_a_number"),
        ({"score": float("-inf")}, "/score", "not_a_number"),
        ({"score": 10**400}, "/score", "not_a_number"),
        ({"confidence": 1.1}, "/confidence", "out_of_range"),
        ({"confidence": float("nan")}, "/confidence", "not_a_number"),
        ({"result_id": ""}, "/result_id", "too_short"),
        ({"completed_at": "yesterday"}, "/completed_at", "time_invalid"),
        ({"completed_at": "2026-03-04T09:00:00"}, "/completed_at", "time_without_zone"),
        ({"competencies": {"name": "x"}}, "/competencies", "type_wrong"),
        ({"competencies": [{"name": "x", "score": 101}]}, "/competencies/0/score", "out_of_range"),
        ({"competencies": [{"name": "x", "weight": 1}]}, "/competencies/0/weight", "field_unknown"),
        ({"highlights": [{"text": "a\nb"}]}, "/highlights/0/text", "characters_refused"),
        ({"highlights": [{"text": "a", "evidence": "x\x00y"}]}, "/highlights/0/evidence", "characters_refused"),
        ({"highlights": [{"text": "a", "evidence": "x" * 10_001}]}, "/highlights/0/evidence", "too_long"),
        ({"concerns": [{"text": "a", "reason": "no such code"}]}, "/concerns/0/reason", "form_wrong"),
        ({"facts": {"a": None}}, "/facts/a", "type_wrong"),
        ({"facts": {"a": [1]}}, "/facts/a", "type_wrong"),
        ({"facts": {"a": {"b": 1}}}, "/facts/a", "type_wrong"),
        ({"facts": {"a": float("nan")}}, "/facts/a", "not_a_number"),
        ({"facts": {"a": float("inf")}}, "/facts/a", "not_a_number"),
        ({"facts": {"a": 10**400}}, "/facts/a", "not_a_number"),
        ({"facts": {"a": "x\x00"}}, "/facts/a", "characters_refused"),
        ({"facts": {"a": "x" * 501}}, "/facts/a", "too_long"),
        ({"facts": {f"f{number}": 1 for number in range(201)}}, "/facts", "too_many"),
        ({"facts": [1]}, "/facts", "type_wrong"),
        ({"transcript": [{"speaker": "c", "text": "\u202ex"}]}, "/transcript/0/text", "characters_refused"),
        ({"transcript": [{"speaker": "c", "text": "x", "at": -1}]}, "/transcript/0/at", "out_of_range"),
        ({"communication_style": "choleric"}, "/communication_style", "value_unknown"),
        ({"comment": "x"}, "/comment", "field_unknown"),
    ],
)
def test_each_fault_is_named_by_pointer_and_code(changes: Json, pointer: str, code: str) -> None:
    assert faults_in(a_result(**changes)) == [(pointer, code)]


def test_facts_keep_their_kind() -> None:
    result = read(a_result(facts={"number": 3, "share": 0.5, "text": "C1\nC2", "truth": True})).value()

    assert result.facts == {"number": 3.0, "share": 0.5, "text": "C1\nC2", "truth": True}
    assert result.facts["truth"] is True


def test_everything_in_the_documentation_s_example_arrives() -> None:
    result = read(a_result()).value()

    assert (result.result_id, result.score, result.confidence) == ("r-1", 58.5, 0.9)
    assert [(each.name, each.score) for each in result.competencies] == [("用户分层", 86)]
    assert [each.competency for each in result.highlights] == ["用户分层"]
    assert [(each.reason, each.requirement) for each in result.concerns] == [("experience_gap", "pm_years")]
    assert [(each.speaker, each.at) for each in result.transcript] == [("candidate", 12.4)]


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"emotion": {"joy": 0.4}}, "/emotion"),
        ({"facial_expression": "smiling"}, "/facial_expression"),
        ({"voiceAffect": 3}, "/voiceAffect"),
        ({"facts": {"emotion_score": 3}}, "/facts/emotion_score"),
        ({"facts": {"情绪得分": 3}}, "/facts/情绪得分"),
        ({"competencies": [{"name": "x", "sentiment": 1}]}, "/competencies/0/sentiment"),
        ({"competencies": [{"name": "Facial expression", "score": 40}]}, "/competencies/0/name"),
        ({"highlights": [{"text": "x", "smile": True}]}, "/highlights/0/smile"),
        ({"transcript": [{"speaker": "c", "text": "x", "tone": "sad"}]}, "/transcript/0/tone"),
        ({"analysis": {"video": [{"eye_contact": 0.3}]}}, "/analysis/video/0/eye_contact"),
        ({"score": "58", "mood": "sad"}, "/mood"),
    ],
)
def test_emotion_data_is_refused_by_its_own_code_wherever_it_hides(changes: Json, pointer: str) -> None:
    with pytest.raises(EmotionDataRefusedError) as refused:
        read(a_result(**changes))

    first = refused.value.problems[0]
    assert (first.pointer, first.code) == (pointer, "emotion_data_refused")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"{'score': 58}",
        b'{"score": 58,}',
        b"\xff\xfe{\x00}\x00",
        b"\xef\xbb\xbf{}",
        b'{"result_id": "\\ud800"}',
        b'{"result_id": "\xed\xa0\x80"}',
        b"[" * 10_000,
        b'{"score":' + b"9" * 10_000 + b"}",
    ],
)
def test_what_is_no_json_is_refused_as_such(raw: bytes) -> None:
    with pytest.raises(JsonInvalidError):
        parse_result(raw, InterviewResultBody)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
@settings(max_examples=40, deadline=None)
def test_any_json_is_taken_or_refused_and_never_breaks_anything(value: object) -> None:
    for body in (value, a_result(facts=value), a_result(score=value), a_result() | {"x": value}):
        with suppress(RequestInvalidError, JsonInvalidError):
            taken = parse_result(json.dumps(body).encode(), InterviewResultBody)
            assert 0 <= taken.value().score <= 100
