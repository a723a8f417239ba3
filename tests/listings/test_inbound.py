"""Answers by mail: what becomes of them."""

import random
from contextlib import nullcontext
from datetime import date

import pytest
from click.testing import CliRunner
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from app.core.once import AlreadySent
from app.core.unit_of_work import unit_of_work
from app.directory.editing import edit
from app.directory.history import Author
from app.directory.models import Service
from app.directory.rules import Origin
from app.listings.models import Correspondent, Ticket
from app.listings.reading_mail import NotAMessage, read_message
from app.listings.services.inbound import Outcome, receive
from app.ops import application
from app.ops.cli import commands
from tests.listings.corresponding import agreed, questions, sweep
from tests.support.factories import PRIVAS

TODAY = date(2026, 7, 6)


@pytest.fixture
def listing(at, directory, session, config):
    at("2026-03-03 10:00")
    made = directory.fixed(PRIVAS, structure=directory.structure(nom="Les Tilleuls"))
    directory.publish()
    agreed(session, made.structure)
    assert sweep(session, config) == 1
    at("2026-03-04 22:00")
    return made


@pytest.fixture
def answer(session, listing):
    """Send an answer to the question; what became of it."""

    def send(body: str, *headers: str, number: str = "1", names: str = "") -> Outcome:
        names = names or questions(session)[0].message_id
        head = ["From: inconnu@exemple.fr", f"Message-ID: <{number}@exemple.fr>", f"In-Reply-To: <{names}>", *headers]
        message = read_message(("\n".join(head) + "\n\n" + body).encode())
        with unit_of_work(session):
            return receive(session, message, TODAY)

    return send


@pytest.fixture
def command(app, monkeypatch):
    """Hand a message to `reperes mail receive`, on the application of the tests, its tables up to date already."""
    monkeypatch.setattr("app.create_app", lambda **_how: app)
    monkeypatch.setattr("flask_migrate.upgrade", lambda: None)
    monkeypatch.setattr(application, "mend_words", nullcontext)
    return lambda raw: CliRunner().invoke(commands, ["mail", "receive"], input=raw)


def service(session, listing) -> Service:
    session.expire_all()
    return session.get_one(Service, listing.id)


def test_ok_confirms_every_part_asked(session, listing, answer) -> None:
    assert answer("OK\n\nMerci\nMarie Exemple") is Outcome.CONFIRMED
    found = service(session, listing)
    assert {found.hours_confirmed_by, found.contact_confirmed_by, found.conditions_confirmed_by} == {"association"}
    [asked] = questions(session)
    assert asked.answered_at is not None
    assert set(asked.answers.values()) == {"oui"}
    assert session.scalars(select(Correspondent.unanswered)).one() == 0
    assert session.scalars(select(Ticket)).all() == []


def test_a_closure_waits_to_be_accepted(session, listing, answer) -> None:
    assert answer("Bonjour, fermé du 1 au 15 août, bonnes vacances") is Outcome.CLOSURE
    ticket = session.scalars(select(Ticket)).one()
    assert (ticket.sort, ticket.structure_id, ticket.departement) == ("fermeture", listing.structure_id, "07")
    assert ticket.proposed["temporary"][0]["starts"] == "2026-08-01"
    assert ticket.message == "Bonjour, fermé du 1 au 15 août, bonnes vacances"
    assert ticket.contact == "benevole@exemple.fr"
    assert service(session, listing).hours_confirmed_at is None
    assert questions(session)[0].answered_at is not None


def test_anything_else_is_for_people(session, listing, answer) -> None:
    assert answer("Nous avons déménagé. " * 1000) is Outcome.REPORTED
    ticket = session.scalars(select(Ticket)).one()
    assert (ticket.sort, ticket.subject) == ("signalement", "autre")
    assert len(ticket.message) <= 5000
    assert session.scalars(select(Correspondent.unanswered)).one() == 0


def test_stop_is_done(session, listing, answer) -> None:
    assert answer("STOP") is Outcome.STOPPED
    assert session.scalars(select(Correspondent.stopped_at)).one() is not None


def test_the_same_message_counts_once(session, listing, answer) -> None:
    assert answer("Nous avons déménagé") is Outcome.REPORTED
    with pytest.raises(AlreadySent):
        answer("Nous avons déménagé")
    assert len(session.scalars(select(Ticket)).all()) == 1
    assert answer("Encore un mot", number="2") is Outcome.REPORTED


@pytest.mark.parametrize(
    ("body", "headers", "outcome"),
    [
        ("OK", ("Auto-Submitted: auto-replied",), Outcome.AUTOMATIC),
        ("OK", ("Subject: Absence du bureau",), Outcome.AUTOMATIC),
        ("> Votre fiche est-elle juste ?", (), Outcome.EMPTY),
        ("👍", (), Outcome.EMPTY),
    ],
)
def test_what_says_nothing_does_nothing(session, answer, body, headers, outcome) -> None:
    assert answer(body, *headers) is outcome
    assert questions(session)[0].answered_at is None
    assert session.scalars(select(Ticket)).all() == []


