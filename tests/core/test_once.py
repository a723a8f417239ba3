"""A form sent twice acts once."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import once
from app.core.attempts import Attempt
from app.core.clock import utc_now
from app.core.once import AlreadySent, SentForm, act_once, answer_to
from app.core.unit_of_work import unit_of_work
from app.extensions import db


def acted(session: Session, nonce: str) -> None:
    with unit_of_work(session):
        session.add(Attempt(bucket="trace", at=utc_now()))
        act_once(session, nonce, "/suite")


def test_the_second_time_leaves_nothing_behind(session) -> None:
    acted(session, "n1")
    with pytest.raises(AlreadySent):
        acted(session, "n1")
    assert len(session.scalars(select(Attempt)).all()) == 1
    assert answer_to(session, "n1") == "/suite"


def test_two_forms_are_two(session) -> None:
    acted(session, "n1")
    acted(session, "n2")
    assert len(session.scalars(select(Attempt)).all()) == 2
    assert answer_to(session, "n3") is None


def test_the_nonce_is_not_stored(session) -> None:
    acted(session, "n1")
    assert session.scalars(select(SentForm.nonce)).one() != "n1"


def test_old_forms_are_forgotten(app, session, at) -> None:
    at("2026-11-20 10:00")
    acted(session, "n1")
    at("2026-11-23 10:00")
    with app.app_context(), unit_of_work(db.session()) as other:
        assert once.forget(other, utc_now()) == 1
