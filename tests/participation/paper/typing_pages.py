"""The pages where sheets are typed, as tests use them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.participation.models import PaperEntry, SentAnswer
from app.participation.record import unpacked
from tests.participation.making import question, text
from tests.support.forms import post_form

YES = {"code": "oui", "label": text("Oui")}
ASKED = {
    "code": "papier",
    "title": text("Papier (exemple)"),
    "intro": text("Quelques questions (exemple)."),
    "thanks": text("Merci (exemple)."),
    "languages": ["fr", "fr-simple", "en", "ar"],
    "questions": [
        question("accord", "consent"),
        question("visite", "one", choices=[YES, {"code": "non", "label": text("Non")}]),
        question("moment", "one", show_if="visite = 'oui'", choices=[YES, {"code": "soir", "label": text("Soir")}]),
        question("choix", "several", choices=[{"code": code, "label": text(code.upper())} for code in ("a", "b", "c")]),
        question("age", "integer", settings={"min": 1, "max": 99}),
        question("dire", "long_text", settings={"required": True}),
    ],
}
SHEET: Mapping[str, Any] = {
    "accord-reponse": "oui", "visite-reponse": "oui", "moment-reponse": "soir", "choix-reponse": ["a", "c"], "age-reponse": "42",
    "dire-reponse": "une phrase (exemple)",
}  # fmt: skip
"""A sheet as it is typed."""
KEPT = {"accord": "oui", "visite": "oui", "moment": "soir", "choix": ["a", "c"], "age": 42}
"""What is kept of it, beside its text."""


def base(campaign) -> str:
    return f"/mes-enquetes/{campaign.id}"


def type_it(client, campaign, sheet=7, language="fr", **changed):
    """Type a sheet; a value of None leaves the question empty."""
    path = f"{base(campaign)}/saisie/{sheet}"
    values = {**SHEET, **{f"{key}-{control}": value for (key, control), value in _named(changed).items()}}
    given = {name: value for name, value in values.items() if value is not None}
    return post_form(client, f"{path}?langue={language}", given, action=path)


def waiting(session):
    session.expire_all()
    return session.scalars(select(PaperEntry).order_by(PaperEntry.sheet, PaperEntry.turn)).all()


def sent(session):
    session.expire_all()
    return [unpacked(one.body or "") for one in session.scalars(select(SentAnswer))]


def _named(changed):
    return {tuple(name.split("__")) if "__" in name else (name, "reponse"): value for name, value in changed.items()}
