"""What the environment says, read once, typed, and refused when it is not enough to run safely."""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Self, cast
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
MINIMAL_SECRET_LENGTH = 32

Environment = Literal["development", "production"]


class ConfigurationError(Exception):
    """The environment cannot be run with; the message says which variable to mend, and how."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Settings of one process. `docs/configuration.md` holds the same list for operators."""

    environment: Environment
    base_url: str
    data_dir: Path
    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    port: int = 5000
    cdn: bool = True

    @property
    def is_production(self) -> bool:
        """Whether real people are served: no development page, secrets of one's own, cookies over HTTPS."""
        return self.environment == "production"

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Self:
        """Read the variables; raise ConfigurationError, in words for an operator, on the first that will not do."""
        environment = _choice(env, "REPERES_ENV", ("development", "production"), "development")
        port = _port(env)
        data_dir = Path(env.get("REPERES_DATA_DIR") or ROOT / "var").resolve()
        production = environment == "production"
        return cls(
            environment=cast("Environment", environment),
            base_url=_base_url(env, production=production, port=port),
            data_dir=data_dir,
            database_url=_database_url(env.get("DATABASE_URL"), data_dir),
            secret_key=_secret_key(env, data_dir, production=production),
            port=port,
            cdn=_choice(env, "REPERES_CDN", ("on", "off"), "on") == "on",
        )


def _choice(env: Mapping[str, str], name: str, choices: tuple[str, ...], default: str) -> str:
    value = env.get(name) or default
    if value not in choices:
        msg = f"{name} vaut « {value} » : choisissez entre {', '.join(choices)}."
        raise ConfigurationError(msg)
    return value


def _port(env: Mapping[str, str]) -> int:
    text = env.get("PORT") or "5000"
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):  # noqa: PLR2004 - the range of TCP ports
        msg = f"PORT vaut « {text} » : donnez un nombre entre 1 et 65535."
        raise ConfigurationError(msg)
    return int(text)


def _base_url(env: Mapping[str, str], *, production: bool, port: int) -> str:
    url = (env.get("REPERES_BASE_URL") or "").rstrip("/")
    if not url and production:
        msg = "REPERES_BASE_URL manque : donnez l’adresse publique du site, par exemple https://reperes.exemple.fr."
        raise ConfigurationError(msg)
    url = url or f"http://127.0.0.1:{port}"
    if not _is_whole_address(url):
        msg = f"REPERES_BASE_URL vaut « {url} » : donnez une adresse complète, http:// ou https://."
        raise ConfigurationError(msg)
    if production and not url.startswith("https://"):
        msg = "REPERES_BASE_URL doit commencer par https:// en production."
        raise ConfigurationError(msg)
    return url


def _is_whole_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0 and not (parts.query or parts.fragment)
    except ValueError:
        return False


def _database_url(url: str | None, data_dir: Path) -> str:
    """The address with the driver that we ship; an embedded file when none is given."""
    if not url:
        return f"sqlite:///{data_dir / 'reperes.sqlite3'}"
    for scheme in ("postgresql://", "postgres://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        msg = "DATABASE_URL doit commencer par sqlite:/// ou postgresql://."
        raise ConfigurationError(msg)
    return url


def _secret_key(env: Mapping[str, str], data_dir: Path, *, production: bool) -> str:
    key = env.get("SECRET_KEY") or ""
    if key and len(key) < MINIMAL_SECRET_LENGTH:
        msg = f"SECRET_KEY est trop courte : {MINIMAL_SECRET_LENGTH} caractères au moins."
        raise ConfigurationError(msg)
    if key:
        return key
    if production:
        msg = "SECRET_KEY manque : en production, donnez la vôtre (python3 -c 'import secrets; print(secrets.token_urlsafe(48))')."
        raise ConfigurationError(msg)
    return _embedded_secret(data_dir / "secret_key")


def _embedded_secret(path: Path) -> str:
    """The development secret, made on first start and readable by its owner only."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        aside = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            os.link(aside, path)
        aside.unlink()
    key = path.read_text(encoding="ascii").strip()
    if len(key) < MINIMAL_SECRET_LENGTH:
        msg = f"{path.name}, dans le dossier des données, ne contient pas de clé : effacez ce fichier, il sera refait."
        raise ConfigurationError(msg)
    return key
