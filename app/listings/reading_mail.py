"""One message as a mail server hands it over, down to what its writer wrote. Nothing that it holds makes this fail."""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from hashlib import sha256
from html import unescape

from app.core.text import fold

LARGEST = 1_000_000
"""Bytes."""
LONGEST_TEXT = 5_000
"""Characters kept of what somebody wrote."""
MOST_PARTS = 50
MOST_NAMED = 20
"""Messages that one names in its headers."""
_READ = 20_000
"""Characters of a part in which the words of its writer are looked for."""
_NAMED = re.compile(r"<([^<>\s]{1,200})>")
_AWAY = re.compile(
    r"\b(?:absence|absent|absente|reponse automatique|automatic reply|auto reply|autoreply|out of office|hors du bureau|"
    r"undeliverable|undelivered|delivery status|mail delivery|non remis|returned mail|failure notice)\b"
)
_ROBOTS = ("mailer-daemon@", "postmaster@", "no-reply@", "noreply@")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_INTRODUCTION = re.compile(
    r"^[ \t]*(?:Le|On|El|Am|Em)\b[^\n]{0,200}(?:\n(?![ \t]*>)[^\n]{0,200})?(?:a écrit|wrote|escribió|schrieb)[ \t\u00a0\u202f]*:[ \t]*$",
    re.MULTILINE,
)
_OLDER = re.compile(
    r"^[ \t]*(?:-{2,} ?(?:Message d[’']origine|Message transféré|Original Message|Forwarded message)[ \-]*|_{8,}|"
    r"(?:De|From)[ \u00a0]?: [^\n]*\n(?:[^\n]*\n)?(?:Envoyé|Sent|Date|À|To)[ \u00a0]?: [^\n]*)$",
    re.MULTILINE | re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"^(?:-- ?|[ \t]*(?:Envoyé (?:de|depuis|à partir)|Sent from|Obtenir Outlook|Get Outlook|Télécharger Outlook)\b[^\n]*)$",
    re.MULTILINE | re.IGNORECASE,
)
_TOKEN = re.compile(r"<[^<>]*>|[^<]+|<")
_MARK = re.compile(r"<\s*(/?)\s*([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>")
_SPACES = re.compile(r"\s+")
_SKIPPED = frozenset(("blockquote", "head", "script", "style", "template", "title"))
_LINES = frozenset(("br", "div", "li", "p", "tr", "h1", "h2", "h3", "blockquote"))
_CHARSET = re.compile(
    r"utf-?(?:8|16|32)\w*|us-ascii|iso-?8859-\d+|latin-?\d|windows-\d+|cp\d+|koi8-\w|gb\w+|big5|euc-\w+|shift_jis|iso-2022-\w+|macintosh"
)
"""Encodings of texts: Python knows others, which are none or can be made to crawl."""


@dataclass(frozen=True, slots=True)
class Received:
    """What matters of a message."""

    identifier: str
    """Of this message: the same when it is delivered again."""
    answers_to: tuple[str, ...]
    """The messages that it names as those before it, without angle brackets."""
    is_automatic: bool
    """Whether no person wrote it: an absence, a mail that came back, a list."""
    text: str
    """What its writer wrote: quotes and signature cut, 5,000 characters at most."""


class NotAMessage(Exception):
    """These bytes are no mail that can be read."""


def read_message(raw: bytes) -> Received:
    """Read one message (RFC 5322); raise NotAMessage for what is none, or is larger than 1 MB."""
    if len(raw) > LARGEST:
        raise NotAMessage
    try:
        message = message_from_bytes(raw)
        named = _header(message, "In-Reply-To") + " " + _header(message, "References")
        found = Received(
            identifier=_header(message, "Message-ID").strip()[:200] or sha256(raw).hexdigest(),
            answers_to=tuple(dict.fromkeys(_NAMED.findall(named)))[:MOST_NAMED],
            is_automatic=_is_automatic(message),
            text=_own_words(_text(message)),
        )
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError) as error:
        raise NotAMessage from error  # the parser of the standard library does not promise to take everything
    if not message.keys():
        raise NotAMessage
    return found


def _header(message: Message, name: str) -> str:
    return _plain(" ".join(str(value) for value in message.get_all(name, [])))


def _is_automatic(message: Message) -> bool:
    said = _header(message, "Auto-Submitted").lower().strip()
    kind = message.get_content_type()
    sender = f"{_header(message, 'From')} {_header(message, 'Return-Path')}".lower()
    return (
        (bool(said) and not said.startswith("no"))
        or _header(message, "Precedence").lower().strip() in ("bulk", "junk", "list", "auto_reply")
        or any(message.get(name) is not None for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Response-Suppress-Reply", "List-Id"))
        or kind in ("multipart/report", "message/delivery-status", "message/disposition-notification")
        or _header(message, "Return-Path").strip() == "<>"
        or any(robot in sender for robot in _ROBOTS)
        or bool(_AWAY.search(fold(_subject(message))))
    )


def _subject(message: Message) -> str:
    written = _header(message, "Subject")[:500]
    try:
        return _plain(str(make_header(decode_header(written))))
    except (ValueError, LookupError):
        return written


def _text(message: Message) -> str:
    """The plain text of a message, else its HTML without marks; empty when it has neither."""
    found: dict[str, str] = {}
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS:
            break
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html") and kind not in found and part.get_content_disposition() != "attachment":
            found[kind] = _decoded(part)
    return found.get("text/plain", "").strip() or _without_marks(found.get("text/html", ""))


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    charset = part.get_content_charset() or "utf-8"
    try:
        text = payload[: _READ * 5].decode(charset if _CHARSET.fullmatch(charset) else "latin-1", "replace")
    except LookupError:
        text = payload[: _READ * 5].decode("latin-1")
    return _plain(text)


def _own_words(text: str) -> str:
    """What was written on top of, between or under what is quoted."""
    text = text[:_READ].replace("\r\n", "\n").replace("\r", "\n")
    text = "\n".join(line for line in _INTRODUCTION.sub("", text).split("\n") if not line.lstrip().startswith(">"))
    for end in (_OLDER, _SIGNATURE):
        if cut := end.search(text):
            text = text[: cut.start()]
    return text.strip()[:LONGEST_TEXT]


def _plain(text: str) -> str:
    return _CONTROLS.sub("\ufffd", text)


def _without_marks(page: str) -> str:
    """The text of a page, but for what is quoted, hidden or a style. In one pass: the standard library's parser can be made to crawl."""
    words: list[str] = []
    inside: list[str] = []
    """What is passed over, and what of the same name opened within it."""
    for token in _TOKEN.findall(_without_comments(page[: _READ * 5])):
        mark = _MARK.match(token)
        if mark is None:
            words.extend(() if inside else (_SPACES.sub(" ", unescape(token)),))
            continue
        closes, name, attributes = mark[1], mark[2].lower(), mark[3]
        if name in _LINES:
            words.append("\n")
        if inside and name == inside[0]:
            inside.pop() if closes else inside.append(name)
        elif not inside and not closes and (name in _SKIPPED or (name == "div" and "gmail_quote" in attributes)):
            inside.append(name)
    return "\n".join(line.strip() for line in _plain("".join(words)).split("\n") if line.strip())


def _without_comments(page: str) -> str:
    kept, start = [], 0
    while (opens := page.find("<!--", start)) >= 0:
        kept.append(page[start:opens])
        closes = page.find("-->", opens)
        start = closes + 3 if closes >= 0 else len(page)
    return "".join((*kept, page[start:]))
