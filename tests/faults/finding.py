"""What a trial found, as one line of JSON that a person and a program can read."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from tests.faults.account import Account


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Figures of one trial, and which promises they keep."""

    account: Account | None = None
    figures: Mapping[str, Any] = field(default_factory=dict)  # Any: JSON
    promises: Mapping[str, bool] = field(default_factory=dict)

    def broken(self) -> list[str]:
        """Return the names of the promises that were not kept, those of every account first."""
        return [name for name, kept in {**self._of_the_account(), **self.promises}.items() if not kept]

    def as_json(self, **circumstances: object) -> str:
        """Return one line; `circumstances` come first."""
        counted = asdict(self.account) if self.account else {}
        if self.account:
            counted["conservation_equal"] = self.account.conservation_equal
        return json.dumps({**circumstances, **counted, **self.figures, "broken_promises": self.broken()})

    def _of_the_account(self) -> Mapping[str, bool]:
        if self.account is None:
            return {}
        return {
            "nobody is told twice": self.account.duplicates == 0,
            "nobody is lost": self.account.lost == 0,
            "what came in equals what became of it": self.account.conservation_equal,
            "nothing is pending at the end": self.account.pending == 0,
        }
