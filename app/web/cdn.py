"""What comes from the CDN while `REPERES_CDN` is on, pinned by version and integrity; `static/vendor/` holds the copies."""

from dataclasses import dataclass

CDN_ORIGIN = "https://cdn.jsdelivr.net"


@dataclass(frozen=True, slots=True)
class Library:
    """One file: its address at the CDN, its subresource integrity, its copy under `static/`."""

    address: str
    integrity: str
    copy: str


HTMX = Library(
    f"{CDN_ORIGIN}/npm/htmx.org@2.0.11/dist/htmx.min.js",
    "sha384-2OatzQy1H+Zd/IIrjr1TcuDGqLXeHhbooAyJY1KdQMKnr4LZ22k31GBLdYKHmVjg",
    "vendor/htmx-2.0.11.min.js",
)
