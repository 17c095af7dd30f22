"""Names that promise emotion, facial or vocal data."""

import pytest

from kindregards.domain.emotion_data import is_emotion_measure, names_emotion_data


@pytest.mark.parametrize(
    "name",
    [
        *("emotion", "Emotions", "emotion_score", "emotionScore", "candidate-emotion", "emotional_state", "EMOTION"),
        *("facial", "facial_expression", "facialExpressions", "face", "face_analysis", "faceScore", "face_emotion"),
        *("voice", "voice_affect", "voiceAffect", "vocal_stress", "voice-tone", "speech_emotion", "voiceprint", "tone"),
        *("affect", "affective", "mood", "sentiment", "sentimentScore", "arousal", "valence", "prosody", "pitch"),
        *("micro_expression", "microexpressions", "eye_contact", "eyeTracking", "gaze", "smile", "smiling_ratio"),
        *("body_language", "heartRate", "tone_of_voice"),
        *("情绪", "情绪得分", "面部表情", "微表情", "语气", "语调分析", "眼神交流", "心率", "人脸识别"),
    ],
)
def test_emotion_face_and_voice_are_recognised_in_any_spelling(name: str) -> None:
    assert names_emotion_data(name)


@pytest.mark.parametrize(
    "name",
    [
        *("score", "expected_salary", "pm_years", "certified", "english_level", "notice_period_days", "", "王"),
        *("affected_systems", "interface_design", "facilitation", "voice_of_customer", "face_to_face_meetings"),
        *("written_expression", "stone_masonry", "moodle", "invoice", "surface", "pitching", "language", "期望薪资"),
    ],
)
def test_ordinary_facts_are_not_mistaken_for_it(name: str) -> None:
    assert not names_emotion_data(name)


@pytest.mark.parametrize("name", ["Emotion", "emotional state", "Facial expressions", "voice tone", "情绪", "微表情"])
def test_a_competency_that_is_nothing_else_is_refused(name: str) -> None:
    assert is_emotion_measure(name)


@pytest.mark.parametrize(
    "name", ["Emotional intelligence", "Sentiment analysis", "情绪管理", "情感营销", "Face to face"]
)
def test_a_competency_that_deals_with_feelings_is_an_ability(name: str) -> None:
    assert not is_emotion_measure(name)
