"""The quality of letters as rows for a spreadsheet."""

from kindregards.domain.letter_quality import LetterQuality, WordsInUse
from kindregards.domain.report_sheets import Row, Sheet
from kindregards.domain.reports import Share


def letter_quality_sheet(quality: LetterQuality) -> Sheet:
    """Return one row a measure, a block, a template, a tone and a finding."""
    return Sheet(
        name="letters",
        headings=("section", "key", "count", "n", "share"),
        rows=(
            _row("personal", "all", quality.personal),
            _row("personal", "with_evidence", quality.personal_with_evidence),
            *(_row("edited_block", each.block, each.share) for each in quality.blocks),
            *(row for each in quality.templates for row in _words("template", each)),
            *(row for each in quality.tones for row in _words("tone", each)),
            *(("finding", code, letters, None, None) for code, letters in quality.findings),
        ),
    )


def _words(section: str, words: WordsInUse) -> tuple[Row, ...]:
    return (
        (section, words.name, words.letters, None, None),
        _row(f"{section}_edited", words.name, words.edited),
        _row(f"{section}_content", words.name, words.content),
        *(_row(f"{section}_edited_block", f"{words.name}:{each.block}", each.share) for each in words.blocks),
    )


def _row(section: str, key: str, share: Share) -> Row:
    return section, key, share.count, share.n, None if share.value is None else round(share.value, 4)
