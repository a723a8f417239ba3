"""The edge shared by the features: who may pass, headers, languages, templates, error pages, caching, logs."""

from flask import Flask


def bind(app: Flask) -> None:
    """Attach the edge to the application; the order of the hooks is the order of a request."""
    from app.web import access, caching, carrying, compression, errors, headers, limits, logs, templates

    templates.bind(app)
    logs.bind(app)
    limits.bind(app)
    access.bind(app)
    caching.bind(app)
    errors.bind(app)
    headers.bind(app)
    carrying.bind(app)
    compression.bind(app)
