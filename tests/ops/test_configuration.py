import stat
from dataclasses import FrozenInstanceError

import pytest

from app.config import MINIMAL_SECRET_LENGTH, Config
from app.core.keys import new_key
from app.core.settings import ConfigurationError

SECRET = "s" * MINIMAL_SECRET_LENGTH


@pytest.fixture
def env(tmp_path):
    """What a developer's environment says: where the data is, nothing else."""
    return {"REPERES_DATA_DIR": str(tmp_path / "data")}


@pytest.fixture
def production(env):
    """What the least environment of production says."""
    return {
        **env,
        "REPERES_ENV": "production",
        "REPERES_BASE_URL": "https://reperes.exemple.fr",
        "SECRET_KEY": SECRET,
        "REPERES_KEYS": f"k1:{new_key()}",
        "SMTP_URL": "smtp://courrier.exemple.fr",
        "REPERES_MAIL_FROM": "reperes@exemple.fr",
    }


def test_an_empty_environment_is_that_of_a_developer(env):
    config = Config.from_env(env)

    assert config.environment == "development"
    assert not config.is_production
    assert config.port == 5000
    assert config.base_url == "http://127.0.0.1:5000"
    assert config.cdn
    assert config.database_url == f"sqlite:///{env['REPERES_DATA_DIR']}/reperes.sqlite3"


def test_the_embedded_secret_is_made_once_and_read_by_its_owner_only(env, tmp_path):
    first, second = Config.from_env(env), Config.from_env(env)
    file = tmp_path / "data" / "secret_key"

    assert first.secret_key == second.secret_key == file.read_text()
    assert len(first.secret_key) >= MINIMAL_SECRET_LENGTH
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_production_runs_with_its_own_secret_and_address(production):
    config = Config.from_env(production)

    assert config.is_production
    assert config.secret_key == SECRET
    assert config.base_url == "https://reperes.exemple.fr"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY manque"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY est trop courte"),  # pragma: allowlist secret
        ({"REPERES_BASE_URL": ""}, "REPERES_BASE_URL manque"),
        ({"REPERES_BASE_URL": "http://reperes.exemple.fr"}, "https://"),
        ({"REPERES_BASE_URL": "reperes.exemple.fr"}, "REPERES_BASE_URL"),
        ({"REPERES_BASE_URL": "https://"}, "REPERES_BASE_URL"),
        ({"REPERES_BASE_URL": "https://a.fr/?x=1"}, "REPERES_BASE_URL"),
        ({"REPERES_BASE_URL": "ftp://a.fr"}, "REPERES_BASE_URL"),
        ({"REPERES_BASE_URL": "https://[::1"}, "REPERES_BASE_URL"),
        ({"REPERES_BASE_URL": "https://a.fr:99999"}, "REPERES_BASE_URL"),
        ({"REPERES_ENV": "prod"}, "REPERES_ENV vaut « prod »"),
        ({"REPERES_CDN": "oui"}, "REPERES_CDN"),
        ({"REPERES_PROXIES": "deux"}, "REPERES_PROXIES"),
        ({"REPERES_KEYS": ""}, "REPERES_KEYS manque"),
        ({"REPERES_KEYS": "k1:court"}, "REPERES_KEYS ne peut pas être lue"),
        ({"OIDC_ISSUER": "https://a.fr"}, "OIDC_ISSUER, OIDC_CLIENT_ID et OIDC_CLIENT_SECRET vont ensemble"),
        ({"QUEUE_URL": "amqp://a"}, "QUEUE_URL"),
        ({"DATABASE_URL": "mysql://a/b"}, "DATABASE_URL"),
        ({"DATABASE_URL": "n’importe quoi"}, "DATABASE_URL"),
    ],
)
def test_production_refuses_to_start_and_says_which_variable_to_mend(change, said, production):
    with pytest.raises(ConfigurationError) as refused:
        Config.from_env({**production, **change})

    assert said in str(refused.value)


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "5000.5", "٥٠٠٠", "²", " ", "1e3"])
def test_a_port_that_is_none_is_said(port, env):
    with pytest.raises(ConfigurationError) as refused:
        Config.from_env({**env, "PORT": port})

    assert f"PORT vaut « {port} »" in str(refused.value)


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgresql://127.0.0.1/a", "postgresql+psycopg://127.0.0.1/a"),
        ("postgres://127.0.0.1/a", "postgresql+psycopg://127.0.0.1/a"),
        ("postgresql+psycopg://127.0.0.1/a", "postgresql+psycopg://127.0.0.1/a"),
        ("sqlite:////tmp/a.sqlite3", "sqlite:////tmp/a.sqlite3"),
    ],
)
def test_a_database_is_opened_with_the_driver_that_is_shipped(given, used, env):
    assert Config.from_env({**env, "DATABASE_URL": given}).database_url == used


def test_the_address_follows_the_port_and_loses_its_last_slash(env):
    assert Config.from_env({**env, "PORT": "5100"}).base_url == "http://127.0.0.1:5100"
    assert Config.from_env({**env, "REPERES_BASE_URL": "https://a.fr/"}).base_url == "https://a.fr"


def test_the_cdn_can_be_turned_off(env):
    assert Config.from_env({**env, "REPERES_CDN": "off"}).cdn is False


def test_settings_do_not_change_while_running(env):
    config = Config.from_env(env)

    with pytest.raises(FrozenInstanceError):
        config.port = 1
