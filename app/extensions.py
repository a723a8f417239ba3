"""Flask's extensions, declared unbound, and the settings that they read."""

from flask import Flask
from flask_babel import Babel
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect

from app.config import ROOT, Config
from app.core.database import Base
from app.core.encryption import give_keys
from app.core.engines import engine_options
from app.core.language import FRENCH

db = SQLAlchemy(model_class=Base)
babel = Babel()
csrf = CSRFProtect()

BODY_LIMIT = 1_000_000
"""Bytes; more is answered 413."""


def configure(app: Flask, config: Config) -> None:
    """Put into Flask's settings what its extensions look for there; ours are read from `app.extensions["reperes"]`."""
    app.extensions["reperes"] = config
    app.config.update(
        SECRET_KEY=config.secret_key,
        SQLALCHEMY_DATABASE_URI=config.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(config.database_url),
        BABEL_DEFAULT_LOCALE=FRENCH.code,
        BABEL_DEFAULT_TIMEZONE="Europe/Paris",
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "translations"),
        MAX_CONTENT_LENGTH=BODY_LIMIT,
        SESSION_COOKIE_NAME="__Host-session" if config.is_production else "session",
        SESSION_COOKIE_SECURE=config.is_production,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
    )


def bind(app: Flask) -> None:
    """Bind each extension to the application."""
    from app.web.language import selected_code

    config: Config = app.extensions["reperes"]
    config.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    db.init_app(app)
    with app.app_context():
        give_keys(db.engine, config.keyring)
    babel.init_app(app, locale_selector=selected_code)
    csrf.init_app(app)
