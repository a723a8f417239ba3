import base64

import pytest

from app.config import Config, Smtp
from app.core.settings import ConfigurationError

FROM = "Repères <bonjour@reperes.exemple.fr>"


@pytest.fixture
def env(tmp_path):
    return {"REPERES_DATA_DIR": str(tmp_path), "REPERES_MAIL_FROM": FROM}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://courrier.exemple.fr", Smtp(host="courrier.exemple.fr", port=587, sender=FROM)),
        ("smtps://courrier.exemple.fr", Smtp(host="courrier.exemple.fr", port=465, sender=FROM, security="tls")),
        ("smtp+plain://127.0.0.1:2525", Smtp(host="127.0.0.1", port=2525, sender=FROM, security="none")),
        ("smtp://moi%40ici:a%3Ab%2Fc@h:25", Smtp(host="h", port=25, sender=FROM, user="moi@ici", password="a:b/c")),  # noqa: S106  # pragma: allowlist secret
    ],
)
def test_an_address_says_where_mail_leaves_from_and_how(url, expected, env):
    assert Config.from_env({**env, "SMTP_URL": url}).smtp == expected


@pytest.mark.parametrize(
    "url", ["courrier.exemple.fr", "http://courrier.exemple.fr", "smtp://", "smtp://h:port", "smtp://h:99999", "smtp://[::1"]
)
def test_an_address_that_cannot_be_read_is_said(url, env):
    with pytest.raises(ConfigurationError, match="SMTP_URL ne peut pas être lue"):
        Config.from_env({**env, "SMTP_URL": url})


def test_mail_comes_from_somebody(env):
    with pytest.raises(ConfigurationError, match="REPERES_MAIL_FROM manque"):
        Config.from_env({**env, "SMTP_URL": "smtp://h", "REPERES_MAIL_FROM": ""})


def test_production_does_not_start_without_a_way_to_send_mail(env):
    production = {
        **env,
        "REPERES_ENV": "production",
        "REPERES_BASE_URL": "https://reperes.exemple.fr",
        "SECRET_KEY": "s" * 32,
        "REPERES_KEYS": "k1:" + base64.b64encode(b"k" * 32).decode(),
    }
    with pytest.raises(ConfigurationError, match="SMTP_URL manque"):
        Config.from_env(production)
    assert Config.from_env({**production, "SMTP_URL": "smtp://h"}).smtp


def test_a_password_does_not_stand_in_what_is_printed(env):
    assert "hush" not in repr(Config.from_env({**env, "SMTP_URL": "smtp://moi:hush@h"}))  # pragma: allowlist secret
