import pytest
from sqlalchemy import bindparam, literal, select
from sqlalchemy.exc import DatabaseError

from app.core.prepared import rows, sent

_ECHO = select(literal(1), bindparam("said"))


def test_a_statement_answers_plain_tuples_each_time(session):
    assert [rows(session.connection(), _ECHO, {"said": said}) for said in ("one", "two")] == [[(1, "one")], [(1, "two")]]


def test_what_the_driver_refuses_is_raised_as_the_application_knows_it(session):
    with pytest.raises(DatabaseError):
        sent(session.connection(), "SELECT nothing FROM nowhere", ())
