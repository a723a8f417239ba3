from datetime import UTC, date, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select

from app.core.bulk import form, reserve
from app.directory.models import ImportRun, Structure

TABLE = Structure.__table__
NAMES = ("id", "source", "source_id", "nom", "siret", "date_maj", "latitude", "reseaux_porteurs", "is_protected", "hours_confirmed_at")
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
said = st.tuples(
    texts,
    st.none() | texts,
    st.none() | st.dates(date(1900, 1, 1)),
    st.none() | st.floats(-90, 90),
    st.lists(texts, max_size=3),
    st.booleans(),
    st.none() | st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis asks for it
)


def stored(session):
    """What stands in the table, then nothing."""
    found = session.execute(select(TABLE).order_by(TABLE.c.id)).all()
    raw = session.connection().exec_driver_sql("SELECT date_maj, reseaux_porteurs, is_protected FROM structure ORDER BY id").all()
    session.execute(delete(TABLE))
    return found, raw


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(st.lists(said, max_size=5))
def test_it_writes_what_sqlalchemy_writes(session, values):
    rows = [
        (number, "source", str(number), nom, (siret or "")[:14] or None, *others) for number, (nom, siret, *others) in enumerate(values, 1)
    ]
    form(TABLE, NAMES, session.connection().dialect).write(session.connection(), iter(rows))
    found, raw = stored(session)
    for row in rows:
        session.execute(insert(TABLE).values(dict(zip(NAMES, row, strict=True))))
    expected, as_expected = stored(session)

    assert found == expected
    assert [(day, is_protected) for day, _, is_protected in raw] == [(day, is_protected) for day, _, is_protected in as_expected]


def test_what_is_no_list_is_json_too_and_nothing_is_null(session):
    table = ImportRun.__table__
    rows = [(1, "one", datetime(2026, 1, 1, tzinfo=UTC), {"é": [1, True]}), (2, "two", datetime(2026, 1, 2, tzinfo=UTC), ("a", "b"))]
    form(table, ("id", "dataset", "started_at", "counts"), session.connection().dialect).write(session.connection(), rows)

    assert session.scalars(select(table.c.counts).order_by(table.c.id)).all() == [{"é": [1, True]}, ["a", "b"]]


def test_identifiers_follow_those_that_are_taken(session):
    session.execute(insert(TABLE).values(id=41, source="source", source_id="41", nom="Un"))

    numbers = reserve(session.connection(), TABLE, 3)

    assert len(set(numbers)) == 3
    if session.get_bind().dialect.name == "sqlite":
        assert list(numbers) == [42, 43, 44]
        assert list(reserve(session.connection(), ImportRun.__table__, 2)) == [1, 2]
