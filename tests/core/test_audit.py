"""The journal tells who did what by codes and numbers."""

import pytest
from sqlalchemy import String, Text, select

from app.core.audit import AuditEntry, Doer, record
from app.core.unit_of_work import unit_of_work


def test_a_line_tells_who_did_what_to_which_row(session, app, monday):
    with unit_of_work(session):
        record(session, "orientation:identified", Doer("destinataire", 12), ("orientation", 34), "lien")
    line = session.scalars(select(AuditEntry)).one()
    assert (line.action, line.actor, line.account_id) == ("orientation:identified", "destinataire", 12)
    assert (line.subject, line.subject_id, line.detail) == ("orientation", 34, "lien")
    assert line.at.isoformat().startswith("2026")


def test_a_line_belongs_to_the_transaction_of_what_it_tells(session, app):
    record(session, "export:made", Doer("emetteur", 1))
    session.flush()
    session.rollback()
    assert session.scalars(select(AuditEntry)).all() == []


def test_the_journal_has_no_room_for_a_free_text():
    texts = [column for column in AuditEntry.__table__.columns if isinstance(column.type, String | Text)]
    assert {column.name for column in texts} == {"action", "actor", "subject", "detail"}
    assert max(column.type.length for column in texts) <= 60


@pytest.mark.parametrize("column", ["account_id", "subject_id"])
def test_the_journal_outlives_what_it_names(column):
    assert not AuditEntry.__table__.columns[column].foreign_keys