def test_a_message_that_names_no_question_does_nothing(session, listing, answer) -> None:
    assert answer("OK", names="devine@reperes") is Outcome.UNKNOWN
    assert service(session, listing).hours_confirmed_at is None


def test_ok_to_what_was_changed_since_is_for_people(session, listing, answer) -> None:
    with unit_of_work(session):
        edit(session, session.get_one(Service, listing.id), {"hours": ["We 14:00-16:00", ""]}, Author(Origin.MODERATOR, "moderation"))
    assert answer("OK") is Outcome.REPORTED
    assert service(session, listing).hours_confirmed_by != "association"


def test_ok_to_an_old_mail_is_for_people(session, listing, answer, at) -> None:
    at("2026-06-30 10:00")
    assert answer("OK") is Outcome.REPORTED
    assert service(session, listing).hours_confirmed_at is None


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_nothing_hostile_makes_it_fail(session, listing, database) -> None:
    """On SQLite alone: it is the reading that is tried."""
    drawn = random.Random(4)  # noqa: S311 - the same messages each time
    good = (
        b"From: a@b\r\nMessage-ID: <%d@x>\r\nIn-Reply-To: <" + questions(session)[0].message_id.encode() + b">\r\n"
        b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\nT0s=\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>OK<blockquote>\r\n--x--\r\n"
    )
    plain = good.split(b"Content-Type")[0]
    hostile = [
        plain + b"Content-Type: text/plain; charset=nowhere\r\n\r\nOK\xff\xfe\x00",
        plain + b'Content-Type: text/plain; charset="utf-8\x00"\r\n\r\nOK',
        plain + b"Content-Type: text/plain; charset*=utf-8''%E2%28%A1\r\n\r\nOK",
        plain + b"Content-Transfer-Encoding: base64\r\n\r\n=====not base64",
        plain + b"Content-Transfer-Encoding: uuencode\r\n\r\nbegin 666 x\r\nend",
        plain + b"Subject: =?utf-8?b?////?= =?x?q?=FF?=\r\n\r\nOK",
        plain + b"Content-Type: text/html\r\n\r\n" + b"<div><blockquote>" * 5000 + b"OK",
        plain + b"Content-Type: text/html\r\n\r\n" + b"<a " * 33_000,
        plain + b"Content-Type: text/html\r\n\r\n<![CDATA[<!-- &#x110000; <p " + b"&#0;" * 500,
        plain + b"\r\n" + b"Le " * 30_000 + b"a \xc3\xa9crit :",
        plain + b"\r\n" + b"ok tout est bon " * 300,
        plain + b"\r\nferme du 99999999999 au 1 aout 9999",
        plain + b"\r\n\xed\xa0\x80\xed\xb0\x80 fermeture en mai 0001",
        plain + b"References: " + b"<a@b> " * 20_000 + b"\r\n\r\nOK",
        b"In-Reply-To: <\xff\xfe\x00>\r\nMessage-ID: \xff\r\n\r\nOK",
        b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(2000)),
        b"A: " + b"\r\n b" * 50_000 + b"\r\n\r\nx",
    ]
    hostile += [bytes(good[:cut] + drawn.randbytes(20) + good[cut + drawn.randrange(40) :]) for cut in drawn.sample(range(len(good)), 33)]
    assert len(hostile) == 50
    outcomes = []
    for number, raw in enumerate(hostile):
        try:
            message = read_message(raw.replace(b"%d", str(number).encode()))
            with unit_of_work(session):
                outcomes.append(receive(session, message, TODAY))
        except (NotAMessage, AlreadySent) as refused:
            outcomes.append(type(refused))
    assert Outcome.REPORTED in outcomes


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (b"", "illisible"),
        (b"x" * 3_000_000, "trop lourd"),
        (b"\x00\xff" * 100, "illisible"),
        (b"From: a@b\nIn-Reply-To: <x@reperes>\n\nOK", "ne répond à aucune question"),
        (b"From: a@b\nAuto-Submitted: auto-replied\n\nOK", "automatique"),
    ],
)
def test_the_command_ends_well_whatever_it_is_given(command, given, said) -> None:
    done = command(given)
    assert (done.exit_code, done.stdout) == (0, "")
    assert said in done.stderr


def test_the_command_confirms_and_takes_a_message_once(command, session, listing) -> None:
    raw = f"From: a@b\nMessage-ID: <7@x>\nIn-Reply-To: <{questions(session)[0].message_id}>\n\nOK".encode()
    assert [command(raw).stderr for _ in range(2)] == ["La fiche est confirmée.\n", "Ce message a déjà été reçu : rien à faire.\n"]
    assert service(session, listing).hours_confirmed_by == "association"


def test_a_database_that_does_not_answer_is_for_later(command, monkeypatch) -> None:
    def away() -> None:
        raise OperationalError(None, {}, ConnectionError())

    monkeypatch.setattr("flask_migrate.upgrade", away)
    done = command(b"From: a@b\nIn-Reply-To: <x@reperes>\n\nOK")
    assert done.exit_code == 75
    assert "présenter de nouveau" in done.stderr
