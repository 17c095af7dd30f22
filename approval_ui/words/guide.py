"""The quick guide's words: steps of a day, rules that always hold, keys, and terms."""

from dataclasses import dataclass

from kindregards.http.languages import marked


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do, where, and how."""

    name: str
    address: str
    how: str


STEPS = (
    Step(
        name=marked("Look at today"),
        address="/",
        how=marked("Late cases first, then held ones: a held case goes nowhere until a person has looked."),
    ),
    Step(
        name=marked("Clear the queue"),
        address="/queue",
        how=marked(
            "Read the evidence, then the letter. Press a to approve the rejection with the reason on the button, "
            "or o and a digit to advance instead. The next case opens by itself; z takes the last decision back."
        ),
    ),
    Step(
        name=marked("Mend a letter"),
        address="/queue",
        how=marked(
            "Press e on a case. The checks read along and say what must change; "
            "whoever approved the former words has to read the new ones."
        ),
    ),
    Step(
        name=marked("Watch the outbox"),
        address="/outbox",
        how=marked("Every letter waits for its cooling-off and its window. Until it leaves, undo is silent."),
    ),
    Step(
        name=marked("Answer those who write back"),
        address="/applications?replies=waiting",
        how=marked("Read the reply with its letter, answer as a person, then mark it as dealt with."),
    ),
    Step(
        name=marked("Settle doubts"),
        address="/doubts",
        how=marked(
            "Where a provider's answer got lost, nobody knows whether a letter left. "
            "Ask the provider; never send again on a guess."
        ),
    ),
)

RULES = (
    marked("Time never decides: a case that nobody answers waits for a person, it is never turned down by itself."),
    marked("You approve what you have read: when the letter or the result changes, the approval is void."),
    marked("A letter says the outcome first, one true strength with its evidence, and the reason in plain words."),
    marked("No score, no threshold and no comparison with others ever stands in a letter."),
    marked("An appeal goes to somebody else than the person who decided."),
    marked("Candidates see a page, never this console; what they do not know yet, no page tells them."),
)

KEYS = (
    ("j / k", marked("next / previous case")),
    ("a", marked("approve the rejection")),
    ("o", marked("advance instead, then a digit for the reason")),
    ("e", marked("edit the letter")),
    ("q", marked("ask a colleague")),
    ("r", marked("give the case to somebody")),
    ("h", marked("put the case off")),
    ("z", marked("undo the last decision")),
    ("x", marked("select the case")),
    ("/", marked("search")),
    ("g t", marked("go to today")),
    ("g q", marked("go to the queue")),
    ("g o", marked("go to the outbox")),
    ("g r", marked("go to the requests")),
    ("g a", marked("go to the applications")),
    ("g l", marked("go to the letters")),
    ("g m", marked("go to the mailbox")),
    ("?", marked("show these keys")),
)

WORDS = (
    (marked("held"), marked("A person must look before anything more happens.")),
    (marked("cooling-off"), marked("The time between decision and letter in which everything can be undone.")),
    (marked("told"), marked("A provider has taken the letter; from then on the candidate may know.")),
    (marked("read"), marked("The candidate pressed the button or wrote back; nothing else counts.")),
    (marked("reminder"), marked("Says only that a letter waits, and where.")),
)
