"""What happened to an application, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from kindregards.domain.applications import Outcome
from kindregards.domain.intake import TimelineEntry
from kindregards.domain.journey import CommandKind
from kindregards.http.languages import marked


@dataclass(frozen=True, slots=True)
class EventWords:
    """An event's message and icon."""

    message: str
    icon: str


_OUTCOME_EVENTS: Mapping[tuple[str, str], EventWords] = {
    ("decided", Outcome.REJECT): EventWords(marked("Decided: not selected"), "stop"),
    ("decided", Outcome.ADVANCE): EventWords(marked("Decided: advance"), "forward"),
    ("review_decided", Outcome.REJECT): EventWords(marked("Reviewer approved the rejection"), "check"),
    ("review_decided", Outcome.ADVANCE): EventWords(marked("Reviewer advanced the candidate instead"), "forward"),
    ("told", Outcome.REJECT): EventWords(marked("Letter sent: the candidate can know"), "send"),
    ("told", Outcome.ADVANCE): EventWords(marked("The advance became known"), "send"),
}

EVENTS: Mapping[str, EventWords] = {
    "application_received": EventWords(marked("Application received"), "inbox"),
    "result_received": EventWords(marked("Interview result received"), "inbox"),
    "decided": EventWords(marked("Decided"), "check"),
    "review_opened": EventWords(marked("Put in front of a person"), "eye"),
    "review_decided": EventWords(marked("Review decided"), "check"),
    "review_remind": EventWords(marked("Reviewers reminded"), "bell"),
    "review_due": EventWords(marked("Review is due"), "clock"),
    "review_escalate": EventWords(marked("Review escalated"), "bell"),
    "review_assigned": EventWords(marked("Case given to somebody"), "people"),
    "review_asked": EventWords(marked("A colleague was asked"), "question"),
    "review_answered": EventWords(marked("The colleague answered"), "chat"),
    "review_snoozed": EventWords(marked("Case put off"), "clock"),
    "review_woken": EventWords(marked("Case shown again"), "eye"),
    "review_hold": EventWords(marked("Review ran out of time and waits for a person"), "hand"),
    "interview_overdue": EventWords(marked("Interview result is overdue"), "hourglass"),
    "interview_expired": EventWords(marked("No interview came; the application expired"), "hourglass"),
    "told": EventWords(marked("Letter sent"), "send"),
    "letter_sent": EventWords(marked("Letter sent"), "send"),
    "policy_repinned": EventWords(marked("Put under the active version of its policy"), "refresh"),
    "hurry_asked": EventWords(marked("A person let the letter leave before its time"), "send"),
    "resend_asked": EventWords(marked("A person had the letter sent again"), "refresh"),
    "letter_recomposed": EventWords(marked("Draft written anew for another reason"), "edit"),
    "reminded": EventWords(marked("Candidate reminded"), "bell"),
    "call_opened": EventWords(marked("A person is asked to call before the letter"), "bell"),
    "call_remind": EventWords(marked("Reminded that somebody should call"), "bell"),
    "call_due": EventWords(marked("The call is due"), "clock"),
    "call_escalate": EventWords(marked("Nobody has called yet: escalated"), "bell"),
    "call_settled": EventWords(marked("The call is settled"), "check"),
    "corrected": EventWords(marked("Told decision taken back; a correction is sent"), "undo"),
    "feedback_given": EventWords(marked("Candidate said how they found being told"), "chat"),
    "invited": EventWords(marked("A person invited the candidate to an opening"), "send"),
    "pool_joined": EventWords(marked("Candidate agreed to hear of openings"), "check"),
    "pool_left": EventWords(marked("Candidate wants to hear of no openings any more"), "stop"),
    "erasure_asked": EventWords(marked("Candidate asked to be forgotten"), "hand"),
    "legal_hold_placed": EventWords(marked("Put on legal hold"), "stop"),
    "legal_hold_lifted": EventWords(marked("Legal hold lifted"), "check"),
    "record_cleared": EventWords(marked("The record of the decisions was cleared"), "stop"),
    "erased": EventWords(marked("Candidate erased"), "stop"),
    "duty_near": EventWords(marked("A law's day to tell the candidate is near: people were called"), "bell"),
    "appealed": EventWords(marked("Candidate asked for another person"), "hand"),
    "appeal_answered": EventWords(marked("Answer to the appeal sent"), "send"),
    "acknowledged": EventWords(marked("Candidate confirmed having read the letter"), "check"),
    "replied": EventWords(marked("Candidate replied"), "chat"),
    "auto_replied": EventWords(marked("Automatic reply came in"), "refresh"),
    "reply_handled": EventWords(marked("Reply dealt with"), "check"),
    "unsubscribed": EventWords(marked("Candidate asked for no more messages"), "stop"),
    "complained": EventWords(marked("Candidate reported the mail as unwanted"), "alert"),
    "withdrawn": EventWords(marked("Application withdrawn"), "leave"),
    "ai_interview_declined": EventWords(marked("Candidate declined the AI interview"), "hand"),
    "offer_declined": EventWords(marked("Candidate declined the offer"), "leave"),
    "decision_undone": EventWords(marked("Decision undone"), "undo"),
    "held": EventWords(marked("Waits for a person"), "hand"),
    "attempt_abandoned": EventWords(marked("A try to send was given up: its process had died"), "refresh"),
    "doubt_settled": EventWords(marked("It became clear whether the letter had left"), "check"),
    "doubt_remains": EventWords(marked("Nobody can tell whether the letter left; a person must find out"), "question"),
    "released": EventWords(marked("Released by a person"), "forward"),
    "came_too_late": EventWords(marked("Came too late: the application had ended"), "hourglass"),
    "closed": EventWords(marked("Closed"), "archive"),
}

TOO_LATE: Mapping[str, str] = {
    CommandKind.RESULT: marked("An interview result; it was not assessed"),
    CommandKind.REVIEW_DECIDED: marked("A reviewer's decision; it was not carried out"),
    CommandKind.UNDONE: marked("An undo; nothing was left to take back"),
    CommandKind.WITHDRAWN: marked("The candidate's withdrawal"),
    CommandKind.AI_INTERVIEW_DECLINED: marked("The candidate's wish for no AI interview"),
    CommandKind.OFFER_DECLINED: marked("The candidate's answer to the offer; please look at it"),
    CommandKind.CORRECTED: marked("A correction of the letter; it was not sent"),
    CommandKind.CALL_SETTLED: marked("A person's word on the call"),
    CommandKind.ERASED: marked("The candidate's erasure; they are erased all the same"),
    CommandKind.APPEALED: marked("The candidate's wish for another person; please look at it"),
    CommandKind.RELEASED: marked("A person's word to go on"),
    CommandKind.HURRIED: marked("A wish to send the letter before its time"),
    CommandKind.RESENT: marked("A wish to send the letter again; it was not sent"),
}

INSTRUCTIONS: Mapping[str, str] = {
    "retry": marked("Try to send it again"),
    "review": marked("Send it back to review"),
    "sent": marked("It did leave: treat it as sent"),
    "not_sent": marked("It did not leave: send it"),
}


def event_words(entry: TimelineEntry) -> EventWords:
    """Return the words of an entry; one of a newer version shows its code."""
    by_outcome = _OUTCOME_EVENTS.get((entry.event, str(entry.detail.get("outcome"))))
    return by_outcome or EVENTS.get(entry.event) or EventWords(entry.event.replace("_", " "), "dot")
