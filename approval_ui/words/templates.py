"""Words of the pages about templates and brand."""

from babel.support import NullTranslations

from kindregards.domain.languages import Language
from kindregards.domain.letters import LetterKind
from kindregards.domain.template_texts import TextProblem, vocabulary_of
from kindregards.http.languages import marked

KINDS: dict[str, str] = {
    "not_selected": marked("Not selected"),
    "offer_stage_not_selected": marked("No offer"),
    "expired": marked("Interview never came"),
    "candidate_declined": marked("Offer declined"),
    "withdrawn": marked("Withdrawal confirmed"),
    "reminder": marked("Reminder"),
    "correction": marked("Correction"),
    "thank_you": marked("Application received"),
    "appeal_received": marked("Appeal received"),
    "appeal_upheld": marked("Appeal: the decision stands"),
    "appeal_reinstated": marked("Appeal: open again"),
    "invitation": marked("Invitation from the talent pool"),
}
BLOCKS: dict[str, str] = {
    "subject": marked("Subject"),
    "greeting": marked("Greeting"),
    "outcome": marked("Outcome"),
    "thanks": marked("Thanks"),
    "highlight": marked("Highlight"),
    "reason": marked("Reason"),
    "next_steps": marked("What they can do now"),
    "sign_off": marked("Sign-off"),
    "small_print": marked("Small print"),
}
COVERAGE: dict[str, str] = {
    "own": marked("Your own"),
    "fallback": marked("Another of yours"),
    "built_in": marked("Ours"),
}
TEMPLATE_STATES: dict[str, str] = {
    "draft": marked("Draft"),
    "published": marked("Published"),
    "retired": marked("Retired"),
}
SAMPLE_CASES: dict[str, str] = {
    "usual": marked("Usual candidate"),
    "no_highlight": marked("No highlight"),
    "no_interview": marked("Never interviewed"),
    "long_name": marked("Very long name"),
    "other_script": marked("Name in another script"),
}
BRAND_FIELDS: dict[str, str] = {
    "company_name": marked("Company name"),
    "sender_name": marked("Who signs letters"),
    "light_accent": marked("Accent by day"),
    "dark_accent": marked("Accent by night"),
    "logo": marked("Logo"),
    "small_print": marked("Small print"),
    "future_line": marked("Working together later"),
    "languages": marked("Languages"),
    "default_tone": marked("Tone when nothing else decides"),
}
PRESETS: dict[str, str] = {
    "finance": marked("Finance: formal, speaks of working together later"),
    "internet": marked("Internet: lively"),
}
_PROBLEMS: dict[str, str] = {
    "placeholder_unknown": marked("This is not a placeholder."),
    "placeholder_not_allowed": marked("This placeholder has no place in this part of a letter."),
    "placeholder_not_closed": marked("This placeholder is not closed; write )) after it."),
    "placeholder_not_opened": marked("This closes a placeholder that was never opened."),
    "placeholder_nested": marked("A condition cannot stand inside another; write one after the other."),
    "placeholder_without_text": marked("This only switches words on; write ?? and the words after the name."),
    "placeholder_full_width": marked("This was typed with a Chinese input method; write (( )) and ?? in half width."),
    "template_too_long": marked("This part is too long. Shorten it."),
    "hidden_character": marked("An invisible character stands here. Type these words anew."),
    "template_syntax": marked("This means nothing here; placeholders are written ((name))."),
    "markup": marked("Letters are plain words; HTML would be shown as it stands."),
    "template_empty": marked("The template says nothing. Write a subject or at least one block."),
    "paragraph_empty": marked("This paragraph is empty."),
    "too_many_paragraphs": marked("This block has too many paragraphs. Join some."),
    "subject_lines": marked("A subject is one line."),
    "block_not_writable": marked("This part belongs to the brand."),
}


def problem_words(problem: TextProblem, language: Language, words: NullTranslations) -> str:
    """Return what is wrong in the reader's language, with the name that was meant."""
    known = _PROBLEMS.get(problem.code)
    if language is Language.ENGLISH or known is None:
        return problem.message if problem.message.endswith("?") else f"{problem.message}."
    sentence = words.gettext(known)
    if problem.nearest is None:
        return sentence
    return sentence + words.gettext(marked("Did you mean ((%(name)s))?")) % {"name": problem.nearest}


def template_names(block: str, kind: LetterKind) -> tuple[str, ...]:
    """Return the placeholders that a part of a letter may use, as they are written."""
    names = vocabulary_of(block, kind)
    return (
        *(f"(({name}))" for name in sorted(names.words)),
        *(f"(({name}??…))" for name in sorted(names.flags)),
    )
