"""Repères: who can receive this person, near here, now."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from app.config import Config


def create_app(config: "Config | None" = None, *, serves: bool = True) -> "Flask":
    """Build the application for this configuration (by default, the environment's); one that serves no page knows its tables alone."""
    # Imported here: what needs no application (the reader of an import) does without them.
    from flask import Flask
    from werkzeug.middleware.proxy_fix import ProxyFix

    from app import extensions, models
    from app.config import ROOT, Config

    config = config or Config.from_env()
    app = Flask(
        __name__,
        static_folder=ROOT / "static",
        template_folder=ROOT / "templates",
        instance_path=str(config.data_dir),
    )
    extensions.configure(app, config)
    extensions.bind(app)
    models.load()
    if not serves:
        return app
    from app import blueprints, permissions, web
    from app.web.routing import LazyRule

    app.url_rule_class = LazyRule
    app.extensions["reperes_permissions"] = permissions.merged()
    web.bind(app)
    blueprints.register(app)
    if config.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=config.proxies, x_proto=0)  # type: ignore[method-assign]
    return app
