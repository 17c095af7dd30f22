"""The words that templates may use, under one name."""

from approval_ui.words.chapters import SCENARIOS, STOP_ICONS, chapters_of
from approval_ui.words.deliveries import (
    ATTEMPTS,
    CHANNELS,
    DELIVERY_STATES,
    EVENTS,
    PROVIDERS,
    RESOLVED_BY,
    problem_text,
)
from approval_ui.words.flags import flag_words
from approval_ui.words.people import ACTORS, ROLES, candidates_reasons, reason_label, reasons_against, reasons_for
from approval_ui.words.replies import ASKS_TO_STOP, AUTOMATIC, REPLY_WAITS
from approval_ui.words.rules import fact_name, fact_value, recorded_rule
from approval_ui.words.states import (
    APPLICATION_STATES,
    HELD_REASONS,
    LANGUAGES,
    LATE,
    LETTER_STATES,
    OUTCOMES,
    PURPOSES,
    REVIEW_STATES,
    STAGES,
    TONES,
)
from approval_ui.words.timeline import INSTRUCTIONS, TOO_LATE, event_words

__all__ = [
    "ACTORS",
    "APPLICATION_STATES",
    "ASKS_TO_STOP",
    "ATTEMPTS",
    "AUTOMATIC",
    "CHANNELS",
    "DELIVERY_STATES",
    "EVENTS",
    "HELD_REASONS",
    "INSTRUCTIONS",
    "LANGUAGES",
    "LATE",
    "LETTER_STATES",
    "OUTCOMES",
    "PROVIDERS",
    "PURPOSES",
    "REPLY_WAITS",
    "RESOLVED_BY",
    "REVIEW_STATES",
    "ROLES",
    "SCENARIOS",
    "STAGES",
    "STOP_ICONS",
    "TONES",
    "TOO_LATE",
    "candidates_reasons",
    "chapters_of",
    "event_words",
    "fact_name",
    "fact_value",
    "flag_words",
    "problem_text",
    "reason_label",
    "reasons_against",
    "reasons_for",
    "recorded_rule",
]
