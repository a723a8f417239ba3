"""The reference parser of HTML (html5lib), which takes a tag written plainly in one step rather than letter by letter.

A tag is plain when it is written as our templates write it: each attribute once, values between double quotes, the few references that
escaping makes. Any other is left whole to html5lib. Trees and complaints are the same, which `selftests/test_parsing.py` holds to.
"""

import re
from html import unescape
from typing import Any

from html5lib import HTMLParser
from html5lib._tokenizer import HTMLTokenizer
from html5lib.constants import tokenTypes

_NAME = r"[a-zA-Z][a-zA-Z0-9:_-]*"
_VALUE = r'(?:[^"&\0]|&(?:amp|lt|gt|quot|#34|#39);)*+'
_OPENING = re.compile(rf'<({_NAME})((?:[ \n]+{_NAME}(?:="{_VALUE}")?)*+)[ \n]*(/?)>')
_CLOSING = re.compile(rf"</({_NAME})[ \n]*>")
_ATTRIBUTE = re.compile(rf'({_NAME})(?:="({_VALUE})")?')

Token = dict[str, Any]


def plain_tag(text: str, start: int) -> tuple[Token, int] | None:
    """Return the tag that begins there as html5lib writes it, and where it ends; None unless it is plain."""
    if closing := _CLOSING.match(text, start):
        return {"type": tokenTypes["EndTag"], "name": closing[1].lower(), "data": [], "selfClosing": False}, closing.end()
    opening = _OPENING.match(text, start)
    if opening is None:
        return None
    written = _ATTRIBUTE.findall(opening[2])
    attributes = {name.lower(): unescape(value) if "&" in value else value for name, value in written}
    if len(attributes) < len(written):
        return None
    token = {
        "type": tokenTypes["StartTag"], "name": opening[1].lower(), "data": attributes,
        "selfClosing": bool(opening[3]), "selfClosingAcknowledged": False,
    }  # fmt: skip
    return token, opening.end()


class _Tokenizer(HTMLTokenizer):
    """html5lib's, with a short way from `<` to `>`."""

    def dataState(self) -> bool:  # noqa: N802 - html5lib names its states
        """Read what comes between tags, and the tags that are plain."""
        stream = self.stream
        found = plain_tag(stream.chunk, stream.chunkOffset) if stream.chunk.startswith("<", stream.chunkOffset) else None
        if found is None:
            return bool(super().dataState())
        self.currentToken, stream.chunkOffset = found
        self.tokenQueue.append(self.currentToken)
        return True


class Parser(HTMLParser):
    """html5lib's parser over that tokenizer; elements of HTML bear bare names."""

    def __init__(self) -> None:
        super().__init__(namespaceHTMLElements=False)

    def _parse(self, stream: str, innerHTML: bool = False, container: str = "div") -> None:  # noqa: FBT001, FBT002, N803
        self.innerHTMLMode, self.container, self.scripting = innerHTML, container, False
        self.tokenizer = _Tokenizer(stream, parser=self)
        self.reset()
        self.mainLoop()
