import threading
from datetime import timedelta

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.sms.carriers import http
from app.sms.models import OutgoingSms
from app.sms.sending import DELAYS
from app.sms.services import post
from tests.sms.conftest import DIALLED, MOBILE, TOKEN, WORDS
from tests.support.smtp import free_port

OTHER = "07 00 00 00 01"


def make_due(session, number):
    with unit_of_work(session):
        session.get_one(OutgoingSms, number).next_try_at = utc_now()


def test_a_message_leaves_once_and_nothing_of_it_is_kept(posted, sweep, gateway, row):
    (number,) = posted(MOBILE)

    assert (sweep(gateway.url), sweep(gateway.url)) == (1, 0)

    sms = row(number)
    assert gateway.taken == [{"to": DIALLED, "text": WORDS, "from": "Reperes", "id": sms.message_id}]
    assert gateway.signed == [f"Bearer {TOKEN}"]
    assert sms.sent_at
    assert (sms.recipient, sms.text, sms.claimed_at, sms.tries, sms.trouble) == (None, None, None, 1, "")


def test_a_message_of_work_that_was_undone_never_leaves(session, sweep, gateway):
    post(session, MOBILE, WORDS, "rappel")
    session.flush()
    session.rollback()

    assert sweep(gateway.url) == 0
    assert gateway.taken == []


@pytest.mark.parametrize("status", [400, 410, 422])
def test_a_message_that_is_refused_is_given_up_and_the_others_leave(status, posted, sweep, gateway, row):
    refused, taken = posted(MOBILE, OTHER)
    gateway.answers = [status]

    assert sweep(gateway.url) == 1

    sms = row(refused)
    assert (sms.trouble, sms.recipient, sms.text) == (f"http-{status}", None, None)
    assert sms.gave_up_at
    assert row(taken).sent_at


@pytest.mark.parametrize("status", [429, 500, 502, 503, 408, 401, 403, 404])
def test_a_gateway_that_is_out_or_does_not_know_us_is_asked_again_later(  # noqa: PLR0917 - fixtures
    status, posted, sweep, gateway, row, session
):
    first, second = posted(MOBILE, OTHER)
    gateway.answers = [status]

    assert sweep(gateway.url) == 0
    assert len(gateway.taken) == 1
    assert (row(first).trouble, row(first).gave_up_at, row(second).tries) == (f"http-{status}", None, 0)
    make_due(session, first)
    assert sweep(gateway.url) == 2
    assert {said["id"] for said in gateway.taken} == {row(first).message_id, row(second).message_id}


def test_a_redirection_is_not_followed(posted, sweep, gateway, row):
    (number,) = posted(MOBILE)
    gateway.answers, gateway.location = [302], f"http://127.0.0.1:{gateway.server_port}/ailleurs"

    assert sweep(gateway.url) == 0
    assert gateway.paths == ["/messages"]
    assert row(number).trouble == "http-302"


def test_a_gateway_that_breaks_off_is_told_apart_from_one_that_is_not_there(posted, sweep, gateway, row):
    first, second = posted(MOBILE, OTHER)
    gateway.answers = [0]
    sweep(gateway.url)
    sweep(f"http://127.0.0.1:{free_port()}/")

    assert [row(number).trouble for number in (first, second)] == ["closed", "closed"]


def test_a_gateway_that_does_not_answer_is_left(posted, sweep, gateway, row, monkeypatch):
    (number,) = posted(MOBILE)
    monkeypatch.setattr(http, "TIMEOUTS", (1, 0.2))
    held = threading.Event()
    monkeypatch.setattr(gateway, "signed", type("Held", (list,), {"append": lambda _self, _value: held.wait(5)})())
    sweep(gateway.url)
    held.set()

    assert row(number).trouble == "timeout"


def test_tries_are_further_and_further_apart_then_the_message_is_given_up(posted, sweep, gateway, row, session):
    (number,) = posted(MOBILE)
    gateway.answers = [503] * 9
    waits = []
    for _ in DELAYS:
        sweep(gateway.url)
        waits.append(round((row(number).next_try_at - utc_now()) / timedelta(minutes=1)))
        make_due(session, number)
    sweep(gateway.url)

    assert waits == [1, 5, 15, 60, 180, 480]
    assert (row(number).tries, row(number).trouble, row(number).text) == (7, "http-503", None)
    assert row(number).gave_up_at
    assert sum(DELAYS, timedelta()) < timedelta(days=1)


def test_a_message_of_the_day_before_misleads_and_is_given_up(posted, sweep, gateway, row, session):
    (number,) = posted(MOBILE)
    with unit_of_work(session):
        session.get_one(OutgoingSms, number).created_at = utc_now() - timedelta(hours=25)

    assert sweep(gateway.url) == 0
    assert gateway.taken == []
    assert (row(number).trouble, row(number).recipient) == ("late", None)


def test_two_workers_at_once_send_each_message_once(posted, sweep, gateway):
    posted(*(f"06 39 98 02 {n:02}" for n in range(20)))
    sent = []
    workers = [threading.Thread(target=lambda: sent.append(sweep(gateway.url))) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sum(sent) == 20
    assert len(gateway.taken) == len({said["id"] for said in gateway.taken}) == 20


def test_one_whose_worker_was_stopped_leaves_again_under_the_same_identifier_and_that_is_counted(posted, sweep, gateway, row, session):
    (number,) = posted(MOBILE)
    for ago, expected in ((timedelta(minutes=9), 0), (timedelta(minutes=11), 1)):
        with unit_of_work(session):
            session.get_one(OutgoingSms, number).claimed_at = utc_now() - ago
        assert sweep(gateway.url) == expected

    assert row(number).trouble == "interrupted"
    assert [said["id"] for said in gateway.taken] == [row(number).message_id]


def test_a_message_that_cannot_be_read_holds_back_no_other(posted, sweep, gateway, row, session):
    unreadable, other = posted(MOBILE, OTHER)
    with unit_of_work(session):
        session.execute(text("UPDATE outgoing_sms SET text = 'gone.AAAA' WHERE id = :id"), {"id": unreadable})

    assert sweep(gateway.url) == 1
    assert row(other).sent_at


def test_neither_numbers_nor_words_nor_the_token_stand_in_the_logs(posted, sweep, gateway):
    posted(MOBILE, OTHER)
    gateway.answers = [400]
    with capture_logs() as events:
        sweep(gateway.url)
        posted(MOBILE)
        sweep(f"http://127.0.0.1:{free_port()}/")

    assert [event["event"] for event in events] == ["sms given up", "sms sent", "sms put off"]
    assert not [hidden for hidden in ("0639", "639980102", WORDS, TOKEN) if hidden in repr(events)]
