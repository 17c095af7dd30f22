"""What somebody wrote, without the letter they answer.

The libraries that do this know English and a little German; of nine ways in which Chinese mail programs quote, they
cut two. What cannot be recognised is kept: a reader would rather see our letter again than miss a word of theirs.
"""

import re

_WROTE = re.compile(
    r"^(?=.*\d)(on\b.{4,300}\bwrote\s*[:：]|am\b.{4,300}\bschrieb.{0,200}[:：]|le\b.{4,300}\ba écrit\s*[:：]"
    r"|在.{4,300}[写寫]道\s*[:：]|.{1,300}[于於]\s*\d{4}\s*年.{4,200}[写寫]道\s*[:：]"
    r"|.{1,200}\d{1,2}:\d{2}.{0,200}[写寫]道\s*[:：])\s*$",
    re.IGNORECASE,
)
_DIVIDER = re.compile(
    r"^[-—－_*\s]{0,40}(original message|original appointment|forwarded message|reply message|原始邮件|原始郵件|原邮件"
    r"|转发邮件|轉寄郵件|回复的原邮件|回覆的原郵件|原始信件)[-—－_*\s]{0,40}$",
    re.IGNORECASE,
)
_FROM = re.compile(r"^[>|*\s]*(from|von|de|发件人|寄件人|寄件者|發件人)[*\s|]*[:：|]", re.IGNORECASE)
_SENT = re.compile(
    r"^[>|*\s]*(sent|date|gesendet|envoyé"
    r"|发送时间|发件时间|日期|时间|傳送時間|寄件日期|寄件時間|發送時間)[*\s|]*[:：|]",
    re.IGNORECASE,
)
_RULE = re.compile(r"^[_\-—=]{5,}\s*$")
_SIGN_OFF = re.compile(
    r"^(sent from (my|yahoo|outlook|mail for)\b.*|get outlook for .*"
    r"|发自我的.*|發自我的.*|从我的.{1,20}发送|来自我的.{1,20}"
    r"|发送自.{1,30}|从 ?(网易|qq)邮箱.{0,20}|&nbsp;)$",
    re.IGNORECASE,
)
_LONGEST_READ = 100_000
_HEADER_LINES = 6
_WRAPPED_LINES = 3


def without_history(text: str) -> str:
    """Return what the person added; everything, when nothing of theirs would be left."""
    lines = [line.rstrip() for line in text[:_LONGEST_READ].replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    cut = next((number for number in range(len(lines)) if _begins_history(lines, number)), len(lines))
    if _is_interleaved(lines[cut:]):
        cut = len(lines)
    own = _without_tail(lines[:cut])
    if not any(own):
        own = [line for line in lines[cut:] if not line.lstrip().startswith(">") and not _WROTE.match(line)]
    return "\n".join(own).strip() or text.strip()


def _begins_history(lines: list[str], number: int) -> bool:
    line = lines[number].strip()
    if not line:
        return False
    bare = line.lstrip("> ")
    if _DIVIDER.match(bare) or _wrote(lines, number):
        return True
    if _FROM.match(line):
        return any(_SENT.match(each) for each in lines[number + 1 : number + 1 + _HEADER_LINES])
    return bool(_RULE.match(line)) and any(_FROM.match(each) for each in lines[number + 1 : number + 3])


def _wrote(lines: list[str], number: int) -> bool:
    """Say whether "On …, somebody wrote:" begins here; long ones are broken over several lines."""
    joined = ""
    for line in lines[number : number + _WRAPPED_LINES]:
        if not line.strip():
            return False
        joined = f"{joined} {line.lstrip('> ').strip()}".strip()
        if _WROTE.match(joined):
            return True
    return False


def _is_interleaved(history: list[str]) -> bool:
    """Say whether answers stand between quoted lines; then every line is needed to understand them."""
    quoted = [number for number, line in enumerate(history) if line.startswith(">")]
    if not quoted:
        return False
    after = [line for line in history[quoted[0] :] if line.strip() and not line.startswith(">")]
    return any(not _SIGN_OFF.match(line.strip()) for line in after)


def _without_tail(lines: list[str]) -> list[str]:
    """Return lines without what a telephone, or a quote that nobody introduced, leaves at the end."""
    kept = list(lines)
    while kept and (not kept[-1].strip() or kept[-1].startswith(">") or _SIGN_OFF.match(kept[-1].strip())):
        kept.pop()
    return kept
