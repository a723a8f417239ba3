"""Keys are changed while the site works: everything can be read and found again once the old key is gone."""

import base64
import os
import subprocess
import sys

import pytest
from sqlalchemy import Text, select, text, type_coerce

from app.accounts.models import Account
from app.config import ROOT
from app.core.audit import AuditEntry
from app.core.blind_index import mark_of, marks_of, name_form, phone_form
from app.core.encryption import OfRow, give_keys
from app.core.keys import Keyring
from app.core.resealing import AT_ONCE, sealed_columns
from app.core.unit_of_work import unit_of_work
from app.extensions import db
from app.ops.rotating import walk
from app.orientations.models import OrientationNote, OrientationPerson
from app.orientations.models.person import new_note
from app.orientations.rules import Actor, Mover, NoteKind, State
from app.sms.models import OutgoingSms
from app.sms.services import post
from tests.orientations.conftest import maker, orientation, sender, service  # noqa: F401 - fixtures
from tests.orientations.making import NAME, PHONE

OLD, NEW = b"k" * 32, b"n" * 32
BOTH, LAST = Keyring({"k2": NEW, "k1": OLD}), Keyring({"k2": NEW})
NAME_PLACE, PHONE_PLACE = "orientation_person.name", "orientation_person.phone"
TOLD, TOTP = "Une note de l’exemple", "ABCDEFGH"


@pytest.fixture
def keys(app, session):
    """Change the keys of the running application: `keys(keyring)`."""

    def change(keyring: Keyring) -> None:
        session.rollback()
        session.expire_all()
        with app.app_context():
            give_keys(db.engine, keyring)

    yield change
    change(app.extensions["reperes"].keyring)


@pytest.fixture
def sealed(app, session, orientation):  # noqa: F811
    """One of several sorts of sealed values, written with the first key."""
    keyring = app.extensions["reperes"].keyring
    made = orientation(State.SENT)
    with unit_of_work(session):
        made.code = "ABCD2345"
        person = session.get_one(OrientationPerson, made.id)
        person.name_mark = mark_of(keyring, NAME_PLACE, name_form(NAME))
        person.phone_mark = mark_of(keyring, PHONE_PLACE, phone_form(PHONE))
        session.add(new_note(made.id, NoteKind.MESSAGE, TOLD, Mover(Actor.SENDER), made.created_at))
        session.get_one(Account, made.sender_id).totp_secret = TOTP
        post(session, PHONE, "Bonjour", "rappel")
    return made


def rotated(app, keyring):
    with app.app_context():
        return walk(keyring)


def as_stored(session):
    session.rollback()
    return [session.scalars(select(type_coerce(column, Text))).all() for column in sealed_columns()]


def read(session, number):
    session.expire_all()
    person = session.get_one(OrientationPerson, number)
    note = session.scalars(select(OrientationNote)).one()
    return person.name, person.phone, note.body, person.orientation.code, session.scalars(select(OutgoingSms)).one().text


def test_once_rotated_everything_is_read_and_found_without_the_old_key(app, session, sealed, keys):
    number, account = sealed.id, sealed.sender_id
    keys(BOTH)
    report = rotated(app, BOTH)
    assert (report.by_key["k1"], report.by_key["k2"], dict(report.unreadable)) == (8, 0, {})
    assert report.resealed == 8
    keys(LAST)

    assert read(session, number) == (NAME, PHONE, TOLD, "ABCD2345", "Bonjour")
    assert session.get_one(Account, account).totp_secret == TOTP
    for column, place, said in (("name_mark", NAME_PLACE, name_form("exemplaire ZOE")), ("phone_mark", PHONE_PLACE, "0639980102")):
        found = select(OrientationPerson.orientation_id).where(getattr(OrientationPerson, column).in_(marks_of(LAST, place, said)))
        assert session.scalars(found).all() == [number]


def test_rotating_again_changes_nothing_and_is_journalled_once(app, session, sealed, keys):
    keys(BOTH)
    rotated(app, BOTH)
    before = as_stored(session)
    again = rotated(app, BOTH)

    assert (again.by_key, again.resealed) == ({"k2": 8}, 0)
    assert as_stored(session) == before
    line = session.scalars(select(AuditEntry)).one()
    assert (line.action, line.actor, line.detail) == ("keys:rotated", "commande", "k2 8")


