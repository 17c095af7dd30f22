"""Policies to start from, as companies asked for them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kindregards.domain.languages import Language, Tone
from kindregards.domain.policies import DEFAULT_POLICY, Branch, Condition, LetterStyle, Policy, Rule

_PERFORMANCE = "interview_performance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A policy with the words by which people choose it, in Chinese and English."""

    code: str
    title_zh: str
    title_en: str
    sentence_zh: str
    sentence_en: str
    policy: Policy

    def title(self, language: Language) -> str:
        """Return its name."""
        return self.title_zh if language is Language.CHINESE else self.title_en

    def sentence(self, language: Language) -> str:
        """Return what it does."""
        return self.sentence_zh if language is Language.CHINESE else self.sentence_en


def _one_line(line: float) -> tuple[Rule, ...]:
    return (
        Rule(when=Condition(score_below=line), then=Branch.REJECT, reason=_PERFORMANCE),
        Rule(then=Branch.ADVANCE),
    )


PRESETS: Mapping[str, Preset] = {
    preset.code: preset
    for preset in (
        Preset(
            code="below_70",
            title_zh="70 分线",
            title_en="One line at 70",
            sentence_zh="低于 70 分不通过，其余通过。适合大批量初筛。",
            sentence_en="Below 70 is turned down, the rest goes on. For screening in large numbers.",
            policy=replace(DEFAULT_POLICY, rules=_one_line(70)),
        ),
        Preset(
            code="finance_75",
            title_zh="金融 75 分线",
            title_en="Finance, one line at 75",
            sentence_zh="低于 75 分不通过，其余通过；信件语气正式。",
            sentence_en="Below 75 is turned down, the rest goes on; letters are formal.",
            policy=replace(DEFAULT_POLICY, rules=_one_line(75), letter=LetterStyle(tone=Tone.FORMAL)),
        ),
        Preset(
            code="three_band",
            title_zh="三段式",
            title_en="Three bands",
            sentence_zh="低于 60 分不通过，75 分及以上通过，中间由人决定。",
            sentence_en="Below 60 is turned down, 75 and more goes on, a person decides about those between.",
            policy=replace(
                DEFAULT_POLICY,
                rules=(
                    Rule(when=Condition(score_below=60), then=Branch.REJECT, reason=_PERFORMANCE),
                    Rule(when=Condition(score_at_least=75), then=Branch.ADVANCE),
                    Rule(then=Branch.REVIEW, reason=_PERFORMANCE),
                ),
            ),
        ),
    )
}
