"""Questions read aloud by somebody: the sound is kept once, under the digest of its bytes, which definitions name."""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import DomainError, NotThere
from app.participation.definition import Definition
from app.participation.models import Recording
from app.participation.settings import Context

MOST_BYTES = 600_000
_STARTS: Mapping[bytes, str] = {b"ID3": "audio/mpeg", b"OggS": "audio/ogg", b"\x1a\x45\xdf\xa3": "audio/webm"}
_WAVE = (b"RIFF", b"WAVE")
_BOX, _SOUNDS = b"ftyp", (b"M4A ", b"M4B ", b"mp42", b"mp41", b"isom", b"iso2", b"dash")
_SYNC, _LAYER = 0xE0, 0x06
"""Bits of the second byte of a frame: those that start one, and those that say its layer (none: AAC)."""


class VoiceChanged(DomainError):
    """The voice of a question is not the one that was shown."""


def media_type(data: bytes) -> str:
    """Return the type of a sound by its first bytes, whatever its name says; empty when it is none that browsers play."""
    if found := next((kind for start, kind in _STARTS.items() if data.startswith(start)), ""):
        return found
    if (data[:4], data[8:12]) == _WAVE:
        return "audio/wav"
    if data[4:8] == _BOX:
        return "audio/mp4" if data[8:12] in _SOUNDS else ""
    if len(data) > 1 and data[0] == 0xFF and data[1] & _SYNC == _SYNC:  # noqa: PLR2004 - eleven bits begin a frame
        return "audio/mpeg" if data[1] & _LAYER else "audio/aac"
    return ""


def keep_recording(context: Context, organisation: int, data: bytes, kind: str) -> str:
    """Keep a sound of an organisation, once; return its digest."""
    digest = sha256(data).hexdigest()
    wanted = select(Recording.id).where(Recording.organisation_id == organisation, Recording.digest == digest)
    if context.session.scalar(wanted) is None:
        made = Recording(organisation_id=organisation, digest=digest, media_type=kind, data=data, created_at=context.now)
        context.session.add(made)
        context.session.flush()
    return digest


def recording(session: Session, organisation: int | None, digest: str) -> Recording:
    """Return a sound of an organisation by its digest; raise NotThere, for that of another one too."""
    found = session.scalar(select(Recording).where(Recording.organisation_id == organisation, Recording.digest == digest))
    if found is None:
        raise NotThere
    return found


def with_voice(definition: Definition, key: str, language: str, seen: str, digest: str) -> Definition:
    """Return the definition with another voice for a question in a language; no digest: none. Raise NotThere, or VoiceChanged.

    `seen`: the digest of the voice that was shown, which this replaces.
    """
    question = definition.question(key)
    if question is None or language not in definition.languages:
        raise NotThere
    if question.audio.get(language, "") not in (seen, digest):
        raise VoiceChanged
    others = {code: voice for code, voice in question.audio.items() if code != language}
    changed = replace(question, audio={**others, language: digest} if digest else others)
    return replace(definition, questions=tuple(changed if one.key == key else one for one in definition.questions))


def voices_of(definition: Definition) -> frozenset[str]:
    """Return the digests that a definition names."""
    return frozenset(digest for question in definition.questions for digest in question.audio.values())
