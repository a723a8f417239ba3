import threading
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from structlog.testing import capture_logs

from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.mail.carriers import smtp
from app.mail.models import OutgoingMail
from app.mail.sending import DELAYS
from app.mail.services import post
from tests.mail.conftest import letter
from tests.support.smtp import BrokenServer, free_port

TO = "quelquun@exemple.fr"


@pytest.fixture
def row(session):
    """The row of a mail as it is now."""

    def read(number):
        session.rollback()
        session.expire_all()
        return session.scalars(select(OutgoingMail).where(OutgoingMail.id == number)).one()

    return read


def make_due(session, number):
    with unit_of_work(session):
        session.get(OutgoingMail, number).next_try_at = utc_now()


def test_a_mail_leaves_once_and_nothing_of_it_is_kept(posted, sweep, server, row):
    (number,) = posted(TO)

    assert (sweep(server.port), sweep(server.port)) == (1, 0)

    mail = row(number)
    assert [message["To"] for message in server.taken] == [TO]
    assert server.names == [f"<{mail.message_id}>"]
    assert mail.sent_at
    assert (mail.recipient, mail.letter, mail.claimed_at, mail.tries, mail.trouble) == (None, None, None, 1, "")


def test_a_batch_leaves_through_one_connection(posted, sweep, server):
    posted(*(f"quelquun{n}@exemple.fr" for n in range(5)))

    assert sweep(server.port) == 5
    assert server.connections == 1


def test_a_mail_of_work_that_was_undone_never_leaves(session, sweep, server):
    post(session, TO, letter())
    session.flush()
    session.rollback()

    assert sweep(server.port) == 0
    assert server.taken == []


def test_a_person_who_cannot_be_written_to_is_given_up_at_once_and_the_others_are_written_to(posted, sweep, server, row):
    refused, taken = posted(TO, "autre@exemple.fr")
    server.refuses[TO] = "550 5.1.1 nobody here"

    assert sweep(server.port) == 1

    mail = row(refused)
    assert (mail.trouble, mail.recipient, mail.letter) == ("smtp-550", None, None)
    assert mail.gave_up_at
    assert row(taken).sent_at


def test_a_message_that_is_refused_for_good_is_given_up_at_once(posted, sweep, server, row):
    (number,) = posted(TO)
    server.answer = "554 not here"

    sweep(server.port)

    assert row(number).gave_up_at
    assert row(number).trouble == "smtp-554"


def test_tries_are_further_and_further_apart_then_the_mail_is_given_up(posted, sweep, server, row, session):
    (number,) = posted(TO)
    server.answer = "451 later"
    waits = []
    for _ in range(7):
        sweep(server.port)
        mail = row(number)
        waits.append(round((mail.next_try_at - utc_now()) / timedelta(minutes=1)))
        assert (mail.trouble, mail.gave_up_at, mail.claimed_at) == ("smtp-451", None, None)
        make_due(session, number)
    sweep(server.port)

    assert waits == [round(delay / timedelta(minutes=1)) for delay in DELAYS] == [1, 5, 30, 120, 360, 720, 1440]
    mail = row(number)
    assert (mail.tries, mail.trouble, mail.recipient, mail.letter) == (8, "smtp-451", None, None)
    assert mail.gave_up_at


def test_a_mail_that_was_put_off_leaves_when_its_time_comes_under_the_same_name(posted, sweep, server, row, session):
    (number,) = posted(TO)
    server.answer = "451 later"
    sweep(server.port)
    server.answer = ""

    assert sweep(server.port) == 0
    make_due(session, number)
    assert sweep(server.port) == 1
    assert server.names == [f"<{row(number).message_id}>"]


@pytest.mark.parametrize(("until", "trouble"), [("greeting", "closed"), ("EHLO", "closed"), ("RCPT", "closed"), ("DATA", "closed")])
def test_a_server_that_breaks_off_is_tried_again_later(until, trouble, posted, sweep, row):
    first, second = posted(TO, "autre@exemple.fr")
    with BrokenServer(until) as broken:
        assert sweep(broken.port) == 0

    assert (row(first).trouble, row(first).gave_up_at) == (trouble, None)
    assert row(first).recipient == TO
    assert row(second).tries == 0, "a server that is out is not tried again with each mail"


