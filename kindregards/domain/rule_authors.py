"""Who wrote the rules that judged a case, where companies want somebody else to decide it."""

from collections.abc import Sequence
from itertools import pairwise

from kindregards.domain.errors import ConflictError
from kindregards.domain.policies import Policy, PolicyState, PolicyVersion


class RulesAuthorDecidesError(ConflictError):
    """Whoever changed the thresholds would decide a case that these thresholds sent to a person."""

    code = "rules_author_decides"


def rules_author(versions: Sequence[PolicyVersion]) -> str:
    """Return who wrote the rules of the newest of these versions, all of one policy, in any order and at least one.

    Versions that took their rules over from the one before, such as for another reminder, change no threshold: the
    author is who wrote the first of them.
    """
    newest_first = sorted(versions, key=lambda version: version.version, reverse=True)
    for version, before in pairwise(newest_first):
        if _thresholds(version.policy) != _thresholds(before.policy):
            return version.author
    return newest_first[-1].author


def authors_of(chosen: PolicyVersion, versions: Sequence[PolicyVersion]) -> frozenset[str]:
    """Return who wrote a version, and who wrote its rules unless these decide already; `versions` of the same policy.

    A colleague's change of a reminder makes nobody a second person for their own thresholds.
    """
    active = next((version for version in versions if version.state is PolicyState.ACTIVE), None)
    if active is not None and _thresholds(active.policy) == _thresholds(chosen.policy):
        return frozenset({chosen.author})
    return frozenset({chosen.author, rules_author([each for each in versions if each.version <= chosen.version])})


def refuse_rules_author(author: str | None, decider: str, review_id: str) -> None:
    """Raise RulesAuthorDecidesError when the author decides; None lets everybody."""
    if author == decider:
        raise RulesAuthorDecidesError(
            f"You wrote the rules that sent review {review_id} to a person, and your company wants somebody else to "
            "decide it. Give it to a colleague.",
            details={"review_id": review_id},
        )


def _thresholds(policy: Policy) -> tuple[object, ...]:
    return policy.rules, policy.automatic_rejection
