"""Opening a file by what it holds; its name is only asked when what it holds does not tell."""

from collections.abc import Callable
from pathlib import Path

from app.opendata.files.delimited import read_delimited
from app.opendata.files.parquet import read_parquet
from app.opendata.files.records import read_array, read_lines
from app.opendata.files.rows import EMPTY, Rows, UnreadableFile

HEAD = 4096
"""Bytes looked at."""

_REFUSED = (
    (b"\xd0\xcf\x11\xe0", "C’est un ancien classeur (.xls), ou il est protégé par un mot de passe : enregistrez-le en .xlsx ou en .csv."),
    (b"\x1f\x8b", "Le fichier est compressé (gzip) : décompressez-le d’abord."),
    (b"\xff\xfe", "Le texte est codé en UTF-16 : enregistrez le fichier en « CSV UTF-8 »."),
    (b"\xfe\xff", "Le texte est codé en UTF-16 : enregistrez le fichier en « CSV UTF-8 »."),
    (b"%PDF", "C’est un document PDF : il faut un tableau (.csv ou .xlsx)."),
)
_NO_FILE = "Ce n’est pas un fichier, mais un dossier ou autre chose : il n’y a rien à lire."
_NEVER_CSV = {".xlsx", ".xlsm", ".parquet", ".json", ".jsonl", ".ndjson"}


def open_rows(path: Path) -> Rows:
    """Open a csv, json, JSON lines, parquet or xlsx file; raise UnreadableFile when it is none of these, or holds no record."""
    try:
        if not path.is_file() and path.exists():
            raise UnreadableFile(_NO_FILE)
        with path.open("rb") as file:
            head = file.read(HEAD)
    except (OSError, ValueError) as error:
        reason = "il n’existe pas" if isinstance(error, FileNotFoundError | ValueError) else "l’accès est refusé ou le disque ne répond pas"
        msg = f"Le fichier ne peut pas être ouvert : {reason}."
        raise UnreadableFile(msg) from error
    return _reader(head, path.suffix.lower())(path)


def _reader(head: bytes, suffix: str) -> Callable[[Path], Rows]:
    for magic, message in _REFUSED:
        if head.startswith(magic):
            raise UnreadableFile(message)
    text = head.removeprefix(b"\xef\xbb\xbf").strip()
    if not text.strip(b"\0"):
        raise UnreadableFile(EMPTY)
    if head.startswith(b"PAR1") or (suffix == ".parquet" and b"\0" in head):
        return read_parquet
    if head.startswith(b"PK"):
        from app.opendata.files.workbook import read_workbook  # noqa: PLC0415 - 17 MB of openpyxl, which other formats do without

        return read_workbook
    return _read_text(text, suffix)


def _read_text(text: bytes, suffix: str) -> Callable[[Path], Rows]:
    if text.startswith(b"["):
        return read_array
    if text.startswith(b"{"):
        return read_lines
    if text.startswith(b"<"):
        msg = "C’est une page web ou un fichier XML : il faut un fichier csv, json, parquet ou xlsx."
        raise UnreadableFile(msg)
    if suffix in _NEVER_CSV:
        msg = f"Le fichier est abîmé, ou ce n’est pas un fichier {suffix}."
        raise UnreadableFile(msg)
    return read_delimited
