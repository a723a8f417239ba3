"""Pages of rounds as tests read and fill them."""

from datetime import date, datetime, time

from sqlalchemy import select

from app.core.clock import PARIS
from app.outreach.models import OutreachPassage, OutreachRequest, OutreachRound

BASE, NEW = "/aller-vers/tournees", "/aller-vers/tournees/nouvelle"
NOW, TODAY = "2026-11-23 15:00", date(2026, 11, 23)
"""Three in the afternoon of an ordinary Monday."""
EVENING = {"jour": "2026-11-23", "de": "20:00", "a": "23:00"}
NIGHT = {"jour": "2026-11-24", "de": "21:00", "a": "02:00"}


def text_of(client, path) -> str:
    page = client.get(path)
    assert page.status_code == 200
    return page.get_data(as_text=True)


def stop(index, *said) -> dict[str, str]:
    """What is typed in a row: hour from, hour to, name, commune, stop of the directory."""
    return {f"arret-{index}-{name}": value for name, value in zip(("de", "a", "nom", "commune", "lieu"), said, strict=False)}


def evening(hour, minute=0, day=TODAY) -> datetime:
    return datetime.combine(day, time(hour, minute), PARIS)


def last_round(session) -> OutreachRound:
    session.expire_all()
    return session.scalars(select(OutreachRound).order_by(OutreachRound.id.desc())).first()


def fresh(session, request) -> OutreachRequest:
    session.expire_all()
    return session.get_one(OutreachRequest, request.id)


def on(session, found) -> list[int]:
    session.expire_all()
    wanted = select(OutreachPassage.request_id).where(OutreachPassage.round_id == found.id, OutreachPassage.removed_at.is_(None))
    return list(session.scalars(wanted.order_by(OutreachPassage.id)))
