"""Where applications, reviews and letters stand, in words."""

from approval_ui.words.chips import Chip, Shade
from kindregards.domain.applications import ApplicationState, HeldReason, Outcome, Stage
from kindregards.domain.languages import Language, Tone
from kindregards.domain.letters import LetterState, Purpose
from kindregards.domain.policies import PolicyState
from kindregards.domain.reviews import ReviewState
from kindregards.http.languages import marked

APPLICATION_STATES = {
    ApplicationState.AWAITING_INTERVIEW: Chip(marked("Awaiting interview"), "hourglass"),
    ApplicationState.AWAITING_REVIEW: Chip(marked("In review"), "eye", Shade.ACCENT),
    ApplicationState.LETTER_PENDING: Chip(marked("Not told yet"), "clock", Shade.ACCENT),
    ApplicationState.TOLD: Chip(marked("Told"), "send"),
    ApplicationState.ACKNOWLEDGED: Chip(marked("Read"), "check", Shade.POSITIVE),
    ApplicationState.HELD: Chip(marked("Needs a person"), "hand", Shade.WARNING),
    ApplicationState.CLOSED: Chip(marked("Closed"), "archive"),
}

OUTCOMES = {
    Outcome.ADVANCE: Chip(marked("Advanced"), "forward"),
    Outcome.REJECT: Chip(marked("Not selected"), "stop"),
    Outcome.WITHDRAWN: Chip(marked("Withdrawn"), "leave"),
    Outcome.OFFER_DECLINED: Chip(marked("Offer declined"), "leave"),
    Outcome.EXPIRED: Chip(marked("Expired"), "hourglass"),
}

STAGES = {
    Stage.SCREENING: marked("Screening"),
    Stage.SECOND_ROUND: marked("Second round"),
    Stage.OFFER: marked("Offer"),
}

HELD_REASONS = {
    HeldReason.NEEDS_DATA: marked("The letter could not be written: something it needs is missing."),
    HeldReason.LINT: marked("The draft says something that no letter may say."),
    HeldReason.AMBIGUOUS_DISPATCH: marked(
        "The provider's answer got lost, so nobody knows whether the letter left. It is never sent twice blindly: "
        "look there and say what you found."
    ),
    HeldReason.CHANNELS_FAILED: marked("The letter did not get through on any channel."),
    HeldReason.REVIEW_OVERDUE: marked("The review waited too long. Nobody is turned down by a timeout: please decide."),
    HeldReason.AI_INTERVIEW_DECLINED: marked(
        "The candidate does not want an interview by software. Please arrange another way."
    ),
    HeldReason.LIVE_OFFER: marked(
        "This person holds a live offer or is further on elsewhere. Please look before telling."
    ),
    HeldReason.CONFIGURATION: marked(
        "The channel refused our own settings. Nothing was sent; an administrator must look."
    ),
}

REVIEW_STATES = {
    ReviewState.OPEN: Chip(marked("Waiting"), "clock"),
    ReviewState.CLAIMED: Chip(marked("In review"), "eye", Shade.ACCENT),
    ReviewState.DECIDED: Chip(marked("Decided"), "check"),
    ReviewState.HELD: Chip(marked("Out of time"), "hand", Shade.WARNING),
    ReviewState.SUPERSEDED: Chip(marked("Replaced"), "refresh"),
    ReviewState.CANCELLED: Chip(marked("No longer needed"), "archive"),
}

POLICY_STATES = {
    PolicyState.DRAFT: Chip(marked("Draft"), "edit", Shade.ACCENT),
    PolicyState.ACTIVE: Chip(marked("Decides now"), "check", Shade.POSITIVE),
    PolicyState.RETIRED: Chip(marked("Decided earlier"), "archive"),
}

LATE = Chip(marked("Late"), "alert", Shade.DANGER)

VOIDED = Chip(marked("Approval voided"), "refresh", Shade.WARNING)

LETTER_STATES = {
    LetterState.DRAFT: Chip(marked("Draft"), "edit"),
    LetterState.PENDING: Chip(marked("On hold until"), "clock", Shade.ACCENT),
    LetterState.RELEASED: Chip(marked("Sent"), "send"),
    LetterState.CANCELLED: Chip(marked("Cancelled"), "stop"),
}

PURPOSES = {
    Purpose.OUTCOME: marked("Letter with the outcome"),
    Purpose.REMINDER: marked("Reminder"),
    Purpose.CORRECTION: marked("Correction"),
    Purpose.APPEAL_RECEIVED: marked("Appeal received"),
    Purpose.APPEAL_OUTCOME: marked("Answer to an appeal"),
    Purpose.THANK_YOU: marked("Thanks"),
    Purpose.WITHDRAWN: marked("Withdrawal confirmed"),
    Purpose.EXPIRED: marked("Closing letter"),
    Purpose.RESEND: marked("Sent again"),
    Purpose.INVITATION: marked("Invitation"),
}

TONES = {Tone.FORMAL: marked("formal"), Tone.WARM: marked("warm"), Tone.LIVELY: marked("lively")}

LANGUAGES = {Language.CHINESE: marked("Chinese"), Language.ENGLISH: marked("English")}
