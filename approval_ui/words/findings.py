"""What the lint says of a letter, for readers of either language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from babel.support import NullTranslations

from kindregards.domain.languages import Language
from kindregards.domain.letters import Finding
from kindregards.http.languages import marked

_LONGEST_QUOTE = 40

FINDINGS = {
    "outcome_missing": marked("Say plainly, in the first two sentences, what was decided."),
    "outcome_late": marked("Say what was decided earlier, in the first two sentences."),
    "outcome_told_early": marked("This tells an outcome, which this letter must not."),
    "outcome_contradicted": marked("This contradicts what the letter is for. Remove it."),
    "name_missing": marked("Greet the candidate by name."),
    "name_wrong": marked("The greeting names somebody else."),
    "job_missing": marked("Say which job this is about."),
    "reason_hidden": marked("This reason is never given in a letter. Remove it."),
    "reason_mismatch": marked("The reason in the letter is not the one recorded. Write that paragraph anew."),
    "praise_without_evidence": marked(
        "This praise rests on no part of the evaluation. Say what the person did, or remove it."
    ),
    "evidence_unknown": marked("The evaluation does not hold this evidence. Write the paragraph anew."),
    "quote_unknown": marked("The evaluation does not say this. Quote it exactly, or remove it."),
    "subject_missing": marked("Write a subject."),
    "subject_too_long": marked("Shorten the subject."),
    "subject_control": marked("The subject holds line breaks or hidden characters. Type it anew on one line."),
    "subject_protected_attribute": marked("The subject says something that no letter may say."),
    "subject_score": marked("The subject says something that no letter may say."),
    "subject_comparison": marked("The subject says something that no letter may say."),
    "subject_placeholder_left": marked("The subject says something that no letter may say."),
    "subject_foreign_link": marked("The subject says something that no letter may say."),
    "subject_markup": marked("The subject says something that no letter may say."),
    "wrong_language": marked("Write this in the candidate's language."),
    "too_short": marked("The letter is too short."),
    "too_long": marked("The letter is too long."),
    "empty_value": marked("Something is missing here. Write it, or remove the empty place."),
    "hidden_character": marked("An invisible character stands here. Type these words anew."),
    "figure_unknown": marked("The interview does not hold this figure. Is it true, and not a mark?"),
    "telephone": marked("Is this telephone number yours? The candidate may call it."),
    "promise_without_consent": marked("This promises contact or keeps data, but the person is not in the talent pool."),
    "cliche": marked("This phrase is worn out and sounds impersonal. Say it plainly."),
    "familiar_address": marked("Address the candidate politely."),
    "exclamation": marked("A formal or warm letter does without exclamation marks."),
    "protected_attribute": marked("This touches age, sex, family, origin, belief or health. Remove it."),
    "appearance_or_voice": marked("This speaks of looks or voice. Remove it."),
    "emotion": marked("This reads feelings or expressions into the interview. Remove it."),
    "score": marked("This gives a score or a threshold away. Say what the role needs instead."),
    "comparison": marked("This compares the person with others. Speak of the role only."),
    "guarantee": marked("This promises what nobody can keep. Remove it."),
    "instruction": marked("This reads like an instruction to a machine. Remove it."),
    "markup": marked("This is markup and would be shown as it stands. Write plain text."),
    "placeholder_left": marked("This looks like a placeholder that was not filled in. Write the real words."),
    "foreign_link": marked("This is not an address of ours. Remove it; the letter's own button leads to its page."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFinding:
    """A finding with the words it speaks of, and the field of the editor in which they stand."""

    sentence: str
    quote: str
    blocks_sending: bool
    field: str | None = None

    @property
    def block(self) -> str | None:
        """Return the part of the letter that the field is for."""
        return self.field.rpartition("-")[2] if self.field else None


def _nowhere(finding: Finding) -> None:
    del finding


def shown_findings(
    findings: Sequence[Finding],
    body: str,
    language: Language,
    words: NullTranslations,
    field_of: Callable[[Finding], str | None] = _nowhere,
) -> list[ShownFinding]:
    """Return findings as a reader sees them, those that stop the letter first."""
    ordered = sorted(findings, key=lambda finding: not finding.blocks_sending)
    return [
        ShownFinding(
            sentence=_sentence(finding, language, words),
            quote=_quote(body[finding.start : finding.end]),
            blocks_sending=finding.blocks_sending,
            field=field_of(finding),
        )
        for finding in ordered
    ]


def _sentence(finding: Finding, language: Language, words: NullTranslations) -> str:
    """Return the lint's own sentence, which is English and names details; in other languages one by its code."""
    if language is Language.ENGLISH or finding.code not in FINDINGS:
        return finding.message
    return words.gettext(FINDINGS[finding.code])


def _quote(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_QUOTE else f"{line[:_LONGEST_QUOTE]}…"