@pytest.mark.parametrize("until", ["greeting", "MAIL", "DATA"])
def test_a_server_that_stalls_holds_nobody_for_long(until, posted, sweep, row, monkeypatch):
    monkeypatch.setattr(smtp, "TIMEOUT", 0.2)
    (number,) = posted(TO)
    with BrokenServer(until, stalls=True) as stalled:
        assert sweep(stalled.port) == 0

    assert row(number).trouble == "timeout"


def test_a_mail_whose_server_broke_off_before_saying_that_it_took_it_goes_out_again_under_the_same_name(
    posted, sweep, server, row, session
):
    (number,) = posted(TO)
    with BrokenServer("DATA") as broken:
        sweep(broken.port)
    make_due(session, number)
    sweep(server.port)

    name = f"<{row(number).message_id}>"
    assert name.encode() in broken.received
    assert server.names == [name]
    assert row(number).trouble == "closed", "it may have gone twice: that is counted"


def test_nobody_there_is_said_so(posted, sweep, row):
    (number,) = posted(TO)

    assert sweep(free_port()) == 0
    assert row(number).trouble == "refused"


def test_a_server_that_does_not_encrypt_gets_no_mail_where_encryption_is_required(posted, sweep, server, row):
    (number,) = posted(TO)

    assert sweep(server.port, security="starttls") == 0
    assert (row(number).trouble, server.taken) == ("tls", [])
    assert row(number).recipient == TO


def test_a_connection_that_the_server_closed_between_two_mails_is_opened_again(posted, sweep, server):
    posted(TO, "autre@exemple.fr")
    server.closes_after_each = True

    assert sweep(server.port) == 2
    assert server.connections == 2


def test_two_workers_at_once_send_each_mail_once(app, posted, sweep, server):
    posted(*(f"quelquun{n}@exemple.fr" for n in range(30)))
    sent = []
    workers = [threading.Thread(target=lambda: sent.append(sweep(server.port))) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sum(sent) == 30
    assert len(server.names) == len(set(server.names)) == 30


def test_a_mail_whose_worker_was_stopped_waits_ten_minutes_then_leaves_and_that_is_counted(posted, sweep, server, row, session):
    (number,) = posted(TO)
    for ago, expected in ((timedelta(minutes=9), 0), (timedelta(minutes=11), 1)):
        with unit_of_work(session):
            session.get(OutgoingMail, number).claimed_at = utc_now() - ago
        assert sweep(server.port) == expected

    assert (row(number).trouble, row(number).tries) == ("interrupted", 1)


def test_a_mail_that_stops_each_worker_is_given_up_too(posted, sweep, server, row, session):
    (number,) = posted(TO)
    with unit_of_work(session):
        mail = session.get(OutgoingMail, number)
        mail.claimed_at, mail.tries = utc_now() - timedelta(minutes=11), 8

    assert sweep(server.port) == 0
    assert (row(number).trouble, server.taken) == ("interrupted", [])
    assert row(number).gave_up_at


def test_a_mail_that_cannot_be_read_holds_back_no_other(posted, sweep, server, row, session):
    unreadable, other = posted(TO, "autre@exemple.fr")
    with unit_of_work(session):
        session.execute(text("UPDATE outgoing_mail SET letter = 'gone.AAAA' WHERE id = :id"), {"id": unreadable})

    assert sweep(server.port) == 1
    assert row(other).sent_at
    state = session.execute(select(OutgoingMail.trouble, OutgoingMail.gave_up_at).where(OutgoingMail.id == unreadable)).one()
    assert tuple(state) == ("message", None)


def test_neither_addresses_nor_words_stand_in_the_logs(posted, sweep, server):
    posted(TO, "autre@exemple.fr", subject="Sujet secretissime")
    server.refuses[TO] = f"550 no {TO}"
    with capture_logs() as events:
        sweep(server.port)
        posted(TO)
        sweep(free_port())

    assert [event["event"] for event in events] == ["mail given up", "mail sent", "mail put off"]
    said = repr(events)
    for hidden in (TO, "autre@", "secretissime", "123 456"):
        assert hidden not in said
