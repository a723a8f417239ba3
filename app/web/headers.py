"""Security headers of every answer."""

from urllib.parse import urlsplit

from flask import Flask, Response

from app.config import Config
from app.web.cdn import HTMX


def policy(config: Config) -> str:
    """Return the content security policy: nothing, then what we serve, then the one file of the CDN while it is on.

    The form that signs in with an identity provider is answered by a redirection to it, which browsers hold to `form-action`.
    """
    cdn = f" {HTMX.address}" if config.cdn else ""
    provider = f" {origin(config.openid.issuer)}" if config.openid else ""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self'{cdn}",
            "style-src 'self'",
            "img-src 'self' data:",
            "media-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            f"form-action 'self'{provider}",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def origin(address: str) -> str:
    """Return the scheme and host of an address: what a policy names."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def bind(app: Flask) -> None:
    """Add the headers; no view sets one of these itself."""
    config: Config = app.extensions["reperes"]
    headers = {
        "Content-Security-Policy": policy(config),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "geolocation=(self), camera=(), microphone=(), payment=(), usb=()",
    }
    if config.is_production:
        headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    items = tuple(headers.items())

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in items:
            response.headers.setdefault(name, value)
        return response
