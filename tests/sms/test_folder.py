import stat

import pytest

from app import create_app
from app.config import SmsGateway
from tests.sms.conftest import DIALLED, MOBILE, TOKEN, WORDS
from tests.support.plugins.applications import make_config

PAGE = "/developpement/sms"


@pytest.fixture
def folder(app):
    """The folder of messages, empty at first."""
    path = app.extensions["reperes"].data_dir / "sms"
    for file in path.glob("*"):
        file.unlink()
    return path


def test_without_a_gateway_messages_become_files_that_their_owner_alone_reads(posted, sweep, folder):
    (number,) = posted(MOBILE)

    assert sweep() == 1

    (file,) = folder.iterdir()
    assert file.name.endswith(f"-{number}.json")
    assert (stat.S_IMODE(file.stat().st_mode), stat.S_IMODE(folder.stat().st_mode)) == (0o600, 0o700)


def test_a_folder_that_cannot_be_written_into_makes_messages_wait(posted, sweep, folder, row):
    (number,) = posted(MOBILE)
    if folder.exists():
        folder.rmdir()
    folder.write_text("in the way")
    try:
        assert sweep() == 0
    finally:
        folder.unlink()
    assert row(number).trouble == "folder"


def test_in_production_without_a_gateway_nothing_is_written_and_the_number_is_not_kept(posted, sweep, folder, row):
    (number,) = posted(MOBILE)

    assert sweep(environment="production", base_url="https://reperes.exemple.fr") == 0
    assert list(folder.glob("*")) == []
    assert (row(number).trouble, row(number).recipient, row(number).text) == ("no-gateway", None, None)


def test_messages_are_listed_the_newest_first_with_their_links(client, posted, sweep, folder):
    posted(MOBILE)
    sweep()
    posted(MOBILE, text="Votre page : http://127.0.0.1:5000/urgence")
    sweep()

    page = client.get(PAGE)

    assert page.status_code == 200
    assert page.text.index("Votre page") < page.text.index(WORDS)
    assert 'href="http://127.0.0.1:5000/urgence"' in page.text
    assert DIALLED in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_an_empty_folder_is_said(client, folder):
    assert "Aucun SMS" in client.get(PAGE).text


@pytest.mark.parametrize(
    "changes",
    [{"sms": SmsGateway(url="http://127.0.0.1:1/", token=TOKEN)}, {"environment": "production", "base_url": "https://reperes.exemple.fr"}],
)
def test_where_messages_leave_nobody_reads_them_here(changes, tmp_path):
    assert create_app(make_config(tmp_path, "sqlite://", **changes)).test_client().get(PAGE).status_code == 404
