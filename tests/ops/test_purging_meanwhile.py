"""Somebody who acts in the middle of a purge keeps what they act on. SQLite lets one write at a time: it cannot happen there."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app import retention
from app.core import retention as core_retention
from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.extensions import db
from app.orientations import retention as rules
from app.orientations.models import Orientation, OrientationPerson
from app.orientations.rules import State
from app.orientations.settings import settings_of
from tests.orientations.conftest import maker, orientation, sender, service  # noqa: F401 - fixtures
from tests.orientations.making import NAME

KEPT = timedelta(days=183)


def test_a_purge_in_the_middle_of_which_somebody_reopens_leaves_it_whole(orientation, session, app, monday, monkeypatch):  # noqa: F811
    made = orientation(State.REFUSED)
    forget = rules._forget
    monday.move_to(utc_now() + KEPT + timedelta(days=1))

    def meanwhile(one, now):
        monkeypatch.setattr(rules, "_forget", forget)
        if app.extensions["reperes"].database_url.startswith("sqlite"):
            pytest.skip("SQLite lets one write at a time")
        with app.app_context(), Session(db.engine) as own, unit_of_work(own):
            theirs = own.get_one(Orientation, one.id)
            theirs.closed_at, theirs.state = None, State.SENT
        forget(one, now)

    monkeypatch.setattr(rules, "_forget", meanwhile)
    with app.app_context(), Session(db.engine) as own:
        retention.purge(own, app.extensions["reperes"], utc_now())
    session.expire_all()
    assert session.get_one(OrientationPerson, made.id).name == NAME


def test_a_draft_that_is_sent_in_the_middle_of_a_purge_is_kept_whole(orientation, session, app, monday, monkeypatch):  # noqa: F811
    made = orientation(State.DRAFT)
    delete_person = rules._delete_person
    monday.move_to(utc_now() + timedelta(days=31))

    def meanwhile(own, numbers):
        monkeypatch.setattr(rules, "_delete_person", delete_person)
        if app.extensions["reperes"].database_url.startswith("sqlite"):
            pytest.skip("SQLite lets one write at a time")
        with app.app_context(), Session(db.engine) as other, unit_of_work(other):
            other.get_one(Orientation, made.id).state = State.SENT
        delete_person(own, numbers)

    monkeypatch.setattr(rules, "_delete_person", meanwhile)
    (drafts,) = [rule for rule in rules.rules(settings_of(app.extensions["reperes"])) if rule.name == "brouillons"]
    with app.app_context(), Session(db.engine) as own:
        assert [one.trouble for one in core_retention.purge(own, [drafts], utc_now())] == [""]
    session.expire_all()
    assert session.get_one(OrientationPerson, made.id).name == NAME
