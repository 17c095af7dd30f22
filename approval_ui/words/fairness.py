"""What a report of a policy version says, in words."""

from babel.support import NullTranslations

from approval_ui.words.chips import Chip, Shade
from kindregards.domain.fairness import Finding
from kindregards.domain.oversight import Attention
from kindregards.domain.policies import Branch
from kindregards.http.languages import marked

BRANCHES = {
    Branch.REJECT: marked("turned down"),
    Branch.ADVANCE: marked("advanced"),
    Branch.REVIEW: marked("to a person"),
}
FINDING_CHIPS = {
    Finding.TOO_FEW: Chip(marked("Too few to say"), "question"),
    Finding.REFERENCE: Chip(marked("Highest rate"), "dot"),
    Finding.ALIKE: Chip(marked("Alike"), "check", Shade.POSITIVE),
    Finding.BELOW_FOUR_FIFTHS: Chip(marked("Below four fifths, may be chance"), "eye", Shade.WARNING),
    Finding.DISADVANTAGED: Chip(marked("At a disadvantage"), "alert", Shade.DANGER),
}

ATTENTION = {
    Attention.FINE: Chip(marked("Nothing stands out"), "check"),
    Attention.TOO_FEW: Chip(marked("Too few to say"), "question"),
    Attention.NOT_SEEN: Chip(marked("Decides outside the console"), "question"),
    Attention.RUBBER_STAMP: Chip(marked("Seems to press a stamp"), "eye", Shade.WARNING),
}


def move_words(move: str, words: NullTranslations) -> str:
    """Return which way somebody would go instead, of a report's `was → becomes`."""
    was, _, becomes = move.partition(" → ")
    return words.gettext("%(was)s before, %(becomes)s under this version") % {
        "was": words.gettext(BRANCHES[Branch(was)]),
        "becomes": words.gettext(BRANCHES[Branch(becomes)]),
    }
