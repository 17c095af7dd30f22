"""What is wrong with a policy, in words that say what to change, by the codes of its checks."""

from collections.abc import Mapping

from babel.support import NullTranslations

from approval_ui.policy_settings import REAPPLY_AFTER, TIMES
from kindregards.http.languages import marked

POLICY_PROBLEMS: Mapping[str, str] = {
    "reason_missing": marked("Choose the reason that this rule records; only advancing needs none."),
    "reason_unknown": marked("This reason is not on the list; choose one that is."),
    "reason_of_candidate": marked("Only candidates give this reason; choose one of the company's."),
    "reason_needs_evidence": marked(
        "This reason needs evidence, so no rule turns down for it by itself. Let it ask a person, or look at a "
        "requirement that was not met."
    ),
    "rule_unreachable": marked(
        "This rule is never reached: the rules before it take everything that it would. Move it up, or take it out."
    ),
    "bands_overlap": marked(
        "This rule's band overlaps with an earlier one's, and the two disagree. Let one begin where the other ends."
    ),
    "fact_unknown": marked(
        "No interview has sent a fact of this name so far. Choose one from the list; new ones are named in the "
        "settings (KINDREGARDS_POLICY_FACTS)."
    ),
    "never_true": marked("This can never be true: its bounds exclude each other."),
    "not_a_number": marked("A number belongs here, such as 60 or 62.5."),
    "score_out_of_range": marked("Scores run from 0 to 100."),
    "confidence_out_of_range": marked("Confidence runs from 0 to 1."),
    "stage_unknown": marked("There is no such stage."),
    "country_unknown": marked("Write the country with two letters, such as CN or DE."),
    "two_subjects": marked("One rule looks at one fact or one competency. Write two rules."),
    "subject_missing": marked("Name the fact or the competency that is compared."),
    "comparison_missing": marked("Say what the fact or competency is compared with."),
    "equals_not_a_score": marked("A competency's score is a number; compare it with one."),
    "value_missing": marked("A value is missing in this rule."),
    "kind_missing": marked("Say what the value is compared with, or clear it."),
    "kind_unknown": marked("Choose a condition from the list."),
    "twice": marked("The same condition stands in this rule twice; keep one."),
    "result_missing": marked("Say what this rule does: turn down, advance, or ask a person."),
    "rules_missing": marked("A policy needs at least one rule."),
    "duration_negative": marked("%(field)s: a time cannot be below zero."),
    "duration_too_long": marked("%(field)s: this is too long; a wait is at most a year, keeping data at most ten."),
    "duration_unreadable": marked("%(field)s: write a number and choose its unit."),
    "number_unreadable": marked("Write a whole number for working days and for strengths in the letter."),
    "hour_unreadable": marked("Write the hours between which letters may leave, such as 09:00 and 18:00."),
    "business_days_out_of_range": marked("Working days before a letter leaves run from 0 to 250."),
    "window_empty": marked("Letters may leave from an hour to a later one: the first lies behind the second."),
    "channels_empty": marked("Name at least one channel."),
    "channel_twice": marked("A channel is named twice; keep the first."),
    "reminders_out_of_order": marked("List the earliest reminder first."),
    "reminder_twice": marked("Two reminders leave at the same time on the same channel; keep one."),
    "highlights_out_of_range": marked("A letter names 0 to 5 strengths."),
    "reapply_after_out_of_range": marked(
        "The wait before a new application is welcome runs from one day to two years."
    ),
    "groups_too_many": marked("A case is given on to ten groups at most."),
    "group_twice": marked("A group is named twice; keep the first."),
    "group_too_long": marked("The name of a group has at most 200 characters."),
    "name_unfit": marked(
        "Give the policy a short name of Latin letters, digits, dots and dashes, such as finance-2027."
    ),
    "name_taken": marked("There is a policy of this name already; choose another, or make a new version of that one."),
    "policy_changed": marked(
        "Somebody wrote a newer version while you were writing. Nothing was kept: read the newest version, then make "
        "your change there. What you typed still stands below."
    ),
}
_REMINDERS = marked("Reminders")
_FIELDS = {**TIMES, REAPPLY_AFTER: marked("A new application for the job is welcome after")}


def problem_words(code: str, message: str, words: NullTranslations) -> str:
    """Return a problem as a sentence; the message of one about a time begins with the name of its field."""
    sentence = POLICY_PROBLEMS.get(code)
    if sentence is None:
        return message or code
    field = message.partition(" ")[0]
    shown = words.gettext(sentence)
    return shown % {"field": words.gettext(_FIELDS.get(field, _REMINDERS))} if "%(field)s" in shown else shown