def test_one_that_was_stopped_in_the_middle_goes_on(app, session, sealed, keys):
    keys(BOTH)
    with unit_of_work(session):
        session.get_one(OrientationPerson, sealed.id).name = "Autre Exemplaire"
    assert rotated(app, BOTH).by_key == {"k1": 7, "k2": 1}
    assert rotated(app, BOTH).by_key == {"k2": 8}


def test_more_values_than_a_batch_are_all_looked_at(app, session, keys):
    with unit_of_work(session):
        for _ in range(AT_ONCE + 1):
            post(session, PHONE, "Bonjour", "rappel")
    keys(BOTH)
    assert rotated(app, BOTH).resealed == 2 * (AT_ONCE + 1)


def test_a_mark_that_a_rotation_left_behind_is_written_again(app, session, sealed, keys):
    keys(BOTH)
    rotated(app, BOTH)
    with unit_of_work(session):
        session.get_one(OrientationPerson, sealed.id).name_mark = "0" * 64
    rotated(app, BOTH)
    session.expire_all()
    assert session.get_one(OrientationPerson, sealed.id).name_mark == mark_of(LAST, NAME_PLACE, name_form(NAME))


def test_what_somebody_writes_meanwhile_is_theirs(app, session, sealed, keys, monkeypatch):
    keys(BOTH)
    unseal, number = Keyring.unseal, sealed.id

    def meanwhile(self, value, context):
        if context == f"{NAME_PLACE}:{number}" and value.startswith("k1."):
            with unit_of_work(session):
                values = {"sealed_name": OfRow(str(number), "Autre"), "name_mark": "1" * 64}
                session.execute(OrientationPerson.__table__.update().values(name=values["sealed_name"], name_mark=values["name_mark"]))
        return unseal(self, value, context)

    monkeypatch.setattr(Keyring, "unseal", meanwhile)
    assert rotated(app, BOTH).resealed == 7
    monkeypatch.undo()
    session.expire_all()
    person = session.get_one(OrientationPerson, number)
    assert (person.name, person.name_mark) == ("Autre", "1" * 64)


def test_what_nothing_can_read_is_counted_where_it_is_and_left_alone(app, session, sealed, keys):
    with unit_of_work(session):
        session.execute(text("UPDATE outgoing_sms SET text = 'gone.AAAA'"))
    keys(BOTH)
    report = rotated(app, BOTH)

    assert (dict(report.unreadable), report.resealed) == ({"outgoing_sms.text": 1}, 7)
    assert session.connection().exec_driver_sql("SELECT text FROM outgoing_sms").scalar() == "gone.AAAA"


def test_every_sealed_column_has_one_key_to_walk_by_and_is_walked():
    columns = sealed_columns()
    assert {len(column.table.primary_key) for column in columns} == {1}
    assert {"account.totp_secret", "ticket.message", "outgoing_mail.letter", "orientation.code", "orientation_note.body"} <= {
        f"{column.table.name}.{column.name}" for column in columns
    }


def command(folder, keys_given, *words):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PYTHONPATH") if name in os.environ}
    settings = ",".join(f"{name}:{base64.b64encode(key).decode()}" for name, key in keys_given)
    env = {**kept, "REPERES_DATA_DIR": str(folder), "REPERES_KEYS": settings, "PYTHONUTF8": "1"}
    run = [sys.executable, "-c", "from app.ops.cli import main; main()", *words]
    return subprocess.run(run, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120, check=False)


def test_the_command_says_what_each_key_seals_and_fails_when_something_is_unreadable(tmp_path):
    old, new = ("k1", OLD), ("k2", NEW)
    assert command(tmp_path, [old], "user", "create", "quelquun@exemple.fr").returncode == 0
    insert = (
        "import sqlite3, sys; from app.core.keys import Keyring; c = sqlite3.connect(sys.argv[1]);"
        "c.execute('UPDATE account SET totp_secret = ?', (Keyring({'k1': b'k' * 32}).seal('SECRET', 'account.totp_secret'),)); c.commit()"
    )
    subprocess.run([sys.executable, "-c", insert, str(tmp_path / "reperes.sqlite3")], cwd=ROOT, check=True)

    lost = command(tmp_path, [new], "keys", "rotate")
    done = command(tmp_path, [new, old], "keys", "rotate")
    alone = command(tmp_path, [new], "keys", "rotate")

    assert (lost.returncode, "account.totp_secret (1)" in lost.stderr) == (2, True)
    assert (done.returncode, done.stdout) == (0, "k2  1\n")
    assert (alone.returncode, alone.stdout) == (0, "k2  1\n")
