"""Answers on their way, carried by the device of who answers: compressed and sealed by our keys, bound to one campaign, for a few hours.

Nothing of them is on the server until they are sent, or put aside by three words.
"""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from app.core.keys import Keyring, Unreadable
from app.core.tokens import new_token
from app.participation.answers import Answer
from app.participation.rules import IDLE, KIOSK_IDLE, Channel

PIECE, PIECES = 3600, 2
"""Characters that one cookie takes, and how many cookies there may be: browsers and servers refuse more."""
PLACE = "participation.carried"


class TooMuch(Exception):
    """The answers take more room than a device may carry: a text is to be shortened."""


@dataclass(frozen=True, slots=True)
class Carried:
    """Where somebody is. `nonce`: makes retries one answer; `code`: digest of an access code; `draft`: mark of the draft it comes from.

    `typed`: what was written on a page that was left without being taken (Back, another language): the question's key and its form.
    `link`: number of the link that opened the device, for its channel.
    `follow`: mark of the code that somebody chose to be asked again; empty: none.
    `turned`: key of the question for which the screen was turned towards the person; empty: who asks holds it.
    """

    version: int
    channel: Channel
    at: datetime
    answers: Mapping[str, Answer] = field(default_factory=dict)
    typed: tuple[str, Mapping[str, Sequence[str]]] | None = None
    nonce: str = field(default_factory=new_token)
    code: str = ""
    draft: str = ""
    link: int | None = None
    turned: str = ""
    follow: str = ""

    def with_answer(self, key: str, answer: Answer) -> "Carried":
        """Return this with an answer; what was typed there and not taken goes, what was typed on another page waits there still."""
        typed = None if self.typed is None or self.typed[0] == key else self.typed
        return replace(self, answers={**self.answers, key: answer}, typed=typed)

    def with_typed(self, key: str, given: Mapping[str, Sequence[str]]) -> "Carried":
        """Return this with what stood on a page that was left."""
        return replace(self, typed=(key, given))

    def is_idle(self, now: datetime) -> bool:
        """Whether nobody went on for so long that it is to be forgotten."""
        return now - self.at > (KIOSK_IDLE if self.channel is Channel.KIOSK else IDLE)


def sealed(keyring: Keyring, campaign: int, carried: Carried) -> Sequence[str]:
    """Return the cookies that carry this; raise TooMuch."""
    whole = keyring.seal_bytes(packed(carried), f"{PLACE}:{campaign}")
    if len(whole) > PIECE * PIECES:
        raise TooMuch
    return [whole[start : start + PIECE] for start in range(0, len(whole), PIECE)]


def opened(keyring: Keyring, campaign: int, pieces: Sequence[str]) -> Carried | None:
    """Return what cookies carry; None when it is not ours, or of another campaign."""
    try:
        return unpacked(keyring.unseal_bytes("".join(pieces), f"{PLACE}:{campaign}"))
    except (Unreadable, KeyError, TypeError, ValueError, zlib.error):
        return None


def packed(carried: Carried) -> bytes:
    """Return all of it in few bytes: what cookies and drafts seal."""
    body = {
        "version": carried.version,
        "channel": carried.channel,
        "at": int(carried.at.timestamp()),
        "answers": carried.answers,
        "typed": carried.typed,
        "nonce": carried.nonce,
        "code": carried.code,
        "draft": carried.draft,
        "link": carried.link,
        "turned": carried.turned,
        **({"follow": carried.follow} if carried.follow else {}),
    }
    return zlib.compress(json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(), 9)


def unpacked(data: bytes) -> Carried:
    """Return what was packed; raise zlib.error, ValueError, KeyError or TypeError when it was not."""
    body: dict[str, Any] = json.loads(zlib.decompress(data))
    typed = body["typed"]
    return Carried(
        version=body["version"],
        channel=Channel(body["channel"]),
        at=datetime.fromtimestamp(body["at"], UTC),
        answers=body["answers"],
        typed=(typed[0], typed[1]) if typed else None,
        nonce=body["nonce"],
        code=body["code"],
        draft=body["draft"],
        link=body["link"],
        turned=body.get("turned", ""),
        follow=body.get("follow", ""),
    )
