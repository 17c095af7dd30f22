"""The words that templates may use, under one name."""

from collections.abc import Mapping
from functools import partial

from approval_ui.policy_lines import BRANCH_CHOICES, CONDITION_KINDS
from approval_ui.policy_settings import TIMES, UNIT_WORDS
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
from approval_ui.words.fairness import ATTENTION, BRANCHES, FINDING_CHIPS, move_words
from approval_ui.words.flags import flag_words
from approval_ui.words.guide import KEYS
from approval_ui.words.inputs import EVIDENCE, input_words
from approval_ui.words.notices import NOTICE_EVENTS, NOTICE_STATES
from approval_ui.words.people import ACTORS, ROLES, candidates_reasons, reason_label, reasons_against, reasons_for
from approval_ui.words.places import MORE, PLACES
from approval_ui.words.replies import ASKS_TO_STOP, AUTOMATIC, REPLY_WAITS
from approval_ui.words.requests import REQUEST_KINDS
from approval_ui.words.rules import fact_value, recorded_rule
from approval_ui.words.states import (
    APPLICATION_STATES,
    HELD_REASONS,
    LANGUAGES,
    LATE,
    LETTER_STATES,
    OUTCOMES,
    POLICY_STATES,
    PURPOSES,
    REVIEW_STATES,
    STAGES,
    TONES,
    VOIDED,
)
from approval_ui.words.templates import (
    BLOCKS,
    BRAND_FIELDS,
    COVERAGE,
    KINDS,
    PRESETS,
    SAMPLE_CASES,
    TEMPLATE_STATES,
    template_names,
)
from approval_ui.words.timeline import INSTRUCTIONS, TOO_LATE, event_words
from approval_ui.words.tones import STYLE_SIGNS, STYLE_SOURCES, STYLES, TONE_AUTHORITIES
from kindregards.domain.facts import fact_words
from kindregards.domain.reasons import Reasons

__all__ = [
    "ACTORS",
    "APPLICATION_STATES",
    "ASKS_TO_STOP",
    "ATTEMPTS",
    "ATTENTION",
    "AUTOMATIC",
    "BLOCKS",
    "BRANCHES",
    "BRANCH_CHOICES",
    "BRAND_FIELDS",
    "CHANNELS",
    "CONDITION_KINDS",
    "COVERAGE",
    "DELIVERY_STATES",
    "EVENTS",
    "EVIDENCE",
    "FINDING_CHIPS",
    "HELD_REASONS",
    "INSTRUCTIONS",
    "KEYS",
    "KINDS",
    "LANGUAGES",
    "LATE",
    "LETTER_STATES",
    "MORE",
    "NOTICE_EVENTS",
    "NOTICE_STATES",
    "OUTCOMES",
    "PLACES",
    "POLICY_STATES",
    "PRESETS",
    "PROVIDERS",
    "PURPOSES",
    "REPLY_WAITS",
    "REQUEST_KINDS",
    "RESOLVED_BY",
    "REVIEW_STATES",
    "ROLES",
    "SAMPLE_CASES",
    "SCENARIOS",
    "STAGES",
    "STOP_ICONS",
    "STYLES",
    "STYLE_SIGNS",
    "STYLE_SOURCES",
    "TEMPLATE_STATES",
    "TIMES",
    "TONES",
    "TONE_AUTHORITIES",
    "TOO_LATE",
    "UNIT_WORDS",
    "VOIDED",
    "candidates_reasons",
    "chapters_of",
    "event_words",
    "fact_value",
    "fact_words",
    "flag_words",
    "input_words",
    "move_words",
    "problem_text",
    "reason_label",
    "reasons_against",
    "reasons_for",
    "recorded_rule",
    "template_names",
    "with_reasons",
]


def with_reasons(reasons: Reasons) -> Mapping[str, object]:
    """Return all these words, where a reason is one of a company's list."""
    said = {each.__name__: partial(each, reasons=reasons) for each in _OF_REASONS}
    return _WORDS | said


_OF_REASONS = (reason_label, reasons_against, reasons_for, candidates_reasons)
_WORDS: dict[str, object] = {name: globals()[name] for name in __all__}
