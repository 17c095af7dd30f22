"""The gate before every letter: built-in, edited or polished, it leaves only when nothing here is an error."""

from kindregards.domain.letters import Finding, Letter
from kindregards.domain.lint_context import LintContext
from kindregards.domain.lint_facts import fact_findings
from kindregards.domain.lint_form import form_findings
from kindregards.domain.lint_learned import in_doubt, learned_findings
from kindregards.domain.lint_praise import praise_findings
from kindregards.domain.lint_reading import error, read
from kindregards.domain.lint_reasons import reason_findings
from kindregards.domain.lint_wording import wording_findings

__all__ = ["LintContext", "lint"]

# Several times the longest letter that can pass: beyond it, looking for remarks only costs time.
_LONGEST_READ = 8_000


def lint(letter: Letter, context: LintContext) -> tuple[Finding, ...]:
    """Return what is wrong with a letter, in reading order; spans index `Letter.body`, subject findings have none."""
    if len(letter.body) > _LONGEST_READ:
        return (error("too_long", "The letter is far too long to be read. Shorten it.", 0, len(letter.body)),)
    reading = read(letter, context)
    checks = (fact_findings, form_findings, wording_findings, praise_findings, reason_findings)
    found = {in_doubt(finding, reading) for check in checks for finding in check(reading)}
    found |= {finding for finding in learned_findings(reading) if not _is_known(finding, found)}
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.end, finding.code)))


def _is_known(finding: Finding, found: set[Finding]) -> bool:
    """Say whether a rule already stops these words: it says better than examples can what is wrong with them."""
    return any(each.blocks_sending and each.start < finding.end and finding.start < each.end for each in found)
