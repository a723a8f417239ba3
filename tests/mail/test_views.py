import stat

import pytest

from app import create_app
from tests.mail.conftest import sweeping
from tests.support.plugins.applications import make_config
from tests.support.smtp import settings

MAILS = "/developpement/courriels"
TO = "quelquun@exemple.fr"


@pytest.fixture
def folder(app):
    """The folder of mails, empty at first."""
    path = app.extensions["reperes"].data_dir / "mails"
    for file in path.glob("*"):
        file.unlink()
    return path


def test_without_a_server_mails_become_files_that_their_owner_alone_reads(app, posted, folder):
    (number,) = posted(TO)

    assert sweeping(app, None) == 1

    (file,) = folder.iterdir()
    assert file.name.endswith(f"-{number}.eml")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_written_into_makes_mails_wait(app, posted, folder, session):
    from app.mail.models import OutgoingMail

    (number,) = posted(TO)
    if folder.exists():
        folder.rmdir()
    folder.write_text("in the way")
    try:
        assert sweeping(app, None) == 0
    finally:
        folder.unlink()
    session.rollback()
    assert session.get(OutgoingMail, number).trouble == "folder"


def test_mails_are_listed_the_newest_first(client, app, posted, folder):
    for subject in ("Le premier", "Le deuxième"):
        posted(TO, subject=subject)
        sweeping(app, None)

    page = client.get(MAILS)

    assert page.status_code == 200
    assert page.text.index("Le deuxième") < page.text.index("Le premier")
    assert TO in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_an_empty_folder_is_said(client, folder):
    assert "Aucun courriel" in client.get(MAILS).text


def test_a_mail_is_read_and_its_links_followed(client, app, posted, folder):
    posted(TO)
    sweeping(app, None)
    (file,) = folder.iterdir()

    page = client.get(f"{MAILS}/{file.stem}")

    assert page.status_code == 200
    assert 'href="http://127.0.0.1:5000/urgence"' in page.text
    assert "123 456" in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_a_mail_in_arabic_is_shown_from_right_to_left(client, app, posted, folder):
    posted(TO, language="ar", subject="رمزك")
    sweeping(app, None)
    (file,) = folder.iterdir()

    assert '<div lang="ar" dir="rtl">' in client.get(f"{MAILS}/{file.stem}").text


@pytest.mark.parametrize("name", ["absent", "..%2Fsecret_key", "20261123T090000000000-1", "%00"])
def test_what_is_no_mail_is_not_there(name, client, folder):
    assert client.get(f"{MAILS}/{name}").status_code == 404


@pytest.mark.parametrize("changes", [{"smtp": settings(25)}, {"environment": "production", "base_url": "https://reperes.exemple.fr"}])
def test_where_mails_leave_nobody_reads_them_here(changes, tmp_path):
    client = create_app(make_config(tmp_path, "sqlite://", **changes)).test_client()

    assert client.get(MAILS).status_code == 404
    assert client.get(f"{MAILS}/20261123T090000000000-1").status_code == 404
