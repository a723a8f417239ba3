"""What the environment says, read once, typed, and refused when it is not enough to run safely."""

import os
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Self, cast
from urllib.parse import unquote, urlsplit

from app.core.keys import Keyring, new_key
from app.core.settings import ConfigurationError, clocks_of, delays_of, open_to

ROOT = Path(__file__).resolve().parent.parent
MINIMAL_SECRET_LENGTH = 32

Environment = Literal["development", "production"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Smtp:
    """Where mail leaves from."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    security: Literal["starttls", "tls", "none"] = "starttls"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenId:
    """An identity provider (ProConnect) that professionals may sign in with."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str = "ProConnect"


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsGateway:
    """A provider that sends short messages: asked over HTTPS, with a bearer token."""

    url: str
    token: str = field(repr=False)
    sender: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Settings of one process. `docs/configuration.md` holds the same list for operators."""

    environment: Environment
    base_url: str
    data_dir: Path
    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    keyring: Keyring
    port: int = 5000
    cdn: bool = True
    proxies: int = 0
    """How many proxies stand before us: whose word on the address of who asks is believed."""
    smtp: Smtp | None = None
    """None: mails are written into a folder of the data, and shown by a page of development."""
    openid: OpenId | None = None
    queue_url: str = ""
    """Redis; empty: an embedded file."""
    sms: SmsGateway | None = None
    """None: short messages are written into a folder of the data, and shown by a page of development."""
    delays: Mapping[str, int] = field(default_factory=dict)
    """Days, by the name of a delay of orientations, where they are not the usual ones."""
    clocks: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Days aimed at to orient and to a first contact, by code of kind."""
    outreach_delays: Mapping[str, int] = field(default_factory=dict)
    """As `delays`, of requests that a team go towards somebody."""
    outreach_open_to: frozenset[str] = frozenset(("partenaire", "personne"))
    """Who may ask without an account that a team go towards somebody, besides those who sign in for an organisation."""
    jobs: bool = True
    """Whether `reperes serve` starts the worker beside the web."""

    @property
    def is_production(self) -> bool:
        """Whether real people are served: no development page, secrets of one's own, cookies over HTTPS."""
        return self.environment == "production"

    @property
    def sends_sms(self) -> bool:
        """Whether a short message goes somewhere: to telephones, or to the page of development."""
        return self.sms is not None or not self.is_production

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
            proxies=int(_choice(env, "REPERES_PROXIES", ("0", "1", "2", "3"), "1" if production else "0")),
            keyring=_keyring(env, data_dir, production=production),
            smtp=_smtp(env, production=production),
            openid=_openid(env),
            queue_url=_queue_url(env.get("QUEUE_URL")),
            sms=_sms(env, production=production),
            delays=delays_of("REPERES_DELAYS", env.get("REPERES_DELAYS")),
            outreach_delays=delays_of("REPERES_OUTREACH_DELAYS", env.get("REPERES_OUTREACH_DELAYS")),
            outreach_open_to=open_to(env.get("REPERES_OUTREACH_OPEN_TO") or None),
            clocks=clocks_of(env.get("REPERES_CLOCKS") or ""),
            jobs=_choice(env, "REPERES_JOBS", ("on", "off"), "on") == "on",
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


def _keyring(env: Mapping[str, str], data_dir: Path, *, production: bool) -> Keyring:
    text = env.get("REPERES_KEYS") or ""
    if not text and production:
        msg = "REPERES_KEYS manque : en production, donnez vos clés de chiffrement (« reperes keys new » en fait une)."
        raise ConfigurationError(msg)
    try:
        return Keyring.read(text or _embedded_secret(data_dir / "encryption_keys", lambda: f"k1:{new_key()}"))
    except ValueError:
        msg = "REPERES_KEYS ne peut pas être lue : écrivez « nom:clé », la clé en base64 (32 octets), et séparez-les par des virgules."
        raise ConfigurationError(msg) from None


def _smtp(env: Mapping[str, str], *, production: bool) -> Smtp | None:
    """`smtp://host:587`, user and password before the host if need be; `smtps://`: TLS from the first byte; `smtp+plain://`: none."""
    url = env.get("SMTP_URL") or ""
    if not url and production:
        msg = "SMTP_URL manque : en production, donnez le serveur d’où partent les courriels, par exemple smtp://courrier.exemple.fr:587."
        raise ConfigurationError(msg)
    if not url:
        return None
    securities: dict[str, Literal["starttls", "tls", "none"]] = {"smtp": "starttls", "smtps": "tls", "smtp+plain": "none"}
    sender = env.get("REPERES_MAIL_FROM") or ""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        parts, host, port = urlsplit(""), None, None
    if parts.scheme not in securities or not host:
        msg = "SMTP_URL ne peut pas être lue : écrivez par exemple smtp://courrier.exemple.fr:587."
        raise ConfigurationError(msg)
    if "@" not in sender:
        msg = "REPERES_MAIL_FROM manque : donnez l’adresse d’où partent les courriels."
        raise ConfigurationError(msg)
    security = securities[parts.scheme]
    return Smtp(
        host=host,
        port=port or {"starttls": 587, "tls": 465, "none": 25}[security],
        sender=sender,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        security=security,
    )


def _openid(env: Mapping[str, str]) -> OpenId | None:
    issuer = (env.get("OIDC_ISSUER") or "").rstrip("/")
    if not issuer:
        return None
    client_id, client_secret = env.get("OIDC_CLIENT_ID") or "", env.get("OIDC_CLIENT_SECRET") or ""
    if not (_is_whole_address(issuer) and client_id and client_secret):
        msg = "OIDC_ISSUER, OIDC_CLIENT_ID et OIDC_CLIENT_SECRET vont ensemble : donnez les trois, ou aucune."
        raise ConfigurationError(msg)
    return OpenId(issuer=issuer, client_id=client_id, client_secret=client_secret, name=env.get("OIDC_NAME") or "ProConnect")


def _queue_url(url: str | None) -> str:
    if url and not url.startswith(("redis://", "rediss://", "unix://")):
        msg = "QUEUE_URL doit commencer par redis://."
        raise ConfigurationError(msg)
    return url or ""


def _sms(env: Mapping[str, str], *, production: bool) -> SmsGateway | None:
    url, token = env.get("SMS_URL") or "", env.get("SMS_TOKEN") or ""
    if not url:
        return None
    if not (_is_whole_address(url) and token) or (production and not url.startswith("https://")):
        msg = "SMS_URL et SMS_TOKEN vont ensemble : donnez l’adresse complète (https://) et le jeton du fournisseur de SMS."
        raise ConfigurationError(msg)
    return SmsGateway(url=url, token=token, sender=env.get("SMS_FROM") or "")


def _embedded_secret(path: Path, make: Callable[[], str] = lambda: secrets.token_urlsafe(48)) -> str:
    """A secret of development, made on first start and readable by its owner only."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        aside = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            file.write(make())
        with suppress(FileExistsError):
            os.link(aside, path)
        aside.unlink()
    key = path.read_text(encoding="ascii").strip()
    if len(key) < MINIMAL_SECRET_LENGTH:
        msg = f"{path.name}, dans le dossier des données, ne contient pas de clé : effacez ce fichier, il sera refait."
        raise ConfigurationError(msg)
    return key
