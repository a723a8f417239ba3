"""Fetching a file from its address, to a folder of this machine, in pieces."""

import re
from collections.abc import Callable
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from time import monotonic
from typing import IO, Any, NoReturn
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request, build_opener

PATIENCE = 60
"""Seconds without a byte."""
LONGEST = 30 * 60
"""Seconds, all together: a server that gives a byte a second would hold the import for ever."""
LARGEST = 2_000_000_000
"""Bytes."""
PIECE = 1 << 16
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

_UNNAMABLE = re.compile(r"[^\w.-]", re.ASCII)
_LONGEST_NAME = 100

Progress = Callable[[float], None]


class FetchFailed(Exception):
    """The file could not be had; says why, in French."""


class _OnlySafe(HTTPRedirectHandler):
    """Follows no redirection to where a file could be changed on its way."""

    def redirect_request(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str) -> Request | None:  # noqa: PLR0913, PLR0917
        _check(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)

    def http_error_302(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage) -> Any:
        try:
            return super().http_error_302(req, fp, code, msg, headers)
        except BaseException:
            fp.close()
            raise

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


def is_address(text: str) -> bool:
    """Whether this is an address rather than a file's name."""
    return text.lower().startswith(("https://", "http://"))


def fetch(address: str, folder: Path, progress: Progress = lambda _share: None) -> Path:
    """Bring a file from an https address to a folder; return its path, named as the address names it. Raise FetchFailed."""
    expected = received = 0
    end = monotonic() + LONGEST
    try:
        _check(address)
        path = folder / _name(address)
        with _opener().open(address, timeout=PATIENCE) as answer, path.open("wb") as file:
            expected = int(answer.headers.get("Content-Length") or 0)
            if expected > LARGEST:
                _give_up("le fichier est trop grand (plus de 2 Go).")
            # read1 gives what has come, where read would wait for a whole piece and ask nobody the time.
            while piece := answer.read1(PIECE):
                received += len(piece)
                if received > LARGEST:
                    _give_up("le fichier est trop grand (plus de 2 Go).")
                if monotonic() > end:
                    _give_up(f"le serveur est trop lent (plus de {LONGEST // 60} minutes). Réessayez plus tard.")
                file.write(piece)
                progress(received / expected if expected else 0.0)
    except HTTPError as error:
        error.close()
        _give_up(f"le serveur répond « {error.code} ».")
    except (URLError, HTTPException, OSError, ValueError) as error:
        _give_up(f"le serveur ne répond pas comme il faut ({type(error).__name__}). Vérifiez l’adresse, puis réessayez.")
    if expected and received != expected:
        _give_up("il a été coupé en route. Réessayez.")
    return path


def _name(address: str) -> str:
    """The last part of the address, as far as any disk can hold it."""
    named = Path(unquote(urlsplit(address).path)).name
    return _UNNAMABLE.sub("_", named)[-_LONGEST_NAME:].lstrip(".") or "fichier"


def _opener() -> OpenerDirector:
    return build_opener(ProxyHandler(), HTTPSHandler(), _OnlySafe())


def _check(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        _give_up("l’adresse doit commencer par https:// pour que personne ne puisse changer le fichier en route.")


def _give_up(reason: str) -> NoReturn:
    msg = f"Le fichier n’a pas pu être téléchargé : {reason}"
    raise FetchFailed(msg)
