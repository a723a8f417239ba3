"""Texts as people may read them: without tags, control characters or stray spaces; « nan » and its kin are nothing."""

import re
from collections.abc import Iterable
from html import unescape
from html.parser import HTMLParser
from typing import Any

LONGEST = 100_000
"""Characters: beyond, it is not a text that somebody wrote."""

_ABSENT = frozenset({"", "nan", "NaN", "NAN", "None", "none", "NaT", "null", "NULL", "Null", "<NA>", "#N/A", "[]", "{}", "nat"})
_LONGEST_ABSENT = 4
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_LINE_ENDS = re.compile(r"(?<![^\S\n])[^\S\n]*(?:\r\n?|\n|\x85|\u2028|\u2029)")
_SPACES = re.compile(r"(?<!\s)\s*[\n\t]\s*|  +")
"""What parts the words of several lines; a no-break space within a line stays. Looked for once a run of spaces, not at each of them."""

_EMPTY_LINES = re.compile(r"\n{3,}")
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,6}|#x[0-9A-Fa-f]{1,5});")
_TAG = re.compile(
    r"</?(?:a|abbr|article|b|blockquote|body|br|button|center|cite|code|dd|div|dl|dt|em|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe"
    r"|img|input|label|li|link|main|mark|meta|nav|o:p|ol|p|pre|q|s|script|section|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|tfoot"
    r"|th|thead|title|tr|tt|u|ul|video)(?=[\s/>])[^<>]*>|<!--|<!doctype",
    re.IGNORECASE,
)
_UNCLOSED = re.compile(r"<(?![^<>]*>)")
_MOST_UNCLOSED = 50
"""Beyond, they are no tags: the parser would look for the end of each through all that follows."""

_BLOCKS = frozenset({
    "article", "blockquote", "body", "br", "dd", "div", "dl", "dt", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tr", "ul",
})  # fmt: skip
_UNSEEN = frozenset({"head", "script", "style", "title"})


def text(raw: Any) -> str:
    """Return the text, its lines kept; empty when nothing is said. What is not a text is written as one.

    Tags are left in what is longer than LONGEST: whoever asks refuses it.
    """
    value: str = raw if raw.__class__ is str else _written(raw)
    if not value.isprintable() or "<" in value or "&" in value:
        value = _cleaned(value)
    value = value.strip()
    return "" if len(value) <= _LONGEST_ABSENT and value in _ABSENT else value


def one_line(raw: Any) -> str:
    """Return the text on one line: a name, an address."""
    if raw.__class__ is str and raw.isprintable() and not ("<" in raw or "&" in raw or "  " in raw):
        value: str = raw.strip()
        return "" if len(value) <= _LONGEST_ABSENT and value in _ABSENT else value
    return _SPACES.sub(" ", text(raw))


def texts(raws: Iterable[Any]) -> list[str]:
    """Return the text of each cell; nothing of what is false. Those that are plain, nearly all, cost no call of ours."""
    value = ""
    return [
        ""
        if not raw
        else value
        if raw.__class__ is str and raw.isprintable() and not ("<" in raw or "&" in raw) and len(value := raw.strip()) > _LONGEST_ABSENT
        else text(raw)
        for raw in raws
    ]


def one_lines(raws: Iterable[Any]) -> list[str]:
    """Return each cell on one line, in the same way."""
    value = ""
    return [
        ""
        if not raw
        else value
        if raw.__class__ is str
        and raw.isprintable()
        and not ("<" in raw or "&" in raw or "  " in raw)
        and len(value := raw.strip()) > _LONGEST_ABSENT
        else one_line(raw)
        for raw in raws
    ]


def is_absent(raw: Any) -> bool:
    """Whether the value says nothing: None, NaN, NaT, an empty text or list, or a text that stands for these."""
    if raw.__class__ is str:
        return raw.strip() in _ABSENT
    return raw is None or raw != raw or (isinstance(raw, list | tuple | set | dict) and not raw)  # noqa: PLR0124 - NaN and NaT differ from themselves


def _written(raw: Any) -> str:
    if is_absent(raw):
        return ""
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, list | tuple | set):
        return ", ".join(written(item) for item in raw if not is_absent(item))
    return written(raw)


def written(raw: Any) -> str:
    """Return any value as Python writes it; nothing of one that holds others without end."""
    try:
        return str(raw)
    except RecursionError:
        return ""


def _cleaned(value: str) -> str:
    if ("<" in value or "&" in value) and len(value) <= LONGEST:
        value = _without_tags(value)
    value = _LINE_ENDS.sub("\n", value)
    return _EMPTY_LINES.sub("\n\n", _CONTROLS.sub("", value))


def _without_tags(value: str) -> str:
    """Remove tags that HTML knows: « moins de <18 ans » is no tag. Twice, for text whose tags had been escaped."""
    for _ in range(2):
        if _TAG.search(value):
            if len(_UNCLOSED.findall(value)) > _MOST_UNCLOSED:
                value = _UNCLOSED.sub("&lt;", value)
            reader = _Reader()
            reader.feed(value)
            reader.close()
            value = "".join(reader.parts)
        elif _ENTITY.search(value):
            value = unescape(value)
    return value


class _Reader(HTMLParser):
    """What a browser would show; the address of a link that its text does not say follows it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0
        self._address = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag in _BLOCKS:
            self.parts.append("\n")
        elif tag == "a":
            address = dict(attrs).get("href") or ""
            self._address = address if address.startswith(("https://", "http://")) else ""

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag == "a" and self._address:
            if self._address.rstrip("/") not in "".join(self.parts[-3:]):
                self.parts.append(f" ({self._address})")
            self._address = ""
        elif tag in _BLOCKS and tag not in {"br", "hr", "li"}:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)
