"""Whose word a letter's tone is, and what showed it."""

from kindregards.http.languages import marked

TONE_AUTHORITIES: dict[str, str] = {
    "reviewer": marked("a reviewer chose it"),
    "candidate": marked("the candidate asked for it"),
    "policy": marked("the policy says so"),
    "style": marked("it follows the way the candidate speaks, as they agreed and the policy allows"),
}
STYLES: dict[str, str] = {
    "outgoing": marked("outgoing"),
    "reserved": marked("reserved"),
    "rigorous": marked("rigorous"),
}
STYLE_SOURCES: dict[str, str] = {
    "vendor": marked("by the interview vendor's label"),
    "transcript": marked("by the candidate's own words in the transcript"),
}
STYLE_SIGNS: dict[str, str] = {
    "exclamations": marked("exclamations"),
    "casual_words": marked("casual words"),
    "hedges": marked("hedges"),
    "structure": marked("words that order"),
    "figures": marked("figures"),
    "short_sentences": marked("short sentences"),
    "long_sentences": marked("long sentences"),
}
