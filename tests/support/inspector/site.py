"""What the rules know of the application: which addresses lead somewhere, and which hosts are its own."""

from pathlib import Path
from typing import Self
from urllib.parse import unquote, urljoin, urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter, RequestRedirect


class Site:
    """The map of addresses of one application."""

    def __init__(self, adapter: MapAdapter, static_folder: Path, hosts: frozenset[str]) -> None:
        self._adapter = adapter
        self._static_folder = static_folder
        self._hosts = hosts

    @classmethod
    def of(cls, app: Flask, base_url: str) -> Self:
        """Read the map of an application whose public address is `base_url`."""
        hosts = frozenset({urlsplit(base_url).netloc, "localhost"})
        return cls(app.url_map.bind("localhost"), Path(app.static_folder or "static"), hosts)

    def is_internal(self, address: str) -> bool:
        """Whether this address is ours: relative, or absolute on our host."""
        parts = urlsplit(address)
        return parts.scheme in ("", "http", "https") and (not parts.netloc or parts.netloc in self._hosts)

    def trouble(self, address: str, *, page: str, method: str = "GET") -> str | None:
        """Return why this internal address, met on `page`, leads nowhere; None when it leads somewhere."""
        parts = urlsplit(urljoin(f"http://localhost{page}", address))
        path = unquote(parts.path)
        try:
            endpoint, values = self._adapter.match(path, method=method)
        except RequestRedirect as redirect:
            return f"is only a redirect to {redirect.new_url}"
        except HTTPException as refusal:
            return f"answers {refusal.code} to {method}"
        return self._trouble_of_file(str(values["filename"]), parts.fragment) if endpoint == "static" else None

    def _trouble_of_file(self, name: str, fragment: str) -> str | None:
        file = self._static_folder / name
        if not file.is_file():
            return "is not among the static files"
        if fragment and file.suffix == ".svg" and f'id="{fragment}"' not in file.read_text(encoding="utf-8"):
            return f"holds no symbol « {fragment} »"
        return None

    def endpoint(self, address: str, *, method: str = "GET") -> str | None:
        """The name of the view that answers there, or None."""
        try:
            return str(self._adapter.match(unquote(urlsplit(address).path), method=method)[0])
        except HTTPException:
            return None
