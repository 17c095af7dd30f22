"""Text as mail carries it: in many character sets, some of them wrongly declared."""

import codecs
import re

# Only these: some of Python's other codecs are no character sets, or slow on long input.
_KNOWN = re.compile(
    r"utf-?(7|8|16|16le|16be|32)|us-?ascii|ascii|iso-?8859-?\d{1,2}|latin-?\d|windows-?125\d|windows-?874|cp\d{3,4}"
    r"|gb-?2312|gb-?18030|gbk|hz-gb-2312|hz|big5(-?hkscs)?|euc-?(kr|jp|tw)|ks_?c_?5601(-?1987)?|shift-?_?jis|sjis"
    r"|iso-?2022-?(jp|kr|cn)(-\w{1,3})?|koi8-?[ru]|tis-?620|macintosh"
)
_WIDER = {"gb2312": "gb18030", "gb-2312": "gb18030", "gbk": "gb18030", "ks_c_5601-1987": "cp949", "euc-kr": "cp949"}
# Their text is also valid ASCII, so trying UTF-8 first would "succeed".
_STATEFUL = re.compile(r"utf-?7|utf-?16|utf-?32|iso-?2022|hz")


def decoded(content: bytes, charset: str | None) -> str:
    """Return the text of some bytes; what no character set explains is replaced, never refused."""
    name = (charset or "").strip().strip("\"'").lower()
    declared = _codec(name) if _KNOWN.fullmatch(name) else None
    tries = [declared, "utf-8"] if declared and _STATEFUL.match(name) else ["utf-8", declared, "gb18030"]
    for each in tries:
        if each is None:
            continue
        try:
            return content.decode(each)
        except ValueError:
            continue
    return content.decode(declared or "utf-8", errors="replace")


def _codec(name: str) -> str | None:
    try:
        return codecs.lookup(_WIDER.get(name, name)).name
    except LookupError:
        return None
