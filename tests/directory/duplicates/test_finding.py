"""Which pairs are proposed, and what becomes of them when one looks again."""

import pytest
from sqlalchemy import select

from app.core.unit_of_work import unit_of_work
from app.directory.duplicates import merging
from app.directory.duplicates.blocks import candidates
from app.directory.duplicates.finding import find
from app.directory.duplicates.profiles import Profile
from app.directory.models import DuplicatePair, Structure
from app.directory.rules import PairState
from tests.directory.duplicates.pairs import ONE, PHONE, Written
from tests.support.dataset import load_town_halls

ADDRESS = {"code_insee": "07186", "commune": "Privas", "code_postal": "07000", "adresse": "12 rue des Exemples"}


def add(session, *described) -> list[Structure]:
    made = [
        Structure(**{"source": "a", "source_id": str(number), **ADDRESS, **given})
        for number, given in enumerate(described, len(session.scalars(select(Structure.id)).all()))
    ]
    with unit_of_work(session):
        session.add_all(made)
    return made


def look(session) -> int:
    with unit_of_work(session):
        return find(session)


def pairs(session) -> list[DuplicatePair]:
    return session.scalars(select(DuplicatePair).order_by(DuplicatePair.id)).all()


def test_one_structure_from_two_sources_is_proposed_with_its_reasons(session):
    one, other, _lodger = add(session, {"nom": "Le Fil"}, {"nom": "Association LE FIL", "source": "b"}, {"nom": "La Ruche"})

    assert look(session) == 1
    (pair,) = pairs(session)
    assert (pair.first_id, pair.second_id, pair.state) == (one.id, other.id, PairState.PROPOSED)
    assert pair.reasons == ["name", "address"]
    assert pair.score >= 0.75


def test_looking_again_changes_nothing(session):
    add(session, {"nom": "Le Fil"}, {"nom": "Le Fil"}, {"nom": "Fil"})
    first = look(session)
    before = [(pair.id, pair.score, pair.reasons, pair.state) for pair in pairs(session)]

    assert first == 3
    assert look(session) == 0
    assert [(pair.id, pair.score, pair.reasons, pair.state) for pair in pairs(session)] == before


def test_a_proposal_that_no_longer_holds_is_forgotten(session):
    _one, other = add(session, {"nom": "Le Fil"}, {"nom": "Le Fil"})
    look(session)
    with unit_of_work(session):
        other.nom = "La Ruche"

    assert look(session) == 0
    assert pairs(session) == []


def test_a_proposal_follows_what_is_known(session):
    one, other = add(session, {"nom": "Le Fil"}, {"nom": "Le Fil"})
    look(session)
    before = pairs(session)[0].score
    with unit_of_work(session):
        one.telephone = other.telephone = PHONE

    assert look(session) == 0
    assert pairs(session)[0].score > before
    assert "phone" in pairs(session)[0].reasons


def test_a_dismissed_pair_stays_dismissed_until_much_more_speaks_for_it(session):
    one, other = add(session, {"nom": "Halte", "telephone": PHONE}, {"nom": "Halte", "adresse": "", "telephone": PHONE})
    look(session)
    with unit_of_work(session):
        merging.dismiss(session, pairs(session)[0])
        pairs(session)[0].score = 0.8

    with unit_of_work(session):
        one.siret = other.siret = None
    assert look(session) == 0
    assert (pairs(session)[0].state, pairs(session)[0].score) == (PairState.DISMISSED, 0.8)

    with unit_of_work(session):
        one.siret = other.siret = "11111111100011"
    assert look(session) == 1
    assert (pairs(session)[0].state, pairs(session)[0].decided_at) == (PairState.PROPOSED, None)
    assert pairs(session)[0].score > 0.95


def test_a_dismissed_pair_that_is_no_longer_alike_is_remembered(session):
    _one, other = add(session, {"nom": "Le Fil"}, {"nom": "Le Fil"})
    look(session)
    with unit_of_work(session):
        merging.dismiss(session, pairs(session)[0])
        other.nom = "La Ruche"

    look(session)
    assert [pair.state for pair in pairs(session)] == [PairState.DISMISSED]


def test_merged_structures_and_examples_are_left_out(session):
    one, _other, _third = add(session, {"nom": "Le Fil"}, {"nom": "Le Fil"}, {"nom": "Le Fil", "is_example": True})
    look(session)
    with unit_of_work(session):
        merging.merge(session, pairs(session)[0], keep=one.id)
    add(session, {"nom": "Le Fil"})

    assert look(session) == 1
    assert [(pair.state, one.id in (pair.first_id, pair.second_id)) for pair in pairs(session)] == [
        (PairState.MERGED, True),
        (PairState.PROPOSED, True),
    ]


def test_a_telephone_of_many_structures_says_nothing(session):
    described = {"nom": "Le Fil", "adresse": "", "telephone": PHONE}
    add(session, described, described)
    assert look(session) == 1

    add(session, *({"nom": nom, "telephone": PHONE, "adresse": f"{number} rue Neuve"} for number, nom in enumerate("ABC", 1)))
    assert look(session) == 0
    assert pairs(session) == []


def test_default_town_halls_are_compared_with_imports_but_not_with_each_other(session):
    load_town_halls(session, ["07186", "07010", "26362", "38185"])
    assert look(session) == 0

    hall = session.scalars(select(Structure).where(Structure.code_insee == "07186")).one()
    same = {name: getattr(hall, name) for name in ("adresse", "code_postal", "commune", "code_insee", "telephone")}
    add(session, {"nom": "CCAS de Privas", **same})
    assert look(session) == 1
    assert hall.id in (pairs(session)[0].first_id, pairs(session)[0].second_id)


def test_each_pair_worth_comparing_comes_once_and_those_of_the_table_do():
    profiles = [Profile.of(written) for _name, one, other in ONE for written in (one, other)]
    met = [(first.id, second.id) for _share, first, second in candidates(profiles)]

    assert len(met) == len(set(met))
    assert [name for name, one, other in ONE if (one.id, other.id) not in met and not name.startswith("one letter")] == []


def test_only_structures_that_share_something_are_compared():
    strangers = [Written(f"Nom{number}", f"{number} rue {number}x", town="") for number in range(300)]

    assert list(candidates([Profile.of(written) for written in strangers])) == []


def test_a_word_that_everybody_bears_makes_no_comparison():
    many = [Written("Fil", f"1 rue Numéro{number}") for number in range(300)]

    assert list(candidates([Profile.of(written) for written in many])) == []


@pytest.mark.usefixtures("session")
def test_progress_goes_from_the_beginning_to_the_end(session):
    add(session, *({"nom": "Le Fil", "adresse": ""} for _ in range(120)))
    told = []
    with unit_of_work(session):
        find(session, told.append)

    assert told == sorted(told)
    assert (told[0], told[-1]) == (0, 1)
    assert len(told) > 2
