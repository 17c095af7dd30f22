"""Why the system refused something: what happened and what to do next, by code."""

from dataclasses import dataclass

from kindregards.http.languages import marked


@dataclass(frozen=True, slots=True)
class Refusal:
    """A title and a sentence; both are messages."""

    title: str
    sentence: str


REFUSALS: dict[str, Refusal] = {
    "already_decided": Refusal(
        marked("Somebody decided first"),
        marked("Nothing of yours was recorded. Below is what was decided, and the words you wrote."),
    ),
    "stale_version": Refusal(
        marked("This case changed while you read it"),
        marked("Nothing was recorded. Read the case again and decide on what it says now; your words are kept below."),
    ),
    "nothing_to_correct": Refusal(
        marked("There is nothing to correct"),
        marked("No rejection that the candidate was told of stands. What is not told can simply be undone."),
    ),
    "no_call_waits": Refusal(
        marked("No call waits"), marked("Somebody settled it already, or the decision was taken back.")
    ),
    "other_reviewer_needed": Refusal(
        marked("Somebody else must answer this"),
        marked("You made the decision that this appeal is about. Nothing was recorded; a colleague will take it."),
    ),
    "evidence_required": Refusal(
        marked("This reason needs evidence"),
        marked("The interview names no such concern. Say in the note what it rests on, or take another reason."),
    ),
    "reason_shipped": Refusal(
        marked("Everybody has this reason"), marked("It stays as it is. Choose another code for yours.")
    ),
    "reason_invalid": Refusal(
        marked("This reason cannot be kept as it is"), marked("Go back and change what is said beside the form.")
    ),
    "reason_not_found": Refusal(marked("There is no such reason"), marked("Look for it in the list of reasons.")),
    "rules_author_decides": Refusal(
        marked("Somebody else must decide this"),
        marked("You wrote the rules that sent this case to a person. Nothing was recorded; give it to a colleague."),
    ),
    "case_not_opened": Refusal(
        marked("You have not read this case"), marked("Nothing was recorded. Open the case, read it, then approve it.")
    ),
    "bulk_refused": Refusal(
        marked("Choose between one and twenty cases"), marked("Nothing was done. Go back and choose fewer.")
    ),
    "colleague_unknown": Refusal(
        marked("Nobody here by that name"), marked("Nothing was changed. Choose one of the colleagues offered.")
    ),
    "group_unknown": Refusal(
        marked("There is no such group"), marked("Nothing was changed. Choose one of the groups offered.")
    ),
    "snooze_impossible": Refusal(
        marked("This case cannot be put off until then"),
        marked("Nothing was changed. Choose a moment to come; what is due already must be decided or given away."),
    ),
    "question_invalid": Refusal(
        marked("Words are missing"), marked("Nothing was kept. Write a few words, at most 2,000 characters.")
    ),
    "question_not_found": Refusal(
        marked("There is no such question"), marked("Nothing was kept. Open the case again: its questions stand there.")
    ),
    "question_answered": Refusal(
        marked("Somebody answered first"), marked("Your answer was not kept. Open the case to read theirs.")
    ),
    "absence_invalid": Refusal(
        marked("These days cannot be"),
        marked("Nothing was changed. The last day comes after the first and is still to come; a colleague stands in."),
    ),
    "pause_reason_required": Refusal(
        marked("A pause needs a reason"),
        marked("Nothing was paused. Write one line that your colleagues will read on every page."),
    ),
    "reply_not_found": Refusal(
        marked("There is no such reply"),
        marked("Nothing was recorded. Open the application again: its replies are listed there."),
    ),
    "letter_changed": Refusal(
        marked("The letter changed while you read it"),
        marked(
            "Nothing was recorded, because you approve only what you have seen. Read the new draft and approve that."
        ),
    ),
    "letter_missing": Refusal(
        marked("There is no letter yet"),
        marked("Data was missing for a draft. Write the letter yourself, then approve it."),
    ),
    "letter_blocked": Refusal(
        marked("This letter cannot leave yet"),
        marked("Nothing was recorded. Change what the checks say and approve again."),
    ),
    "polishing_off": Refusal(
        marked("No language model is set up here"),
        marked("Your words are below. An administrator can name a server: KINDREGARDS_LLM_BASE_URL and _MODEL."),
    ),
    "polishing_budget_used": Refusal(
        marked("Today's letters for the language model are used up"),
        marked(
            "Your words are below: send the letter as it reads, or come back tomorrow. "
            "An administrator can raise KINDREGARDS_LLM_DAILY_LETTERS."
        ),
    ),
    "polishing_refused": Refusal(
        marked("The model's wording is not used"),
        marked("It said more or less than the letter does. Your words are below, unchanged; write on, or ask again."),
    ),
    "polishing_unavailable": Refusal(
        marked("The language model did not answer"),
        marked("Your words are below, unchanged. Write on without it, or ask again in a minute."),
    ),
    "reason_required": Refusal(marked("A reason is missing"), marked("Choose a reason; every decision records one.")),
    "reason_unknown": Refusal(
        marked("This reason is not on the list"), marked("Choose one of the reasons offered and send it again.")
    ),
    "letter_already_sent": Refusal(
        marked("The letter has left"),
        marked("The candidate may already know, so this can no longer be undone in silence."),
    ),
    "letter_not_waiting": Refusal(
        marked("This letter does not wait to leave"),
        marked("It has left already, or its decision was undone. Nothing was changed."),
    ),
    "too_many_tries": Refusal(
        marked("Too many sign-ins have failed here"),
        marked(
            "Nobody's account is shut. Wait a quarter of an hour, then try again; "
            "a lost password is set anew by an administrator."
        ),
    ),
    "letter_not_resendable": Refusal(
        marked("This letter cannot be sent again"),
        marked("Nothing was sent. Only a letter about an outcome that has left can go out once more."),
    ),
    "hold_reason_missing": Refusal(
        marked("Which case is it for?"),
        marked("Nothing was changed. Name the case in a short code, such as claim-2026-14, without anybody's name."),
    ),
    "not_on_hold": Refusal(marked("There is no legal hold"), marked("Somebody lifted it already.")),
    "not_invitable": Refusal(
        marked("This person may not be told of openings now"),
        marked("Their consent ended, or an application or appeal of theirs is under way. Nothing was sent."),
    ),
    "opening_missing": Refusal(
        marked("Who is invited to what?"),
        marked("Nothing was sent. Choose somebody of the list, and name the opening in one line."),
    ),
    "channel_unreachable": Refusal(
        marked("This channel does not reach the candidate"),
        marked("Nothing was sent. There is no address or consent for it, or it is on the stop list: choose another."),
    ),
    "nothing_to_undo": Refusal(
        marked("There is nothing to undo"),
        marked("No decision stands about this application; nothing was changed."),
    ),
    "not_held": Refusal(
        marked("This application is not held"), marked("Somebody released it first, or it went on by itself.")
    ),
    "application_finished": Refusal(
        marked("This application is closed"), marked("Nothing more can be asked of it; nothing was changed.")
    ),
    "application_not_found": Refusal(
        marked("There is no such application"), marked("It does not exist here, or its data has been erased.")
    ),
    "tour_not_found": Refusal(
        marked("There is no such tour"),
        marked("Nobody started it here, or its invented people have been removed. Start a new one under “Demo”."),
    ),
    "tours_off": Refusal(
        marked("The demo is switched off here"),
        marked("An administrator can switch it on by the setting KINDREGARDS_DEMO_PAGE."),
    ),
    "too_many_tours": Refusal(
        marked("Several tours are under way"),
        marked("No further one was started. Let one of them end, then try again in a minute."),
    ),
    "template_unknown": Refusal(
        marked("There is no such template"), marked("Its address may be mistyped. All of them are under “Templates”.")
    ),
    "template_invalid": Refusal(
        marked("These words cannot be used yet"),
        marked("Nothing was kept. What is wrong is said beside each part; your words are still here."),
    ),
    "template_blocked": Refusal(
        marked("Letters in these words would be stopped"),
        marked("Nothing was published. Below is what the checks say about a letter to an invented candidate."),
    ),
    "template_unchanged": Refusal(
        marked("The newest version says the same"), marked("There was nothing to restore; nothing was changed.")
    ),
    "test_send_unavailable": Refusal(
        marked("The test letter was not sent"),
        marked("Letters are kept instead of sent here, or the provider refused. The preview is the same."),
    ),
    "test_address_unknown": Refusal(
        marked("Test letters go to users of the console only"), marked("Nothing was sent.")
    ),
    "brand_invalid": Refusal(
        marked("This cannot stand in a letter"), marked("Nothing was saved. Correct this field and save again:")
    ),
    "colour_invalid": Refusal(
        marked("This is no colour"), marked("Nothing was saved. Choose one, or write six hexadecimal digits.")
    ),
    "contrast_too_low": Refusal(
        marked("This colour is hard to read"),
        marked("Nothing was saved. Take a darker one by day or a lighter one by night. The contrast is"),
    ),
    "logo_refused": Refusal(
        marked("Letters cannot carry this logo"),
        marked("Nothing was changed. Take a PNG or JPEG of up to 64 KiB, each side 16 to 1200 pixels."),
    ),
    "logo_unknown": Refusal(marked("There is no such logo"), marked("Look under “Brand”.")),
    "policy_unknown": Refusal(
        marked("There is no such policy"), marked("It does not exist here, or has no such version. Look in the list.")
    ),
    "impact_assessment_invalid": Refusal(
        marked("This cannot be kept as an assessment"),
        marked("It needs a title, the assessment itself, and a day that is not ahead. Your words are below."),
    ),
    "policy_report_missing": Refusal(
        marked("This version has no report yet"),
        marked("Your company wants one first. Make the back-test below, read what it says, then let it decide."),
    ),
    "policy_report_stale": Refusal(
        marked("The report is out of date"),
        marked("More than a tenth as many evaluations came in since. Make a new back-test, read it, then try again."),
    ),
    "policy_unfair": Refusal(
        marked("The report shows a group at a disadvantage"),
        marked(
            "Nothing was changed. Look at the table of groups and at what other lines would do; write a draft with "
            "another line, or let a person decide where the groups differ."
        ),
    ),
    "second_person_needed": Refusal(
        marked("Somebody else must let this version decide"),
        marked("You wrote it, and your company wants a second pair of eyes. Ask another lead to open this page."),
    ),
    "subject_invalid": Refusal(
        marked("For which job or department?"),
        marked("Nothing was changed. Choose job or department, and write its name in one line."),
    ),
    "pilot_unknown": Refusal(
        marked("There is no such pilot"), marked("It does not exist here. The list of policies shows all there are.")
    ),
    "policy_changed": Refusal(
        marked("This policy changed while you read it"),
        marked("Nothing was kept. Read the newest version and make your change there."),
    ),
    "review_not_found": Refusal(marked("There is no such case"), marked("It does not exist here. Look in the queue.")),
    "letter_not_found": Refusal(marked("There is no such letter"), marked("It does not exist here, or it was erased.")),
    "person_erased": Refusal(
        marked("This person's data was erased"),
        marked("They asked for it, or its time was over. Only the decision remains."),
    ),
    "not_permitted": Refusal(
        marked("Your role does not allow this"),
        marked("You can look, but this takes a reviewer. Ask a lead to change your role."),
    ),
    "form_forged": Refusal(
        marked("This form did not come from here"),
        marked("Nothing was changed. Go back, reload the page and send the form again; what you typed is still there."),
    ),
    "signed_out": Refusal(
        marked("You were signed out"),
        marked("Nothing was changed. Sign in again in another tab, come back here and send the form again."),
    ),
    "database_unavailable": Refusal(
        marked("Just now we cannot reach our database"),
        marked(
            "It is not certain that your change was saved. Wait a moment, look whether it is there, then try again."
        ),
    ),
    "not_found": Refusal(
        marked("This page does not exist"), marked("The address may be mistyped, or the page has moved.")
    ),
    "method_not_allowed": Refusal(
        marked("This page cannot be opened like that"), marked("Use the buttons of the console instead.")
    ),
    "conflict": Refusal(
        marked("This is no longer possible"), marked("Something changed meanwhile; nothing was recorded.")
    ),
    "invalid": Refusal(
        marked("Something is missing or wrong"), marked("Nothing was recorded. Correct the form and send it again.")
    ),
    "failed": Refusal(
        marked("Something went wrong on our side"),
        marked("It is not certain that your change was saved. The operators can see it; look before you try again."),
    ),
}

SIGN_IN_REFUSED = marked(
    "E-mail or password is not right, or there were too many tries. After several, wait a few minutes."
)
