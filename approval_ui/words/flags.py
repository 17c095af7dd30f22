"""Why a person has to look, in words."""

from dataclasses import dataclass

from approval_ui.words.states import HELD_REASONS
from kindregards.domain.appeals import APPEAL_FLAG
from kindregards.domain.applications import HeldReason
from kindregards.domain.assessment import Flag
from kindregards.http.languages import marked


@dataclass(frozen=True, slots=True)
class FlagWords:
    """A flag's name for lists and its sentence for the case; both are messages."""

    name: str
    sentence: str


_UNKNOWN = marked("Somebody should look at this case.")

FLAGS: dict[str, FlagWords] = {
    Flag.BORDERLINE_RULE: FlagWords(
        marked("Borderline"), marked("The policy sends results like this one to a person.")
    ),
    Flag.NO_RULE_MATCHED: FlagWords(
        marked("No rule fits"), marked("No rule of the policy fits this result, so a person decides.")
    ),
    Flag.LOW_CONFIDENCE: FlagWords(
        marked("Low confidence"),
        marked("The interview itself doubts its score. Read the evidence before you rely on it."),
    ),
    Flag.LAW_WANTS_PERSON: FlagWords(
        marked("Law wants a person"),
        marked("Where this candidate lives, a person must decide before somebody is turned down."),
    ),
    Flag.AUTOMATIC_REJECTION_OFF: FlagWords(
        marked("Automatic rejection off"), marked("Your policy turns nobody down without a person.")
    ),
    APPEAL_FLAG: FlagWords(
        marked("Appeal"),
        marked("The candidate asked that another person looks again. Whoever decided first cannot answer this."),
    ),
    "corrected": FlagWords(
        marked("Corrected"), marked("The candidate was told something wrong and has been told so. Please decide anew.")
    ),
    "correction_not_written": FlagWords(
        marked("Correction not sent"),
        marked("The candidate was told something wrong, and no correction could be written. Call or write to them."),
    ),
    "undone": FlagWords(marked("Decision undone"), marked("A decision was taken back. Please decide again.")),
    "released": FlagWords(
        marked("Sent back to review"), marked("A held application was sent back to be decided here.")
    ),
    HeldReason.NEEDS_DATA: FlagWords(marked("Needs data"), HELD_REASONS[HeldReason.NEEDS_DATA]),
    HeldReason.LINT: FlagWords(marked("Letter needs work"), HELD_REASONS[HeldReason.LINT]),
    HeldReason.AI_INTERVIEW_DECLINED: FlagWords(
        marked("AI interview declined"), HELD_REASONS[HeldReason.AI_INTERVIEW_DECLINED]
    ),
    HeldReason.LIVE_OFFER: FlagWords(marked("Live offer"), HELD_REASONS[HeldReason.LIVE_OFFER]),
    HeldReason.AMBIGUOUS_DISPATCH: FlagWords(
        marked("Unclear whether sent"), HELD_REASONS[HeldReason.AMBIGUOUS_DISPATCH]
    ),
    HeldReason.CHANNELS_FAILED: FlagWords(marked("Not delivered"), HELD_REASONS[HeldReason.CHANNELS_FAILED]),
    HeldReason.REVIEW_OVERDUE: FlagWords(marked("Out of time"), HELD_REASONS[HeldReason.REVIEW_OVERDUE]),
    HeldReason.CONFIGURATION: FlagWords(marked("Channel set up wrongly"), HELD_REASONS[HeldReason.CONFIGURATION]),
}


def flag_words(code: str) -> FlagWords:
    """Return the words of a flag; one of a newer version shows its code."""
    return FLAGS.get(code) or FlagWords(code.replace("_", " "), _UNKNOWN)
