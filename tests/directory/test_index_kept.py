from sqlalchemy import delete, select, update

from app.core.unit_of_work import unit_of_work
from app.directory import services
from app.directory.models import DirectoryState, IndexEntry


def entries(session):
    session.rollback()
    return sorted(map(tuple, session.execute(select(IndexEntry.__table__))))


def test_an_index_made_with_other_needs_is_stale_until_it_is_made_again(session, directory):
    for _ in range(5):
        directory.fixed(kinds=("pcb",))
    directory.publish()
    as_published = entries(session)
    assert not services.is_index_stale(session)
    with unit_of_work(session):
        session.execute(delete(IndexEntry))
        session.execute(update(DirectoryState).values(index_mark="another"))

    following, rounds = 1, 0
    while following:
        assert services.is_index_stale(session)
        with unit_of_work(session):
            following, rounds = services.refresh_index(session, following, 2), rounds + 1

    assert rounds == 3
    assert not services.is_index_stale(session)
    assert entries(session) == as_published


def test_an_empty_directory_has_no_stale_index(session):
    assert not services.is_index_stale(session)
