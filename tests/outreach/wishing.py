"""A request as somebody types it, and what a database holds of it in the raw."""

from datetime import timedelta

from sqlalchemy import inspect, text

from app.core.clock import today, utc_now
from app.outreach.rules import Need, Requester, Safety
from app.outreach.wishes import Left, Where, Wish
from app.territory.rules import Point
from tests.outreach.making import PRIVAS, SITUATION, WORDS
from tests.support.forms import post_form

ASK, FOLLOWED, START = "/aller-vers/demande", "/aller-vers/suivi/demande", "/aller-vers/suivi"
POSITION = "44.7351, 4.5992"
NAME, PHONE, EMAIL = "Boulangerie Exemplaire", "06 39 98 01 02", "boulangerie@exemple.fr"


def typed(**changes):
    """Return a form that is filled as it should be, but for changes."""
    return {
        "lieu": WORDS, "commune": "Privas", "position": POSITION, "vu_le": (today() - timedelta(days=1)).isoformat(), "moment": "soir",
        "personnes": "2", "enfants": "y", "besoins": ["abri", "repas"], "langue": "ar", "situation": SITUATION, "urgence": "72h",
        "precautions": ["chien"], "qualite": "partenaire", "nom": NAME, "telephone": PHONE, "courriel": EMAIL, **changes,
    }  # fmt: skip


def asked(client, **changes):
    """Return the answer to a form."""
    return post_form(client, ASK, typed(**changes))


def wish(asked_as=Requester.PARTNER, **changes):
    """Return what a form says."""
    given = {
        "where": Where(PRIVAS, WORDS, Point(44.7351, 4.5992)), "seen_at": utc_now() - timedelta(hours=3), "needs": (Need.SHELTER,),
        "situation": SITUATION, "safety": (Safety.DOG,), "left": Left(NAME, EMAIL, PHONE), **changes,
    }  # fmt: skip
    return Wish(asked_as, **given)


def raw(session):
    """Return all that the tables of outreach hold, as the database has it."""
    tables = [name for name in inspect(session.connection()).get_table_names() if name.startswith("outreach_")]
    return "\n".join(str(row) for name in tables for row in session.execute(text(f"SELECT * FROM {name}")))  # noqa: S608 - names of ours
