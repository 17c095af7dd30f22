"""A letter as canonical blocks: what it says, before any channel or link."""

import hashlib
import json
from dataclasses import asdict, dataclass
from enum import StrEnum

from kindregards.domain.applications import Stage
from kindregards.domain.errors import ConflictError, NotFoundError
from kindregards.domain.languages import Language, Tone
from kindregards.domain.looks import Look

_EVALUATION_FIELDS = frozenset({"highlight", "competency", "concern", "fact"})


class LetterNotFoundError(NotFoundError):
    """There is no such letter in this company."""

    code = "letter_not_found"


class LetterNotWaitingError(ConflictError):
    """Only a letter that waits for its moment can be let go before it."""

    code = "letter_not_waiting"


class LetterKind(StrEnum):
    """What a letter is for; together with stage, tone and language it chooses the template.

    After an appeal, `appeal_upheld` says that the decision stands and `appeal_reinstated` that it fell.
    """

    NOT_SELECTED = "not_selected"
    OFFER_STAGE_NOT_SELECTED = "offer_stage_not_selected"
    EXPIRED = "expired"
    CANDIDATE_DECLINED = "candidate_declined"
    WITHDRAWN = "withdrawn"
    REMINDER = "reminder"
    CORRECTION = "correction"
    APPEAL_RECEIVED = "appeal_received"
    APPEAL_UPHELD = "appeal_upheld"
    APPEAL_REINSTATED = "appeal_reinstated"
    INVITATION = "invitation"
    THANK_YOU = "thank_you"


class Purpose(StrEnum):
    """Why a letter is sent; at most one per application, purpose and sequence."""

    OUTCOME = "outcome"
    REMINDER = "reminder"
    CORRECTION = "correction"
    APPEAL_RECEIVED = "appeal_received"
    APPEAL_OUTCOME = "appeal_outcome"
    THANK_YOU = "thank_you"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    RESEND = "resend"
    INVITATION = "invitation"


ANSWERS = frozenset({Purpose.OUTCOME, Purpose.APPEAL_OUTCOME})
"""Letters that tell a decision: none leaves before its moment, and one that fails goes to a person."""


class LetterState(StrEnum):
    """`draft` waits for a reviewer, `pending` for its time, `released` belongs to the ledger."""

    DRAFT = "draft"
    PENDING = "pending"
    RELEASED = "released"
    CANCELLED = "cancelled"


class BlockKind(StrEnum):
    """The parts of a letter, in reading order."""

    GREETING = "greeting"
    OUTCOME = "outcome"
    THANKS = "thanks"
    HIGHLIGHT = "highlight"
    REASON = "reason"
    NEXT_STEPS = "next_steps"
    SIGN_OFF = "sign_off"
    SMALL_PRINT = "small_print"


class Link(StrEnum):
    """A page a letter can point at; expanded only when an attempt mints its token."""

    LETTER = "letter"
    STATUS = "status"
    FEEDBACK = "feedback"
    TALENT_POOL = "talent_pool"
    HUMAN_REVIEW = "human_review"
    DATA = "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph; `sources` name the interview evidence it rests on (`highlight:0`, `competency:2`)."""

    kind: BlockKind
    text: str
    link: Link | None = None
    link_label: str | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Everything a letter says; every channel renders from this."""

    kind: LetterKind
    stage: Stage
    language: Language
    tone: Tone
    subject: str
    blocks: tuple[Block, ...]
    template_version: str
    sender_name: str
    company_name: str = ""
    look: Look | None = None

    @property
    def content_hash(self) -> str:
        """Return the SHA-256 hex digest of subject, blocks, language and template version, links unexpanded."""
        content = asdict(self)
        if self.look is None:
            # Letters from before there were looks keep the hash by which they were approved.
            del content["look"]
        canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    @property
    def body(self) -> str:
        """Return the words a reviewer reads and edits: greeting to sign-off, blank lines between paragraphs."""
        return "\n\n".join(block.text for block in self.blocks if block.kind is not BlockKind.SMALL_PRINT)

    @property
    def personal_facts(self) -> tuple[str, ...]:
        """Return the parts of this candidate's own evaluation that the letter rests on, each once.

        Two or more make a letter personal; name, job, stage and dates do not count.
        """
        sources = dict.fromkeys(source for block in self.blocks for source in block.sources)
        return tuple(source for source in sources if source.partition(":")[0] in _EVALUATION_FIELDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something the lint saw: errors block the letter, warnings are shown. `start` and `end` index `Letter.body`."""

    code: str
    severity: str
    message: str
    start: int = 0
    end: int = 0

    @property
    def blocks_sending(self) -> bool:
        """Say whether the letter may not leave."""
        return self.severity == "error"
