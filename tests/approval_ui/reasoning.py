"""The list of reasons in memory, with the real checks."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from kindregards.domain.languages import Language
from kindregards.domain.reason_writing import ReasonNotFoundError, check_own_reason
from kindregards.domain.reasons import Party, Reason, Reasons, with_shipped

SHIFTS = Reason(
    code="shift_work",
    party=Party.COMPANY,
    label_zh="无法倒班",
    label_en="Shift work",
    text={
        Language.CHINESE: "这个岗位需要倒班，与您期望的工作时间不同。",
        Language.ENGLISH: "The role is worked in shifts, which differ from the hours that you are looking for.",
    },
    needs_evidence=True,
    version=2,
    is_shipped=False,
)


@dataclass
class FakeReasons:
    """One reason of the company's own."""

    kept: dict[str, Reason] = field(default_factory=lambda: {SHIFTS.code: SHIFTS})

    async def all(self, company_id: str) -> Reasons:
        """Return every reason."""
        del company_id
        return with_shipped(self.kept)

    async def write(self, company_id: str, reason: Reason, *, author: str, now: datetime) -> Reason:
        """Keep one."""
        del company_id, author, now
        check_own_reason(reason)
        known = self.kept.get(reason.code)
        self.kept[reason.code] = replace(reason, version=known.version + 1 if known else 1)
        return self.kept[reason.code]

    async def retire(self, company_id: str, code: str, *, actor: str, now: datetime) -> Reason:
        """Retire one."""
        del company_id, actor, now
        if code not in self.kept:
            raise ReasonNotFoundError("There is no such reason.")
        self.kept[code] = replace(self.kept[code], is_retired=True)
        return self.kept[code]
