"""What a page says about the thing just done with a case."""

from kindregards.http.languages import marked

SAID = {
    "undone": marked("The decision was taken back. The case comes back to the queue in a moment."),
    "assigned": marked("The case was given away."),
    "snoozed": marked("The case is put off and comes back by itself."),
    "asked": marked("Your colleague was asked."),
    "answered": marked("Your answer was kept."),
}
