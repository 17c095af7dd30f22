"""The names that letter templates may use, and what fills them."""

from kindregards.domain.placeholders import Vocabulary

LETTER_VOCABULARY = Vocabulary(
    words=frozenset(
        {
            "candidate_name",
            "job_title",
            "company_name",
            "sender_name",
            "signature",
            "highlight_1",
            "highlight_2",
            "reason_text",
            "answer_by",
            "opening_title",
            "reapply_from",
        }
    ),
    flags=frozenset({"interviewed", "not_interviewed", "talent_pool", "reason_told"}),
)
HIGHLIGHT_VOCABULARY = Vocabulary(words=frozenset({"label", "detail"}))
REASON_VOCABULARY = Vocabulary(words=frozenset({"requirement", "years"}))
YEARS_VOCABULARY = Vocabulary(words=frozenset({"number"}))
SMS_VOCABULARY = Vocabulary(words=frozenset({"company_name", "link"}))
