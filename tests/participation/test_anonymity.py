"""Somebody with the database, its file, a backup and the logs looks for who said what, and when."""

import re
from datetime import UTC, datetime
from itertools import pairwise

import pytest
import time_machine
from sqlalchemy import JSON, DateTime, String, Text, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeDecorator
from structlog.testing import capture_logs

from app import retention
from app.core.clock import utc_now
from app.core.database import Base
from app.core.retention import purge
from app.core.unit_of_work import unit_of_work
from app.participation.models import QuestionnaireVersion, Response, SentAnswer, SentNonce, Verbatim
from app.participation.record import Words
from tests.ops.tracing import backup, bytes_of, file_of, only_sqlite, opened_values, raw_values, traces, traces_in_bytes
from tests.participation.making import WRITTEN

ADDRESS, AGENT = "203.0.113.77", "Exemple/77 (telephone of somebody)"
ANSWERED = ('"moment":"soir"', '"moment": "soir"', "'moment': 'soir'")
AT = datetime(2026, 11, 18, 9, 41, 27, tzinfo=UTC)
KEPT = {
    "response": {"id", "campaign_id", "version_id", "channel", "week", "answers"},
    "followed_response": {"response_id", "series_id", "mark"},
    "verbatim": {"id", "campaign_id", "version_id", "question", "language", "text", "review", "tags", "version"},
    "sent_answer": {"key", "campaign_id", "body"},
    "sent_nonce": {"digest", "expires_at"},
    "access_code": {"digest", "campaign_id"},
    "campaign_draft": {"mark", "campaign_id", "sealed", "expires_on"},
}
"""All that there is room for."""


def rows(session) -> dict[str, list[str]]:
    """Every table, its rows as the database holds them."""
    with session.get_bind().connect() as connection:
        return {table.name: sorted(map(repr, connection.execute(select(table)).all())) for table in Base.metadata.sorted_tables}


def changed(before, after) -> dict[str, tuple[int, int]]:
    """The tables that changed: how many rows came, how many went."""
    return {
        name: (len([row for row in after[name] if row not in before[name]]), len([row for row in before[name] if row not in after[name]]))
        for name in after
        if after[name] != before[name]
    }


def answer(app, campaign, words: str = WRITTEN):
    """Answer as somebody does, page by page; return the last answer and the client."""
    client = app.test_client()
    telling = {"environ_overrides": {"REMOTE_ADDR": ADDRESS}, "headers": {"User-Agent": AGENT}}
    page = client.get(f"/enquetes/{campaign.slug}", **telling)
    for given in ({}, {"reponse": "oui"}, {"reponse": "soir"}, {"reponse": words}):
        page = client.post(page.request.path, data={**hidden(page), **given}, follow_redirects=True, **telling)
        assert page.status_code == 200, page.text
    page = client.get(f"/enquetes/{campaign.slug}/envoyer", **telling)
    return client, client.post(page.request.path, data=hidden(page), **telling), telling


def hidden(page) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text)
    return dict(found)


@pytest.mark.parametrize("name", sorted(KEPT))
def test_the_tables_have_no_room_for_anything_else(session, name):
    table = Base.metadata.tables[name]
    assert {column.name for column in table.columns} == KEPT[name]
    timed = {c.name for c in table.columns if isinstance(c.type.impl_instance if isinstance(c.type, TypeDecorator) else c.type, DateTime)}
    assert timed <= {"expires_at"}
    told = {"response": (String, Text, JSON)}.get(name)
    assert told is None or all(isinstance(c.type, told) or c.foreign_keys for c in table.columns)


@pytest.mark.parametrize("name", sorted(KEPT))
def test_no_hidden_number_tells_an_order(session, database, name):
    only_sqlite(database)
    with pytest.raises(DBAPIError, match="rowid"):
        session.execute(text(f"SELECT rowid FROM {name}"))  # noqa: S608 - a name of ours


