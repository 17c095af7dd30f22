"""Two appearances to begin with: a finance company's and an internet company's."""

from collections.abc import Mapping
from dataclasses import replace

from kindregards.domain.brand_settings import BrandSettings, Preset
from kindregards.domain.languages import Language, Tone

_FUTURE: Mapping[Preset, Mapping[Language, str]] = {
    Preset.FINANCE: {
        Language.CHINESE: "我们重视与您的这次交流，也期待今后有机会与您合作。",
        Language.ENGLISH: "We valued the exchange with you and would welcome working together in future.",
    },
    Preset.INTERNET: {
        Language.CHINESE: "江湖不远，期待哪天和您一起做点有意思的事！",
        Language.ENGLISH: "Paths cross again all the time, and we would love to build something with you one day!",
    },
}
_SMALL_PRINT: Mapping[Preset, Mapping[Language, str]] = {
    Preset.FINANCE: {
        Language.CHINESE: "本函由((company_name))人力资源部发出，内容仅供收件人本人阅读。",
        Language.ENGLISH: "Issued by the human resources department of ((company_name)), for its addressee only.",
    },
    Preset.INTERNET: {},
}


def with_preset(settings: BrandSettings, preset: Preset) -> BrandSettings:
    """Return the settings with a preset's tone, colours and lines; names, logo and languages stay."""
    match preset:
        case Preset.FINANCE:
            tone, light, dark = Tone.FORMAL, "#1B3A6B", "#9DB8E8"
        case Preset.INTERNET:
            tone, light, dark = Tone.LIVELY, "#6B2FB3", "#C9A6F5"
    return replace(
        settings,
        default_tone=tone,
        light_accent=light,
        dark_accent=dark,
        small_print=dict(_SMALL_PRINT[preset]),
        future_line=dict(_FUTURE[preset]),
    )
