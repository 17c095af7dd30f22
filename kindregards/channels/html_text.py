"""The words of an HTML mail; its markup is thrown away and never shown."""

from html.parser import HTMLParser

_UNSEEN = frozenset({"script", "style", "head", "title", "template", "svg"})
_BREAKS = frozenset({"br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "ul", "ol", "hr"})
_LONGEST = 500_000


class _Words(HTMLParser):
    """Collects text; quoted letters (`blockquote`) are marked as plain-text mail does."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0
        self._quotes = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        del attrs
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "blockquote":
            self._quotes += 1
            self.parts.append("\n")
        elif tag in _BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End an element; what was never begun ends nothing."""
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag == "blockquote":
            self._quotes = max(0, self._quotes - 1)
            self.parts.append("\n")
        elif tag in _BREAKS - {"br", "hr"}:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep what a reader would see."""
        if self._unseen:
            return
        text = " ".join(data.replace("\xa0", " ").split("\n"))
        if text.strip() or text == " ":
            self.parts.append(f"> {text}" if self._quotes and text.strip() else text)


def text_of_html(html: str) -> str:
    """Return an HTML mail's words, line by line."""
    words = _Words()
    words.feed(html[:_LONGEST])
    words.close()
    lines = [" ".join(line.split()) for line in "".join(words.parts).split("\n")]
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip()
