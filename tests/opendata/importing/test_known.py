from collections import namedtuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from app.directory.models import Structure
from app.opendata.importing.known import NewSources, known

Asked = namedtuple("Asked", "source source_id")  # noqa: PYI024 - all that is read of a record
identities = st.tuples(st.sampled_from(("dora", "fredo", "soliguide")), st.integers(0, 20).map(str))


@pytest.fixture
def written(session):
    def write(*identities):
        session.rollback()
        for number, (source, identifier) in enumerate(identities, 1):
            session.execute(
                insert(Structure).values(id=number, source=source, source_id=identifier, nom="Un", digest=f"{source} {identifier}")
            )
        return session.connection()

    return write


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(st.sets(identities, max_size=12), st.sets(identities, max_size=12))
def test_those_that_are_there_are_found_each_by_its_own_source(written, there, asked):
    found = known(written(*there), Structure, [Asked(*identity) for identity in asked])

    assert {identity: row.digest for identity, row in found.items()} == {identity: " ".join(identity) for identity in asked & there}


def test_a_source_is_new_for_a_whole_import_when_the_directory_had_nothing_of_it(written, session):
    connection = written(("dora", "1"))
    sources = NewSources()
    before = sources.others(connection, Structure, ["dora", "fredo"])
    session.execute(insert(Structure).values(id=2, source="fredo", source_id="1", nom="Deux"))

    assert before == {"dora"}
    assert sources.others(connection, Structure, ["fredo"]) == set()
    assert NewSources().others(connection, Structure, ["fredo"]) == {"fredo"}
