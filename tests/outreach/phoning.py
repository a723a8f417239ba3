"""What a phone does with a round: opens its list, fills the form of a request, sends what it kept."""

from datetime import datetime, time

from lxml import html
from sqlalchemy import select

from app.core.clock import PARIS
from app.core.unit_of_work import unit_of_work
from app.outreach.models import OutreachAttempt
from app.outreach.rules import Result, State
from tests.support.forms import hidden_fields

SOME_MARK = "a-mark-that-a-phone-made-0001"
NOTE = "Reviendra vers 23 h (exemple)."


def tonight(maker, team):
    """Return a round from 20:00 to 02:00, and a request placed on it at 22:15."""
    round_ = maker.round(team, starts=datetime(2097, 12, 2, 20, tzinfo=PARIS))
    set_hours(maker, round_, time(20), time(2))
    request = maker.request(State.PLANNED, team=team, at=datetime(2097, 12, 1, 9, tzinfo=PARIS))
    maker.place(round_, request, datetime(2097, 12, 2, 22, 15, tzinfo=PARIS))
    return round_, request


def set_hours(maker, round_, starts, ends):
    with unit_of_work(maker.context().session):
        round_.starts, round_.ends = starts, ends


def day_of(round_):
    return f"/aller-vers/tournees/{round_.id}/jour"


def note(client, round_, request, page=None, **changes):
    """Fill the form of a request and send it; return the answer."""
    opened = page or client.get(day_of(round_))
    form = html.fromstring(opened.get_data(as_text=True)).xpath(f"//form[@data-attempt='{request.id}']")[0]
    fields = {one.get("name"): one.get("value", "") for one in form.xpath(".//input[@type='hidden']")}
    told = {"resultat": Result.NOT_FOUND, "heure": "", "note": "", **changes}
    return client.post(form.get("action"), data={**fields, **told})


def send(client, round_, request, **fields):
    """Send what a phone kept: the fields that it wrote, with the token of a page opened just now."""
    token = hidden_fields(client.get(day_of(round_)), "/deconnexion")["csrf_token"]
    told = {"demande": request.id, "resultat": Result.NOT_FOUND, "heure": "", "note": "", "marque": SOME_MARK, **fields}
    return client.post(f"/aller-vers/tournees/{round_.id}/tentatives", data={"csrf_token": token, **told})


def written(session):
    session.expire_all()
    return session.scalars(select(OutreachAttempt).order_by(OutreachAttempt.id)).all()


def text_of(answer):
    return " ".join(answer.get_data(as_text=True).split())