def test_answering_adds_one_sealed_row_and_one_nonce_and_nothing_else(app, session, campaign):
    before = rows(session)
    with time_machine.travel(AT, tick=False), capture_logs() as lines:
        _client, sent, _telling = answer(app, campaign)
    assert sent.status_code == 303
    assert changed(before, rows(session)) == {"sent_answer": (1, 0), "sent_nonce": (1, 0)}
    (one,) = session.scalars(select(SentAnswer)).all()
    (nonce,) = session.scalars(select(SentNonce)).all()
    assert nonce.expires_at == datetime(2026, 11, 19, 10, tzinfo=UTC)
    assert nonce.digest not in (one.body or "")
    held = [*raw_values(session), *opened_values(session), *map(repr, lines)]
    assert traces(held, (ADDRESS, AGENT, "09:41", "9:41:27", str(int(AT.timestamp())))) == set()
    assert traces([*raw_values(session), *map(repr, lines)], (WRITTEN, *ANSWERED)) == set()


def test_what_somebody_gave_up_half_way_is_nowhere(app, session, campaign):
    before = rows(session)
    client = app.test_client()
    page = client.get(f"/enquetes/{campaign.slug}")
    for given in ({}, {"reponse": "oui"}, {"reponse": "soir"}):
        page = client.post(page.request.path, data={**hidden(page), **given}, follow_redirects=True)
    assert page.request.path.endswith("/3")
    assert changed(before, rows(session)) == {}


def test_nothing_links_a_text_to_the_answers_it_came_with(maker, campaign, session):
    texts = [f"texte numéro {number} (exemple)" for number in range(8)]
    for number, words in enumerate(texts):
        maker.send(campaign, {"visite": "oui" if number % 2 else "non"}, texts=[Words("dire", words, "fr")])
    assert maker.move(campaign) == len(texts)
    responses, verbatims = maker.responses(campaign), maker.verbatims(campaign)
    values = {str(value) for one in responses for value in (one.id, *one.answers.values())}
    assert not any(value in (one.id, one.text) for one in verbatims for value in values)
    assert {one.text for one in verbatims} == set(texts)
    with session.get_bind().connect() as connection:
        stored = [row.id for row in connection.execute(select(Response.id).where(Response.campaign_id == campaign.id))]
        told = [row.id for row in connection.execute(select(Verbatim.id).where(Verbatim.campaign_id == campaign.id))]
    assert sorted(stored) == sorted(one.id for one in responses)
    assert len(set(told)) == len(texts)


def test_the_order_of_coming_is_lost(maker, campaign, session):
    """Out of many orders, that in which people came is no likelier than another."""
    order = [str(number) for number in range(40)]
    for number in order:
        maker.send(campaign, {"visite": number})
    maker.move(campaign)
    with session.get_bind().connect() as connection:
        found = [row.answers["visite"] for row in connection.execute(select(Response.answers))]
    assert sorted(found) == sorted(order)
    assert found not in (order, order[::-1])
    follow = sum(int(after) == int(before) + 1 for before, after in pairwise(found))
    assert follow < len(order) // 2


@pytest.mark.parametrize(("rows_of", "column"), [(Response, "week"), (QuestionnaireVersion, "sha256")])
def test_the_database_refuses_to_change_what_is_for_ever(maker, campaign, session, rows_of, column):
    maker.fill(campaign, [{"visite": "oui"}] * 5)
    with pytest.raises(DBAPIError), unit_of_work(session):
        session.execute(rows_of.__table__.update().values({column: "x" * 64 if column == "sha256" else "2020-W01"}))


def test_the_database_refuses_an_hour(maker, campaign, session):
    row = {"id": "0" * 36, "campaign_id": campaign.id, "version_id": campaign.version_id, "channel": "lien", "answers": {}}
    with pytest.raises(DBAPIError), unit_of_work(session):
        session.execute(Response.__table__.insert().values(**row, week="2026-11-18T09:41"))


def test_the_files_of_the_database_and_a_backup_tell_nothing(app, session, campaign, database, tmp_path):
    only_sqlite(database)
    answer(app, campaign)
    path = file_of(app)
    for content in (bytes_of(path), bytes_of(backup(path, tmp_path / "backup"))):
        assert traces_in_bytes(content, (WRITTEN, ADDRESS, AGENT)) == set()


def test_a_day_later_nothing_tells_that_anybody_sent_anything(app, session, campaign, maker):
    for _ in range(5):
        answer(app, campaign)
    maker.move(campaign)
    with time_machine.travel(utc_now().replace(microsecond=0), tick=False) as clock:
        clock.shift(26 * 3600)
        purge(session, retention.merged(app.extensions["reperes"]), utc_now())
    assert session.scalars(select(SentNonce)).all() == []
    assert session.scalars(select(SentAnswer)).all() == []
