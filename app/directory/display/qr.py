"""The square that a telephone reads: the address of a page, printed."""

from io import BytesIO

import segno


def qr_svg(address: str) -> str:
    """Return an address as an SVG that stands in a page."""
    buffer = BytesIO()
    segno.make(address, error="m").save(
        buffer, kind="svg", xmldecl=False, svgns=False, omitsize=True, title="QR", svgclass="qr", lineclass=None
    )
    return buffer.getvalue().decode()
