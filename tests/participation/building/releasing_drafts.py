"""Drafts that may be published, what is changed of them, and members of a committee who act."""

import re
from dataclasses import replace

from sqlalchemy.orm import Session

from app.core.unit_of_work import unit_of_work
from app.participation.building.data_sheet import Basis, SheetField
from app.participation.building.texts import Place, with_words
from app.participation.definition import Definition, read
from app.participation.models import QuestionnaireDraft
from app.participation.services import building, committee, releasing
from tests.participation.making import ASKING, SMALL, Maker
from tests.support.forms import hidden_fields

LISTED = "/mes-enquetes/questionnaires"
SHEET = {
    SheetField.PURPOSE: "Choisir les travaux (exemple)", SheetField.BASIS: Basis.CONSENT.value, SheetField.READERS: "L’équipe (exemple)",
    SheetField.KEPT: "Un an (exemple)", SheetField.CONTACT: "accueil@exemple.fr", SheetField.MINORS: "oui",
}  # fmt: skip
TOKEN = re.compile(r"/avis/([\w-]{20,})")


def a_draft(maker: Maker, *, gates: tuple[str, ...] = (), organisation: str = ASKING, **more) -> QuestionnaireDraft:
    """Return a draft that nothing but its gates keeps from being published."""
    with unit_of_work(maker._session) as session:
        made = building.begin(maker.context(), maker.organisation(organisation).id, replace(read(SMALL), **more), maker.by)
        made.gates = list(gates)
        session.flush()
        return made


def say_anew(maker: Maker, draft: QuestionnaireDraft, words: str, place: str = "visite:label", language: str = "fr") -> None:
    """Change words of a draft."""
    key, _, part = place.rpartition(":")

    def work(found: Definition) -> Definition:
        return with_words(found, Place(key, part), language, words)

    with unit_of_work(maker._session):
        building.change(maker.context(), draft.id, work)


def publish(maker: Maker, draft: QuestionnaireDraft):
    """Return the version that a draft becomes, as it is now."""
    maker._session.expire_all()
    with unit_of_work(maker._session):
        return releasing.publish_draft(maker.context(), draft.id, maker.by)


def a_link(maker: Maker, draft: QuestionnaireDraft) -> str:
    """Return the secret of a new link."""
    with unit_of_work(maker._session):
        return committee.make_link(maker.context(), draft.id, maker.by)[1]


def think(client, token: str, opinion: str = "", **remarks: str):
    """Read the page of a member, then send it: `remarks` by key, `whole` for the whole."""
    path = f"/avis/{token}"
    page = client.get(path)
    assert page.status_code == 200
    return client.post(path, data={**hidden_fields(page, path), **answers(opinion, remarks)})


def answers(opinion: str, remarks: dict[str, str]) -> dict[str, str]:
    found = {"remarque" if key == "whole" else f"remarque-{key}": words for key, words in remarks.items()}
    return {**found, **({"avis": opinion} if opinion else {})}


def anew(session: Session, row):
    session.refresh(row)
    return row
