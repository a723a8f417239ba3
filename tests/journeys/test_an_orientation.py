"""A social worker orients somebody; the service answers by a link; the person comes and tells what happened. Without JavaScript."""

import re

import pytest

from app.orientations.rules import Outcome, State, Told
from tests.orientations.conftest import SENDING
from tests.orientations.linking import decide, identify
from tests.orientations.making import NAME
from tests.orientations.orienting import PERSON, SEND, only
from tests.support.factories import PRIVAS
from tests.support.forms import links, post_form

CODE = re.compile(r"\b[2-9A-HJ-NP-Z]{4}[ \u00a0\u202f][2-9A-HJ-NP-Z]{4}\b")


@pytest.fixture
def morning(at):
    return at("2026-03-03 10:00")


@pytest.fixture
def place(directory, morning):
    """A service that receives orientations by the e-mail of its sheet, and that nobody keeps."""
    made = directory.fixed(
        PRIVAS, nom="Domiciliation des Tilleuls", kinds=("domiciliation",), courriel="tilleuls@exemple.fr", telephone="04 65 71 00 01",
        receives_orientations=True,
    )  # fmt: skip
    directory.publish()
    return made


def addresses_in(letter) -> list[str]:
    return [block.url for block in letter.blocks if getattr(block, "url", "")]


def path_to(outbox, recipient: str) -> str:
    """The path that the last letter to somebody leads to."""
    letter = [letter for to, letter in outbox() if to == recipient][-1]
    return "/" + addresses_in(letter)[0].split("/", 3)[3]


@pytest.fixture
def sent(app, signed_in_as, place):
    """The client of a social worker who found the service and oriented somebody towards it; the path of the orientation."""
    worker = app.test_client()
    signed_in_as(worker, email="emetteur@exemple.fr", organisations={SENDING: "membre"})
    found = worker.get("/recherche?q=domiciliation+Privas")
    form = next(address for address in links(found) if address.endswith("/orienter"))
    answer = post_form(worker, form, {**PERSON, "langue": "fr", "canaux": ["appeler", "ecrire", "papier"], **SEND})
    assert answer.status_code == 303, answer.text
    return worker, answer.location


def test_from_the_need_to_what_really_happened(app, session, outbox, sent, at):
    worker, orientation = sent
    code = CODE.search(worker.get(f"{orientation}/fiche").text)[0]

    target = app.test_client()
    door = path_to(outbox, "tilleuls@exemple.fr")
    assert NAME not in target.get(door).text
    identify(target, door, outbox)
    assert only(session).state == State.RECEIVED
    decided = {"day": "2026-03-12", "hour": "10:30", "name": "Accueil de l’Exemple"}
    answer = decide(target, door, "accepter", fields_of(target, f"{door}/decision/accepter", decided))
    assert answer.status_code == 303, answer.text
    assert only(session).state == State.ACCEPTED
    assert "12 mars 2026" in worker.get(orientation).text

    person = app.test_client()
    assert post_form(person, "/ma-demande", {"code": code}).status_code == 303
    page = person.get("/ma-demande/suivi").text
    assert "10 h 30" in page.replace("\u00a0", " ").replace("\u202f", " ")
    at("2026-03-13 10:00")
    assert post_form(person, "/ma-demande", {"code": code}).status_code == 303
    told = {"contact": "oui", "help": "oui", "need": "en-partie"}
    assert post_form(person, "/ma-demande/suivi", told, action="/ma-demande/suivi/reponses").status_code == 303
    assert (only(session).state, only(session).told_help, only(session).told_need) == (State.CONTACT, Told.YES, Told.PARTLY)

    identify(target, door, outbox)
    told_last = {"outcome": "repondu", "name": "Accueil de l’Exemple"}
    finished = decide(target, door, "terminer", fields_of(target, f"{door}/decision/terminer", told_last))
    assert finished.status_code == 303, finished.text
    assert (only(session).state, only(session).outcome) == (State.DONE, Outcome.MET)
    assert "Terminée" in worker.get(orientation).text


def fields_of(client, path: str, wanted) -> dict[str, str]:
    """What somebody types into the fields of a form that bear these names; the others stay empty."""
    page = client.get(path).text
    names = set(re.findall(r'name="([^"]+)"', page))
    missing = wanted.keys() - names
    assert not missing, f"{path} has no {missing}; it has {sorted(names)}"
    return dict(wanted)
