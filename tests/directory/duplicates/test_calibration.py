"""The score against what a careful person would decide."""

import pytest

from app.directory.duplicates.profiles import Profile, are_alike, compare
from app.directory.duplicates.rules import PROPOSED_FROM, Reason, reasons, score
from tests.directory.duplicates.pairs import HERE, NEXT_DOOR, ONE, PHONE, PLACE, RUE, SIRET, TWO, Written


def names(table):
    return [name for name, _one, _other in table]


@pytest.mark.parametrize(("_name", "one", "other"), ONE, ids=names(ONE))
def test_one_structure_written_twice_is_proposed(_name, one, other):
    assert score(compare(Profile.of(one), Profile.of(other))) >= PROPOSED_FROM
    assert are_alike(Profile.of(one), Profile.of(other))


@pytest.mark.parametrize(("_name", "one", "other"), TWO, ids=names(TWO))
def test_two_structures_are_not_proposed(_name, one, other):
    assert score(compare(Profile.of(one), Profile.of(other))) < PROPOSED_FROM
    assert are_alike(Profile.of(one), Profile.of(other)) is None


@pytest.mark.parametrize(("_name", "one", "other"), ONE + TWO, ids=names(ONE + TWO))
def test_a_score_does_not_depend_on_who_comes_first(_name, one, other):
    first, second = Profile.of(one), Profile.of(other)

    assert score(compare(first, second)) == score(compare(second, first))


def test_the_table_is_large_enough_to_mean_something():
    assert len(ONE) + len(TWO) >= 40


def test_reasons_say_what_is_shared_and_nothing_else():
    everything = {"telephone": PHONE, "courriel": "a@lefil.example", "site_web": "https://www.lefil.example/", "siret": SIRET}
    one, other = Written("Le Fil", RUE, point=HERE, **everything), Written("Le Fil", RUE, point=NEXT_DOOR, **everything)
    lodger = Written("La Ruche", PLACE, point=NEXT_DOOR)

    assert set(reasons(compare(Profile.of(one), Profile.of(other)))) == set(Reason)
    assert reasons(compare(Profile.of(one), Profile.of(lodger))) == (Reason.POINT,)
