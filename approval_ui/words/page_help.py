"""What each page is for and how to use it, shown behind the question mark at its top."""

from collections.abc import Mapping

from kindregards.http.languages import marked

PAGE_HELP: Mapping[str, tuple[str, ...]] = {
    "today.html": (
        marked(
            "Start here. Red numbers first: late cases, then what is on hold, because nothing moves until a "
            "person looks."
        ),
        marked("Every number leads to the list behind it."),
    ),
    "queue.html": (
        marked(
            "Doubtful cases, the one due first on top. Open one: that reserves it for you, colleagues see your name."
        ),
        marked(
            "Views and filters stand in the address, so a bookmark keeps them. Select several to give away, put "
            "off or ask."
        ),
    ),
    "case.html": (
        marked(
            "Read why a person decides and the evidence behind the tabs, then the letter. One key decides, the "
            "next case opens."
        ),
        marked("Until the letter leaves, undo is silent. Nobody is turned down because time ran out."),
    ),
    "conflict.html": (
        marked(
            "Somebody decided first, or the case changed while you read. Nothing of yours was recorded; your "
            "words are below."
        ),
    ),
    "editor.html": (
        marked(
            "Change the parts of the letter; facts from the interview can be put in with one press. The checks "
            "read along."
        ),
        marked("What must change stops the letter; what to look at again does not. Saving approves the words you see."),
    ),
    "applications.html": (
        marked(
            "Search by exact name, e-mail address or job, and filter by state. Names are encrypted: parts of a "
            "name find nobody."
        ),
    ),
    "application.html": (
        marked(
            "Everything about one application: what happened, what was sent, what the candidate said, and what "
            "can still be done."
        ),
        marked("To take back what a candidate was told sends a correction and opens the application again."),
    ),
    "why.html": (
        marked(
            "Why it was decided like this, from the record made at that moment: the rule, what it looked at, who "
            "and when."
        ),
    ),
    "letters.html": (
        marked(
            "Every letter, newest first. “In trouble” shows those that came back or that a provider refused, with "
            "the cause in plain words."
        ),
    ),
    "letter.html": (
        marked(
            "One letter: its way through each channel, its exact words, and their hash, which is what was approved."
        ),
        marked("Sending it once more makes a copy of the same words; the first stays as it is."),
    ),
    "outbox.html": (
        marked(
            "Letters that wait for the end of the time for second thoughts and for the hours for letters. Until "
            "then undo is silent."
        ),
    ),
    "mailbox.html": (
        marked(
            "Letters that stayed on this machine because no real channel is set up, or because the application is "
            "a test."
        ),
    ),
    "message.html": (
        marked(
            "A message as the candidate would have got it. Its links work; pressing them is what a candidate would do."
        ),
    ),
    "doubts.html": (
        marked(
            "Nobody knows whether these letters left: a provider's answer got lost. "
            "Look it up at the provider, then say whether it left."
        ),
        marked("“It did not leave” sends it again. When in doubt, leave it: two letters hurt more than a late one."),
    ),
    "sending.html": (
        marked(
            "The state of each channel, and a switch that stops all sending at once. Letters wait meanwhile; none "
            "is lost."
        ),
    ),
    "requests.html": (
        marked(
            "What candidates ask for: another person, a wish to be forgotten, no AI interview. The one due first "
            "stands on top."
        ),
        marked("An appeal goes to somebody else than the person who decided."),
    ),
    "pool.html": (
        marked(
            "People who agreed to hear of openings, until when. Invite those who fit; who withdraws is never "
            "written to again."
        ),
    ),
    "policies.html": (
        marked("The rules that decide. Each application keeps the version that was active when it came in."),
    ),
    "policy.html": (
        marked(
            "All versions of one policy. A version never changes; write a draft, test it on past interviews, then "
            "let it decide."
        ),
    ),
    "policy_editor.html": (
        marked("Rules are read from top to bottom, the first that fits decides. Save often: a draft decides nothing."),
    ),
    "policy_version.html": (
        marked(
            "Each rule as a sentence. The back-test shows who would change side, the fairness report whether a "
            "group is turned down more often."
        ),
    ),
    "pilot.html": (
        marked(
            "A pilot decides on paper only: it sends nothing. Compare it with what people decided before you let "
            "it take over."
        ),
    ),
    "reasons.html": (
        marked("The reasons that may be recorded and what a candidate may read of them, in both languages."),
    ),
    "templates.html": (
        marked(
            "The words of letters by stage, tone, language and kind. An empty field uses ours; yours go first "
            "wherever you write some."
        ),
    ),
    "template.html": (
        marked(
            "Write one part after the other. Names in double brackets are filled in; the preview marks what would "
            "be missing."
        ),
        marked(
            "Publishing makes a new version. Letters already composed keep their words unless you have them "
            "composed anew."
        ),
    ),
    "template_version.html": (
        marked("A published version as it was. Restoring it makes a new version with the same words."),
    ),
    "brand.html": (
        marked(
            "Your name, colours, logo and small print on letters and candidates' pages. Colours that cannot be "
            "read are refused."
        ),
    ),
    "reports.html": (
        marked(
            "Reports whose title says what was found. Each has its numbers as a table and as files for a spreadsheet."
        ),
    ),
    "report.html": (
        marked(
            "The title says the finding, the line below what was counted. Grey means fewer than 30: too few to lean on."
        ),
        marked("“Show these people” leads to the applications behind a bar."),
    ),
    "letter_quality.html": (
        marked(
            "How personal letters are, what reviewers keep changing, and how people find them, so that you know "
            "which template to mend."
        ),
    ),
    "oversight.html": (
        marked(
            "How much each reviewer reads and how often they agree with the rules. It is for a talk, not for a verdict."
        ),
    ),
    "me.html": (marked("Your language, your keys, and where your absence and mail are set."),),
    "own_work.html": (
        marked(
            "Say when you are away and who stands in: your cases and their mail go there and come back by themselves."
        ),
    ),
    "tours.html": (
        marked(
            "Three scenarios with invented people, played in minutes on this very system. Nothing leaves the house."
        ),
    ),
    "tour.html": (
        marked(
            "Watch each candidate's way as it happens. Where a person must decide, open the case, or let the demo "
            "decide."
        ),
    ),
    "help.html": (marked("One sheet for everybody who reviews. Print it, or send its address to a new colleague."),),
}
"""By template; pages that only say what went wrong need none."""
