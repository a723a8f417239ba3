"""A shopkeeper asks that a team go towards somebody; it goes three times, meets her, helps her to reach a service. Without JavaScript."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import select

from app.orientations.models import Orientation, OrientationPerson
from app.orientations.rules import State as OrientationState
from app.outreach.models import OutreachAttempt, OutreachOrientation, OutreachRequest, OutreachStep
from app.outreach.rules import Action, Consent, Result, State
from tests.orientations.orienting import SEND
from tests.outreach.making import GOING, SORTING, Maker
from tests.support.factories import PRIVAS
from tests.support.forms import links, post_form

pytestmark = pytest.mark.one_engine
CODE = re.compile(r"\b[2-9A-HJ-NP-Z]{4}[ \u00a0\u202f][2-9A-HJ-NP-Z]{4}\b")
SHOP, SORTER, GOER = "boulangerie@exemple.fr", "tri@exemple.fr", "equipe@exemple.fr"
PLACE, SEEN, PSEUDONYM = "derrière le kiosque du square de l’Exemple", "Dort là depuis dix jours, sous une bâche.", "Lou"
ASKED = {
    "lieu": PLACE, "commune": "Privas", "vu_le": "2026-03-01", "moment": "soir", "personnes": "1",
    "besoins": ["domiciliation"], "situation": SEEN, "urgence": "14j", "precautions": ["chien"], "qualite": "partenaire",
    "nom": "Commerce de l’Exemple", "courriel": SHOP,
}  # fmt: skip
NEVER_READ = ("kiosque", "bâche", PSEUDONYM, "non trouvée", "rencontr", "Quelqu’un d’autre", "chien", "Tilleuls", "oriente")
"""What who asked without an account is not told: where, what they said of her, who she is, what came of each passage."""
ROUND = {"jour": "2026-03-03", "de": "20:00", "a": "23:00", "nom": "Centre", "binome": "Camille et Sacha"}
HERSELF = {
    "accord": "y", "maniere": "oral", "lu_en": "fr", "nom": PSEUDONYM, "canaux": ["papier"], "langue": "fr",
    "presentation": "Viendra avec nous.",
}  # fmt: skip


def words(page: str) -> str:
    """What is read on a page, in one line, spaces made alike."""
    return " ".join(html.fromstring(page).xpath("//main")[0].text_content().split())


@dataclass
class Story:
    """Three clients, and what each of them reads of one request."""

    shop: FlaskClient
    sorting: FlaskClient
    going: FlaskClient
    outbox: Callable[[], list[tuple[str, Any]]]
    session: Any
    code: str = ""
    path: str = ""
    letters: int = 0

    def state(self) -> State:
        self.session.expire_all()
        return State(self.session.scalars(select(OutreachRequest)).one().state)

    def ask(self) -> None:
        """From the first question to the code, by the links of the pages."""
        first = self.shop.get("/aller-vers")
        assert "en danger maintenant" in words(first.text)
        assert not html.fromstring(first.text).xpath("//main//form")
        assert "tel:115" in links(self.shop.get(next(path for path in links(first) if path.endswith("/danger"))))
        sent = post_form(self.shop, next(path for path in links(first) if path.endswith("/demande")), ASKED)
        assert sent.status_code == 303, words(sent.text)
        self.code = CODE.search(self.shop.get(sent.location).text)[0]
        self.path = self.path_to(SORTER)

    def path_to(self, recipient: str) -> str:
        """The path that the last letter to somebody leads to."""
        letter = [letter for to, letter in self.outbox() if to == recipient][-1]
        return "/" + next(block.url for block in letter.blocks if getattr(block, "url", "")).split("/", 3)[3]

    def do(self, client: FlaskClient, gesture: str, filled: Mapping[str, Any]) -> str:
        """Follow the link of a gesture on the page of the request, fill its form, send it; return where that leads."""
        path = f"{self.path}/{gesture}"
        assert path in links(client.get(self.path)), f"no link to {path}"
        sent = post_form(client, path, filled)
        assert sent.status_code == 303, words(sent.text)
        return sent.location

    def is_told(self, sentence: str) -> None:
        """One letter came, and the page by the code says the same; neither says more than may be told."""
        own = [letter for to, letter in self.outbox() if to == SHOP]
        assert len(own) == self.letters + 1, [letter.subject for letter in own[self.letters :]]
        self.letters += 1
        letter = " ".join((own[-1].subject, *(getattr(block, "text", "") for block in own[-1].blocks)))
        assert post_form(self.shop, "/aller-vers/suivi", {"code": self.code}).status_code == 303
        page = words(self.shop.get("/aller-vers/suivi/demande").text)
        for said in (letter, page):
            assert sentence in " ".join(said.split())
            assert [word for word in NEVER_READ if word.casefold() in said.casefold()] == []


@pytest.fixture
def place(directory, at):
    """A service that receives orientations; it is a Monday morning."""
    at("2026-03-02 10:00")
    made = directory.fixed(
        PRIVAS, nom="Accueil des Tilleuls", kinds=("domiciliation",), courriel="tilleuls@exemple.fr", telephone="04 65 71 00 01",
        receives_orientations=True,
    )  # fmt: skip
    directory.publish()
    return made


@pytest.fixture
def team(app, session, place):
    maker = Maker(app, session)
    return maker.team(sector=maker.sector())


@pytest.fixture
def story(app, session, outbox, signed_in_as, team):
    told = Story(app.test_client(), app.test_client(), app.test_client(), outbox, session)
    signed_in_as(told.sorting, email=SORTER, organisations={SORTING: "membre"})
    signed_in_as(told.going, email=GOER, organisations={GOING: "membre"})
    return told


def test_from_somebody_seen_outside_to_a_service_that_receives_her(story, session, at, team, place):
    story.ask()
    story.is_told("bien reçue")
    is_sorted(story, team)
    first_evening(story, at)
    assert story.state() == State.TRIED
    another_morning(story, at)
    assert story.state() == State.TRIED
    an_afternoon(story, at)
    assert story.state() == State.CONTACT
    she_agrees(story, at)
    assert story.state() == State.ONGOING
    she_is_oriented(story, place)
    assert story.state() == State.ORIENTED
    what_is_kept(session)


def is_sorted(story: Story, team: Any) -> None:
    read = words(story.sorting.get(story.path).text)
    assert all(text in read for text in (PLACE, SEEN, "Un chien sur place"))
    assert story.going.get(story.path).status_code == 404
    story.do(story.sorting, "attribuer", {"team": str(team.id)})
    assert story.path_to(GOER) == story.path
    story.is_told("Une équipe a votre demande")


def first_evening(story: Story, at: Callable[[str], Any]) -> None:
    """On a round; nobody is there."""
    outing = post_form(story.going, "/aller-vers/tournees/nouvelle", ROUND).location
    story.do(story.going, "planifier", {"tournee": outing.rpartition("/")[2], "heure": "21:00"})
    story.is_told("3 mars 2026")
    at("2026-03-03 21:10")
    assert PLACE in words(story.going.get(f"{outing}/jour").text)
    noted = {"demande": story.path.rpartition("/")[2], "resultat": Result.NOT_FOUND, "note": "Des affaires, personne."}
    kept = post_form(story.going, f"{outing}/jour", noted, action=f"{outing}/tentatives")
    assert kept.status_code == 303, words(kept.text)
    story.is_told("Une équipe est passée")


def another_morning(story: Story, at: Callable[[str], Any]) -> None:
    """Somebody else has seen her."""
    at("2026-03-04 09:00")
    story.do(story.going, "planifier", {"jour": "2026-03-06", "heure": "08:00"})
    story.is_told("6 mars 2026")
    at("2026-03-06 08:20")
    story.do(story.going, "tentative", {"jour": "2026-03-06", "heure": "08:05", "resultat": Result.THIRD_PARTY})
    story.is_told("Une équipe est passée")


def an_afternoon(story: Story, at: Callable[[str], Any]) -> None:
    """She is there."""
    at("2026-03-06 17:00")
    story.do(story.going, "planifier", {"jour": "2026-03-09", "heure": "14:00"})
    story.is_told("9 mars 2026")
    at("2026-03-09 14:30")
    story.do(story.going, "tentative", {"jour": "2026-03-09", "heure": "14:15", "resultat": Result.MET})
    story.is_told("Une équipe est passée")
    assert words(story.shop.get("/aller-vers/suivi/demande").text).count("Une équipe est passée le") == 3


def she_agrees(story: Story, at: Callable[[str], Any]) -> None:
    """And is seen again."""
    story.do(story.going, "accord", {"accord": Consent.YES, "pseudonyme": PSEUDONYM, "suite": "y"})
    assert PSEUDONYM in words(story.going.get(story.path).text)
    assert PSEUDONYM not in words(story.sorting.get(story.path).text)
    at("2026-03-12 11:00")
    story.do(story.going, "rencontre", {"jour": "2026-03-12", "heure": "10:30", "note": "Voudrait une adresse."})


def she_is_oriented(story: Story, place: Any) -> None:
    """Somebody of the team goes along."""
    searched = post_form(story.going, f"{story.path}/orienter", {"aide": "domiciliation", "geste": "chercher"})
    assert "Accueil des Tilleuls" in words(searched.text)
    chosen = {"aide": "domiciliation", "service": str(place.id), "accompagnement": "y", "geste": "preparer"}
    draft = story.do(story.going, "orienter", chosen)
    assert story.state() == State.ONGOING
    sent = post_form(story.going, draft, {**HERSELF, **SEND})
    assert sent.status_code == 303, words(sent.text)
    story.do(story.going, "orienter", {"geste": "terminer"})
    story.is_told("terminée")


def what_is_kept(session) -> None:
    link = session.scalars(select(OutreachOrientation)).one()
    child = session.get(Orientation, link.orientation_id)
    assert (child.state, link.is_accompanied) == (OrientationState.SENT, True)
    assert session.get(OrientationPerson, child.id).name == PSEUDONYM
    assert [step.action for step in session.scalars(select(OutreachStep).order_by(OutreachStep.id))] == [
        Action.ROUTE, Action.ASSIGN, *((Action.PLAN, Action.ATTEMPT) * 3), Action.MEET, Action.FOLLOW, Action.ORIENT,
    ]  # fmt: skip
    results = session.scalars(select(OutreachAttempt.result).order_by(OutreachAttempt.at)).all()
    assert results == [Result.NOT_FOUND, Result.THIRD_PARTY, Result.MET]
