"""Fetching a file from its address, to a folder of this machine, in pieces."""

from collections.abc import Callable
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request, build_opener

PATIENCE = 60
"""Seconds without a byte."""
LARGEST = 2_000_000_000
"""Bytes."""
PIECE = 1 << 20
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

Progress = Callable[[float], None]


class FetchFailed(Exception):
    """The file could not be had; says why, in French."""


class _OnlySafe(HTTPRedirectHandler):
    """Follows no redirection to where a file could be changed on its way."""

    def redirect_request(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str) -> Request | None:  # noqa: PLR0913, PLR0917
        _check(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def is_address(text: str) -> bool:
    """Whether this is an address rather than a file's name."""
    return text.lower().startswith(("https://", "http://"))


def fetch(address: str, folder: Path, progress: Progress = lambda _share: None) -> Path:
    """Bring a file from an https address to a folder; return its path, named as the address names it. Raise FetchFailed."""
    _check(address)
    expected = received = 0
    path = folder / (Path(unquote(urlsplit(address).path)).name or "fichier")
    try:
        with _opener().open(address, timeout=PATIENCE) as answer, path.open("wb") as file:
            expected = int(answer.headers.get("Content-Length") or 0)
            if expected > LARGEST:
                _give_up("le fichier est trop grand (plus de 2 Go).")
            while piece := answer.read(PIECE):
                received += len(piece)
                if received > LARGEST:
                    _give_up("le fichier est trop grand (plus de 2 Go).")
                file.write(piece)
                progress(received / expected if expected else 0.0)
    except HTTPError as error:
        _give_up(f"le serveur répond « {error.code} ».")
    except (URLError, HTTPException, OSError) as error:
        _give_up(f"le serveur ne répond pas comme il faut ({type(error).__name__}). Vérifiez l’adresse, puis réessayez.")
    if expected and received != expected:
        _give_up("il a été coupé en route. Réessayez.")
    return path


def _opener() -> OpenerDirector:
    return build_opener(ProxyHandler(), HTTPSHandler(), _OnlySafe())


def _check(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        _give_up("l’adresse doit commencer par https:// pour que personne ne puisse changer le fichier en route.")


def _give_up(reason: str) -> None:
    msg = f"Le fichier n’a pas pu être téléchargé : {reason}"
    raise FetchFailed(msg)
