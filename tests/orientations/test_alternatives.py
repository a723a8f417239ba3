"""Three near services for the same need, none that was tried or would turn the person away."""

import pytest

from app.orientations.alternatives import PROPOSED, alternatives
from app.orientations.queries import case_of
from app.orientations.rules import State
from tests.support.factories import AURILLAC, PRIVAS

KIND = ("domiciliation",)


@pytest.fixture
def found(session, orientation):
    """Names of what is proposed after a refusal in Privas."""

    def names(**values):
        return [one.service.nom for one in alternatives(session, case_of(session, orientation(State.REFUSED, commune=PRIVAS, **values)))]

    return names


def test_the_nearest_three_come_first_and_what_was_tried_is_left_out(directory, found):
    for kilometres in (4, 1, 30, 2):
        directory.fixed(PRIVAS, north=kilometres, nom=f"À {kilometres} km", kinds=KIND)
    directory.fixed(AURILLAC, nom="Trop loin", kinds=KIND)
    directory.fixed(PRIVAS, nom="Autre besoin", kinds=("accueil-jour",))
    directory.publish()
    assert found() == ["À 1 km", "À 2 km", "À 4 km"]
    assert PROPOSED == 3


def test_a_farther_one_is_proposed_when_near_ones_are_missing(directory, found):
    directory.fixed(PRIVAS, north=30, nom="À 30 km", kinds=KIND)
    directory.publish()
    assert found() == ["À 30 km"]


def test_none_that_receives_only_some_people_unless_the_first_did_too(directory, found):
    directory.fixed(PRIVAS, north=1, nom="Pour des femmes", kinds=KIND, gender="femmes")
    directory.fixed(PRIVAS, north=2, nom="Pour des jeunes seulement", kinds=KIND, audience="exclusif", publics=["jeunes"])
    directory.fixed(PRIVAS, north=3, nom="Pour des jeunes d’abord", kinds=KIND, audience="preferentiel", publics=["jeunes"])
    directory.publish()
    assert found() == ["Pour des jeunes d’abord"]


def test_none_that_ended_or_receives_organisations_only(directory, found):
    directory.fixed(PRIVAS, north=1, nom="Pour les associations", kinds=KIND, organisations_only=True)
    directory.publish()
    assert found() == []


def test_services_tried_before_in_the_chain_are_left_out(directory, found, maker, sender, session):
    tried = directory.fixed(PRIVAS, north=1, nom="Essayé d’abord", kinds=KIND)
    directory.fixed(PRIVAS, north=2, nom="Encore jamais", kinds=KIND)
    directory.publish()
    first = maker.orientation(tried, sender[1], "Mission locale de l’Exemple", State.REDIRECTED)
    assert found(root_id=first.id) == ["Encore jamais"]


@pytest.fixture
def is_proposed(directory, session, maker, sender):
    """Whether a service with these conditions is proposed after a refusal by one with those."""

    def answer(first, other) -> bool:
        tried = directory.fixed(PRIVAS, nom="Le premier", kinds=KIND, **first)
        directory.fixed(PRIVAS, north=1, nom="L’autre", kinds=KIND, **other)
        directory.publish()
        made = maker.orientation(tried, sender[1], "Mission locale de l’Exemple", State.REFUSED, commune=PRIVAS)
        return bool(alternatives(session, case_of(session, made)))

    return answer


def only_for(*publics):
    return {"audience": "exclusif", "publics": list(publics)}


@pytest.mark.parametrize(
    ("first", "other", "proposed"),
    [
        (only_for("jeunes"), only_for("jeunes", "etudiants"), True),
        (only_for("jeunes", "etudiants"), only_for("jeunes"), False),
        ({"age_min": 16, "age_max": 25}, {"age_min": 18}, False),
        ({"age_min": 16, "age_max": 25}, {"age_min": 16, "age_max": 30}, True),
        ({"age_min": 16, "age_max": 25}, {}, True),
        ({"gender": "femmes"}, {"gender": "femmes"}, True),
        ({}, {"family": "familles"}, False),
    ],
)
def test_the_other_receives_everybody_whom_the_first_does(is_proposed, first, other, proposed):
    assert is_proposed(first, other) is proposed
