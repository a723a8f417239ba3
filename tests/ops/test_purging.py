"""The proof that what tells who somebody is does leave: tables, files, journal of the database, backups, mail, messages, logs."""

import base64
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from app import retention
from app.core.blind_index import mark_of, name_form, phone_form
from app.core.clock import utc_now
from app.core.encryption import give_keys
from app.core.language import LANGUAGES
from app.core.unit_of_work import unit_of_work
from app.extensions import db
from app.mail.letters import Action as Button
from app.mail.letters import Letter, Paragraph
from app.mail.sending import sweep_outbox
from app.ops.purging import purge
from app.orientations import retention as rules
from app.orientations.models import Agreement, Orientation, OrientationLink, OrientationNote, OrientationPerson, OrientationStep
from app.orientations.models.person import new_note
from app.orientations.queries import case_of
from app.orientations.rules import Action, Actor, LinkPurpose, Mover, NoteKind, State
from app.orientations.services.links import new_link
from app.orientations.services.moving import move
from app.orientations.services.telling import tell_target
from app.sms.sending import sweep_sms
from app.sms.services import post
from tests.ops.tracing import (
    backup,
    bytes_of,
    file_of,
    only_sqlite,
    opened_values,
    pieces,
    raw_values,
    sealed_values,
    traces,
    traces_in_bytes,
)
from tests.orientations.conftest import maker, orientation, sender, service  # noqa: F401 - fixtures
from tests.orientations.making import EMAIL, NAME, PHONE

NOTE, MESSAGE, PLACE, CODE = "Dort chez un ami exemplaire", "Elle préfère le matin exemplaire", "Bureau 12 exemplaire", "ABCD2345"
CONDITION = "condition-exemplaire"
WRITTEN = (NAME, PHONE, EMAIL, NOTE, MESSAGE, PLACE, CODE, CONDITION)
KEPT = timedelta(days=183)


class Planted:
    """An orientation that holds recognisable texts everywhere, closed, its letters and messages sent."""

    def __init__(self, app, session, made, context) -> None:
        self.app, self.session, self.number, self.context = app, session, made.id, context
        self.config = app.extensions["reperes"]
        self._fill(made)
        self._tell(made)
        self.sealed = sealed_values(self.session)
        self.marks = [mark_of(self.config.keyring, "orientation_person.name", name_form(NAME))]

    def _fill(self, made) -> None:
        with unit_of_work(self.session):
            made.code, made.code_digest, made.appointment_place, made.conditions = CODE, "0" * 64, PLACE, [CONDITION]
            person = self.session.get_one(OrientationPerson, made.id)
            person.name_mark = mark_of(self.config.keyring, "orientation_person.name", name_form(NAME))
            person.phone_mark = mark_of(self.config.keyring, "orientation_person.phone", phone_form(PHONE))
            for kind, body in ((NoteKind.TO_TARGET, NOTE), (NoteKind.MESSAGE, MESSAGE)):
                self.session.add(new_note(made.id, kind, body, Mover(Actor.SENDER), self.context.now))
            new_link(self.context, made, LinkPurpose.PERSON)

    def _tell(self, made) -> None:
        def letter(url, _t):
            return Letter("orientation", LANGUAGES["fr"], "Une orientation", (Paragraph("À lire"), Button("Lire", url)), "Repères")

        with unit_of_work(self.session):
            assert tell_target(self.context, case_of(self.session, made), letter)
            post(self.session, PHONE, "Votre rendez-vous approche.", "rappel")
            move(self.context, made, Action.FINISH, Mover(Actor.TARGET))
        with self.app.app_context(), Session(db.engine) as own:
            assert sweep_outbox(self.config, self.app.extensions["reperes_templates"])(own, utc_now()) == 1
            assert sweep_sms(self.config)(own, utc_now()) == 1

    def purge(self):
        self.session.rollback()
        with self.app.app_context(), Session(db.engine) as own:
            return {one.rule: one.purged for one in retention.purge(own, self.config, utc_now())}


@pytest.fixture
def planted(app, session, orientation, maker, monday):  # noqa: F811
    return Planted(app, session, orientation(State.CONTACT), maker.context())


def looked_for(planted) -> set[str]:
    return {*WRITTEN, *planted.marks, *pieces(planted.sealed)}


def test_before_it_is_due_everything_is_there(planted, session, monday):
    monday.move_to(utc_now() + KEPT - timedelta(days=1))
    assert planted.purge()["identites"] == 0
    assert traces(opened_values(session), WRITTEN) == set(WRITTEN)


def test_once_due_no_table_holds_a_trace_and_what_is_counted_stays(planted, session, monday):
    assert traces(raw_values(session), WRITTEN) == {CONDITION}
    with capture_logs() as events:
        monday.move_to(utc_now() + KEPT + timedelta(days=1))
        done = planted.purge()

    assert (done["identites"], done["courriels"], done["sms"]) == (1, 1, 1)
    assert traces(opened_values(session), WRITTEN) == set()
    assert traces(raw_values(session), [*WRITTEN, *planted.sealed, *planted.marks]) == set()
    assert traces([repr(events)], WRITTEN) == set()
    kept = session.get_one(Orientation, planted.number)
    steps = session.scalars(select(OrientationStep).where(OrientationStep.orientation_id == kept.id)).all()
    assert (kept.state, [step.action for step in steps]) == (State.DONE, [Action.SEND, Action.MEET, Action.FINISH])
    assert all((kept.sent_at, kept.contact_at, kept.closed_at, kept.purged_at, kept.kind))
    assert session.get_one(Agreement, kept.id).is_given
    assert planted.purge()["identites"] == 0


