"""How the text of a file is coded: UTF-8, else the old code of Windows; told from all its bytes before anything is imported.

A UTF-8 file with one damaged byte must not be read as cp1252, where every accent would be wrong: it is refused, with its line.
"""

from codecs import getincrementaldecoder
from pathlib import Path
from typing import NamedTuple

from app.opendata.files.rows import UnreadableFile

CHUNK = 1 << 20


class Coding(NamedTuple):
    """What the bytes say."""

    name: str
    """For `open`: `utf-8-sig` or `cp1252`."""
    has_nul: bool
    """Whether there are zero bytes, which no text holds."""


def coding_of(path: Path) -> Coding:
    """Read the bytes of the whole file; raise UnreadableFile when they are text in neither code."""
    decode = getincrementaldecoder("utf-8")().decode
    has_nul, has_accents, line = False, False, 1
    with path.open("rb") as file:
        while True:
            chunk = file.read(CHUNK)
            try:
                decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                if has_accents or _is_mostly_utf8(error.object):
                    line += error.object.count(b"\n", 0, error.start)
                    msg = f"Le texte est abîmé à la ligne {line} : un caractère n’est pas complet, ou n’est pas de l’UTF-8 comme le reste."
                    raise UnreadableFile(msg, line) from error
                return _windows(path)
            if not chunk:
                return Coding("utf-8-sig", has_nul)
            has_nul = has_nul or b"\0" in chunk
            has_accents = has_accents or not chunk.removeprefix(b"\xef\xbb\xbf").isascii()
            line += chunk.count(b"\n")


def _is_mostly_utf8(data: bytes) -> bool:
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    return sum(not character.isascii() for character in text) - broken > broken


def _windows(path: Path) -> Coding:
    has_nul, line = False, 1
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            try:
                chunk.decode("cp1252")
            except UnicodeDecodeError as error:
                line += chunk.count(b"\n", 0, error.start)
                msg = f"Le texte n’est codé ni en UTF-8 ni en Windows-1252 (ligne {line}) : enregistrez le fichier en « CSV UTF-8 »."
                raise UnreadableFile(msg, line) from error
            has_nul = has_nul or b"\0" in chunk
            line += chunk.count(b"\n")
    return Coding("cp1252", has_nul)
