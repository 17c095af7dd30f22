"""Which parts of a letter a person changed, for those who write its templates."""

from kindregards.domain.letters import Letter

SUBJECT = "subject"


def edited_blocks(before: Letter, after: Letter) -> tuple[str, ...]:
    """Return the parts whose words are gone or were added, in reading order; spacing does not count."""
    parts = [SUBJECT] if _same(before.subject) != _same(after.subject) else []
    kept = {_same(block.text) for block in after.blocks}
    gone = [block.kind.value for block in before.blocks if _same(block.text) not in kept]
    known = {_same(block.text) for block in before.blocks}
    added = [block.kind.value for block in after.blocks if _same(block.text) not in known]
    # A changed paragraph is both gone and added; only what was added beside has a place of its own.
    parts += gone if len(added) <= len(gone) else [*gone, *added]
    return tuple(dict.fromkeys(parts))


def _same(text: str) -> str:
    return " ".join(text.split())
