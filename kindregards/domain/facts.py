"""What interviews are known to find out besides scores: the names that rules may use."""

from collections.abc import Collection, Mapping
from difflib import get_close_matches

from kindregards.domain.languages import Language

SHIPPED_FACTS: Mapping[str, tuple[str, str]] = {
    "expected_salary": ("期望薪资", "expected salary"),
    "current_salary": ("目前薪资", "current salary"),
    "pm_years": ("项目管理年限", "years of project management"),
    "years_of_experience": ("工作年限", "years of experience"),
    "notice_period_days": ("离职通知期（天）", "notice period in days"),
    "can_relocate": ("可接受异地工作", "can relocate"),
    "can_travel": ("可接受出差", "can travel"),
    "needs_visa": ("需要签证", "needs a visa"),
    "language_level": ("语言水平", "language level"),
    "available_from": ("可到岗日期", "available from"),
    "can_work_shifts": ("可接受轮班", "can work shifts"),
    "can_work_remotely": ("可远程工作", "can work remotely"),
    "certified": ("持有所需证书", "holds the certificate asked for"),
    "driving_licence": ("驾驶执照", "driving licence"),
    "degree": ("学历", "degree"),
}
"""Names with their words in Chinese and English; what interviews sent, and what a setting names, comes on top."""


def fact_words(name: str, language: Language) -> str:
    """Return a fact's name for readers; one that we do not ship shows its code as words."""
    if name not in SHIPPED_FACTS:
        return name.replace("_", " ")
    chinese, english = SHIPPED_FACTS[name]
    return chinese if language is Language.CHINESE else english


def nearest_fact(name: str, known: Collection[str]) -> str | None:
    """Return the known fact that was probably meant, or None."""
    return next(iter(get_close_matches(name, sorted(known), n=1)), None)
