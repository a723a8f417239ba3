"""What a mail says: a subject and blocks, made into text and HTML alike. Features write letters; nothing here knows what about."""

import json
from dataclasses import asdict, dataclass
from typing import TypeAlias

from app.core.language import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain text, line breaks kept; a secret is something to copy by hand, shown large: a code."""

    text: str
    is_secret: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """A link that looks like a button in HTML, and stands on a line of its own in text. `url` is absolute."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Points:
    """A list."""

    items: tuple[str, ...]


Block: TypeAlias = Paragraph | Action | Points


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail before it has a recipient. No personal data in `subject`: it shows on locked telephones."""

    purpose: str
    """A code: `sign-in`, `question`. Stands in figures."""
    language: Language
    subject: str
    blocks: tuple[Block, ...]
    signature: str
    """Last lines: why this mail came, how to get no more."""


def as_text(letter: Letter) -> str:
    """Return a letter in plain text: what HTML shows, in the same order."""
    return "\n\n".join([*(_block_as_text(block) for block in letter.blocks), f"-- \n{letter.signature}"]) + "\n"


def _block_as_text(block: Block) -> str:
    match block:
        case Paragraph():
            return block.text
        case Action():
            return f"{block.label} :\n{block.url}"
        case Points():
            return "\n".join(f"- {item}" for item in block.items)


_KINDS = {kind.__name__: kind for kind in (Paragraph, Action, Points)}


def pack(letter: Letter) -> str:
    """Return a letter as the outbox keeps it: JSON."""
    blocks = [{"kind": type(block).__name__, **asdict(block)} for block in letter.blocks]
    return json.dumps({**asdict(letter), "language": letter.language.code, "blocks": blocks}, ensure_ascii=False)


def unpack(packed: str) -> Letter:
    """Return a letter as it was before the outbox."""
    values = json.loads(packed)
    blocks = tuple(_unpacked(dict(block)) for block in values["blocks"])
    return Letter(**{**values, "language": LANGUAGES[values["language"]], "blocks": blocks})


def _unpacked(block: dict[str, object]) -> Block:
    kind = _KINDS[str(block.pop("kind"))]
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in block.items()})  # type: ignore[arg-type] # as packed
