import sqlite3
from datetime import date
from types import SimpleNamespace

import pytest
from sqlalchemy import create_engine, select

from app.core.database import Base
from app.directory.models import UnansweredSearch
from app.directory.search import unanswered
from app.directory.search.unanswered import Unanswered, count, week_of
from tests.support.moments import MONDAY


@pytest.fixture
def counted(session):
    def read():
        session.rollback()
        return {(row.subject, row.commune): row.count for row in session.scalars(select(UnansweredSearch))}

    return read


def test_a_search_that_finds_nothing_is_counted_by_kind_commune_and_week(find, counted, session, monday):
    find(q="PCB Privas")
    find(q="PCB", lieu="Privas")

    assert counted() == {("pcb", "07186"): 2}
    assert session.scalars(select(UnansweredSearch.week)).all() == [week_of(MONDAY.date())]


def test_a_search_that_finds_something_is_not_counted(find, counted, directory):
    directory.fixed("07186", kinds=("pcb",))
    directory.publish()

    find(q="PCB Privas")

    assert counted() == {}


def test_what_is_given_at_a_distance_is_an_answer(find, counted, directory):
    directory.remote(kinds=("paej",))
    directory.publish()

    find(q="PAEJ Privas")

    assert counted() == {}


def test_what_only_a_filter_leaves_out_is_an_answer(find, counted, directory):
    directory.fixed("07186", kinds=("pcb",))
    directory.publish()

    find(q="PCB Privas", pmr="1")

    assert counted() == {}


def test_a_need_and_a_departement_are_counted_as_such(find, counted):
    find(besoin="manger", lieu="Ardèche")

    assert counted() == {("besoin:manger", "D07"): 1}


def test_words_are_not_kept(find, counted):
    find(q="madame dupont privas")

    assert all("dupont" not in subject for subject, _ in counted())


def test_a_search_without_place_is_not_counted(find, counted):
    find(q="PCB")

    assert counted() == {}


def test_what_cannot_be_written_is_lost_and_said(tmp_path, monkeypatch):
    said = []
    monkeypatch.setattr(unanswered, "get_logger", lambda: SimpleNamespace(warning=lambda event, **_values: said.append(event)))
    path = tmp_path / "busy.sqlite3"
    engine = create_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    assert count(engine, Unanswered(("pcb",), "07186"), date(2026, 11, 21)) is False

    other.execute("ROLLBACK")
    other.close()
    assert count(engine, Unanswered(("pcb",), "07186"), date(2026, 11, 21)) is True
    engine.dispose()
    assert said == ["search not counted"]


def test_the_first_days_of_january_belong_to_the_week_they_are_in():
    assert week_of(date(2027, 1, 1)) == "2026-W53"
