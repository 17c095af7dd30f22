"""Finding the passage of a transcript that a piece of evidence speaks of."""

from collections.abc import Sequence

# Half of the evidence's pairs of signs in one passage: it speaks of that; fewer may be chance.
_ALIKE = 0.5


def passage_behind(evidence: str, passages: Sequence[str]) -> int | None:
    """Return the index of the passage that evidence quotes or retells, or None where none is much like it."""
    if not passages or not (wanted := _pairs(evidence)):
        return None
    shares = [len(wanted & _pairs(passage)) / len(wanted) for passage in passages]
    best = max(shares)
    return shares.index(best) if best >= _ALIKE else None


def _pairs(text: str) -> frozenset[str]:
    """Return every two neighbouring letters or signs, whatever their case and what stands between words."""
    signs = "".join(sign for sign in text.lower() if sign.isalnum())
    return frozenset(signs[at : at + 2] for at in range(len(signs) - 1))