def test_links_leave_with_the_person_however_young(planted, session):
    made = select(func.count()).select_from(OrientationLink).where(OrientationLink.orientation_id == planted.number)
    assert session.scalar(made) > 0
    (identities,) = [rule for rule in rules.rules(planted.context.settings) if rule.name == "identites"]
    with unit_of_work(session):
        assert identities.purge(session, utc_now() + KEPT + timedelta(days=1)) == 1
    assert session.scalar(made) == 0


def test_what_was_mailed_and_texted_names_nobody_but_whom_it_was_sent_to(planted):
    mails = "".join(file.read_text(encoding="utf-8") for file in (planted.config.data_dir / "mails").glob("*.eml"))
    messages = "".join(file.read_text(encoding="utf-8") for file in (planted.config.data_dir / "sms").glob("*.json"))
    assert traces([mails], WRITTEN) == set()
    assert traces([messages], WRITTEN) == set()
    assert mails.count("Subject: ")
    assert "+33639980102" in messages


def test_the_files_of_sqlite_and_a_backup_hold_no_trace(planted, app, database, monday, tmp_path):
    only_sqlite(database)
    file = file_of(app)
    assert traces_in_bytes(bytes_of(file), looked_for(planted)) >= {CONDITION, *planted.marks}
    monday.move_to(utc_now() + KEPT + timedelta(days=1))
    planted.purge()

    assert file.with_name(f"{file.name}-wal").stat().st_size == 0
    assert traces_in_bytes(bytes_of(file), looked_for(planted)) == set()
    assert traces_in_bytes(backup(file, tmp_path / "after.sqlite3").read_bytes(), looked_for(planted)) == set()


def test_a_backup_from_before_is_purged_again_once_restored(planted, app, database, monday, tmp_path):
    only_sqlite(database)
    restored = backup(file_of(app), tmp_path / "before.sqlite3")
    assert traces_in_bytes(restored.read_bytes(), looked_for(planted))
    monday.move_to(utc_now() + KEPT + timedelta(days=1))
    engine = create_engine(f"sqlite:///{restored}")
    give_keys(engine, planted.config.keyring)
    with Session(engine) as own:
        assert traces(opened_values(own), WRITTEN) == set(WRITTEN)
        retention.purge(own, planted.config, utc_now())
        assert traces(opened_values(own), WRITTEN) == set()
    engine.dispose()
    assert traces_in_bytes(bytes_of(restored), looked_for(planted)) == set()


def test_drafts_leave_whole_after_thirty_days(orientation, session, app, monday):  # noqa: F811
    draft, sent = orientation(State.DRAFT), orientation(State.SENT)
    numbers = draft.id, sent.id
    with unit_of_work(session):
        session.add(new_note(draft.id, NoteKind.TO_TARGET, NOTE, Mover(Actor.SENDER), utc_now()))
    for days, left in ((29, True), (2, False)):
        monday.move_to(utc_now() + timedelta(days=days))
        with app.app_context(), Session(db.engine) as own:
            retention.purge(own, app.extensions["reperes"], utc_now())
        session.expire_all()
        session.rollback()
        assert (session.get(Orientation, numbers[0]) is not None) is left
    assert session.get(Orientation, numbers[1]) is not None
    assert session.scalars(select(OrientationNote)).all() == []
    assert [person.name for person in session.scalars(select(OrientationPerson))] == [NAME]


def test_one_that_is_open_or_was_reopened_is_not_purged(orientation, maker, session, app, monday):  # noqa: F811
    made, opened = orientation(State.REFUSED), orientation(State.SUPPORT)
    monday.move_to(utc_now() + timedelta(days=80))
    with unit_of_work(session):
        move(maker.context(), made, Action.REOPEN, Mover(Actor.SENDER))
    monday.move_to(utc_now() + KEPT)
    with app.app_context(), Session(db.engine) as own:
        retention.purge(own, app.extensions["reperes"], utc_now())
    session.expire_all()
    assert [session.get_one(OrientationPerson, one.id).name for one in (made, opened)] == [NAME, NAME]


def test_what_a_withdrawal_left_behind_is_purged_the_next_day(orientation, session, app, monday):  # noqa: F811
    made = orientation(State.SENT, is_anonymous=False)
    with unit_of_work(session):
        session.delete(session.get_one(OrientationPerson, made.id))
        session.flush()
        agreement = session.get_one(Agreement, made.id)
        agreement.is_given, agreement.withdrawn_at, agreement.withdrawn_by = False, utc_now(), Actor.PERSON
        made.appointment_place = PLACE
    monday.move_to(utc_now() + timedelta(days=1, minutes=1))
    with app.app_context(), Session(db.engine) as own:
        retention.purge(own, app.extensions["reperes"], utc_now())
    session.expire_all()
    assert (made.appointment_place, made.purged_at) == (None, utc_now())


def test_a_dry_run_counts_and_changes_nothing(planted, app, session, monday):
    monday.move_to(utc_now() + KEPT + timedelta(days=1))
    command = purge.callback.__wrapped__
    with app.app_context():
        before = raw_values(session)
        command(dry_run=True)
    assert raw_values(session) == before


def test_the_command_shows_each_rule(planted, app, session, monday, capsys):
    monday.move_to(utc_now() + KEPT + timedelta(days=1))
    with app.app_context():
        purge.callback.__wrapped__(dry_run=False)
    lines = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    assert lines["identites"].split() == ["1", "1"]
    assert lines["brouillons"].split() == ["0", "0"]
    assert traces(opened_values(session), WRITTEN) == set()


def test_pieces_of_sealed_texts_would_be_seen():
    sealed = base64.b64encode(b"x" * 60).decode()
    assert traces_in_bytes(b"....." + sealed.encode()[:45], pieces([sealed]))
    assert not traces_in_bytes(b"nothing", pieces([sealed]))
