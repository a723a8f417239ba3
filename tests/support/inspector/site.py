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
        self._sound: set[tuple[str, str]] = set()
        """Methods and addresses that lead somewhere from any page: those of the frame of pages come back at each answer."""

    @classmethod
    def of(cls, app: Flask, base_url: str) -> Self:
        """The map of an application whose public address is `base_url`, read once."""
        read: dict[str, Self] = app.extensions.setdefault("inspected_sites", {})
        if base_url not in read:
            hosts = frozenset({urlsplit(base_url).netloc, "localhost"})
            read[base_url] = cls(app.url_map.bind("localhost"), Path(app.static_folder or "static"), hosts)
        return read[base_url]

    def is_internal(self, address: str) -> bool:
        """Whether this address is ours: relative, or absolute on our host."""
        parts = urlsplit(address)
        return parts.scheme in ("", "http", "https") and (not parts.netloc or parts.netloc in self._hosts)

    def trouble(self, address: str, *, page: str, method: str = "GET") -> str | None:
        """Return why this internal address, met on `page`, leads nowhere; None when it leads somewhere."""
        if (method, address) in self._sound:
            return None
        trouble = self._look(address, page, method)
        if trouble is None and address.startswith("/"):
            self._sound.add((method, address))
        return trouble

    def _look(self, address: str, page: str, method: str) -> str | None:
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
