"""What a merge makes of two structures."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.core.clock import today
from app.core.errors import NotThere
from app.core.unit_of_work import unit_of_work
from app.directory import queries, services
from app.directory.duplicates import merging
from app.directory.models import LocalEdit, Service, TemporaryInfo
from app.directory.rules import Audience, PairState
from tests.support.factories import GRENOBLE, VALENCE

pytestmark = pytest.mark.usefixtures("monday")


def test_the_kept_structure_takes_the_services_that_it_does_not_have(directory, session, merge, find):
    kept = directory.fixed(nom="Le repas", kinds=("restaurant-solidaire",)).structure
    other = directory.fixed(nom="La douche", kinds=("douche",))
    lost = other.structure
    directory.publish()
    before = queries.version(session)

    made = merge(kept, lost)

    assert {service.nom for service in kept.services} == {"Le repas", "La douche"}
    assert (lost.services, lost.merged_into_id, made.state) == ([], kept.id, PairState.MERGED)
    assert (other.structure, other.merged_into_id) == (kept, None)
    assert set(find(commune=GRENOBLE).names) == {"Le repas", "La douche"}
    assert queries.version(session) > before


def test_one_service_listed_twice_is_found_once(directory, merge, find):
    one = directory.fixed(nom="Point conseil budget", kinds=("pcb",))
    twice = directory.fixed(nom="PCB – point conseil budget", kinds=("pcb",))
    directory.publish()
    assert len(find(type="pcb", commune=GRENOBLE).names) == 2

    merge(one.structure, twice.structure)

    assert find(type="pcb", commune=GRENOBLE).names == ["Point conseil budget"]
    assert twice.merged_into_id == one.id


@pytest.mark.parametrize(
    "other",
    [
        {"commune": VALENCE},
        {"kinds": ("douche",), "nom": "La douche"},
        {"gender": "femmes"},
        {"age_min": 18},
        {"organisations_only": True},
        {"audience": Audience.EXCLUSIVE, "publics": ["femmes"]},
    ],
    ids=lambda other: next(iter(other)),
)
def test_services_that_differ_for_somebody_stay_two(directory, merge, other):
    one = directory.fixed(nom="Accueil de jour")
    two = directory.fixed(**{"nom": "Accueil de jour", **other})
    directory.publish()

    merge(one.structure, two.structure)

    assert two.merged_into_id is None
    assert two.structure_id == one.structure_id


def test_each_service_is_at_most_one_of_the_others(directory, merge):
    kept = directory.fixed(nom="Colis alimentaires", kinds=("aide-alimentaire",)).structure
    lost = directory.structure()
    basket = directory.fixed(nom="Colis alimentaire", kinds=("aide-alimentaire",), structure=lost)
    shop = directory.fixed(nom="Colis alimentaires d’urgence", kinds=("aide-alimentaire",), structure=lost)
    directory.publish()

    merge(kept, lost)

    assert basket.merged_into_id == kept.services[0].id
    assert (shop.merged_into_id, shop.structure) == (None, kept)


def test_what_is_empty_is_filled_and_what_is_known_is_kept(directory, merge):
    kept = directory.structure(telephone="04 75 00 00 01", code_insee=GRENOBLE)
    lost = directory.structure(
        telephone="04 75 00 00 02",
        courriel="a@lefil.example",
        adresse="1 rue de l’Exemple",
        code_insee=GRENOBLE,
        latitude=45.0,
        longitude=5.0,
    )
    directory.publish()

    merge(kept, lost)

    assert (kept.telephone, kept.courriel, kept.adresse) == ("04 75 00 00 01", "a@lefil.example", "1 rue de l’Exemple")
    assert (kept.latitude, kept.longitude) == (45.0, 5.0)


def test_an_address_is_not_filled_with_that_of_another_commune(directory, merge):
    kept = directory.structure(code_insee=GRENOBLE)
    lost = directory.structure(adresse="1 rue de l’Exemple", code_insee=VALENCE, latitude=44.9, longitude=4.9)
    directory.publish()

    merge(kept, lost)

    assert (kept.adresse, kept.code_insee, kept.latitude) == ("", GRENOBLE, None)


def test_a_field_that_a_merge_filled_is_left_alone_by_imports_and_one_emptied_here_is_not_filled(directory, session, merge):
    kept = directory.structure(dataset="data-inclusion")
    lost = directory.structure(telephone="04 75 00 00 02", courriel="a@lefil.example")
    directory.publish()
    with unit_of_work(session):
        session.add(LocalEdit(structure_id=kept.id, field="courriel", upstream="old", edited_at=merging.utc_now(), edited_by="gestion"))

    merge(kept, lost)

    edits = {edit.field: edit for edit in session.scalars(select(LocalEdit).where(LocalEdit.structure_id == kept.id))}
    assert (kept.telephone, kept.courriel) == ("04 75 00 00 02", "")
    assert edits.keys() == {"telephone", "courriel"}
    assert (edits["telephone"].upstream, edits["telephone"].edited_by) == ("", "fusion")


def test_a_service_gains_the_hours_and_the_kinds_that_only_its_double_knew(directory, merge, find):
    one = directory.fixed(nom="Accueil", kinds=("accueil-de-jour",), hours="")
    double = directory.fixed(nom="Accueil", kinds=("accueil-de-jour", "douche"), telephone="04 75 00 00 02")
    directory.publish()

    merge(one.structure, double.structure)

    assert one.telephone == "04 75 00 00 02"
    assert find(type="douche", commune=GRENOBLE).names == ["Accueil"]
    assert find(commune=GRENOBLE).cards[0].state == "open"


def test_what_was_announced_is_still_announced_and_once(directory, session, merge, client):
    one = directory.fixed(nom="Accueil")
    double = directory.fixed(nom="Accueil")
    day = today()
    for subject in (one, double, double.structure):
        directory.temporarily(subject, "closure", day, day + timedelta(days=3), message="Fermé pour travaux.")
    directory.temporarily(double, "message", day, day + timedelta(days=3), message="Entrée par la cour.")
    directory.publish()

    merge(one.structure, double.structure)

    of_structure = session.scalars(select(TemporaryInfo.structure_id).where(TemporaryInfo.structure_id.is_not(None))).all()
    page = client.get(f"/services/{one.id}").text
    assert of_structure == [one.structure_id]
    assert "Entrée par la cour." in page
    assert len(session.scalars(select(TemporaryInfo).where(TemporaryInfo.service_id == one.id)).all()) == 2


def test_a_new_service_of_a_merged_structure_belongs_to_the_one_that_was_kept(directory, session, merge, unmerge):
    kept, lost = directory.structure(), directory.structure()
    directory.publish()

    made = merge(kept, lost)

    assert merging.canonical(session, lost.id) == merging.canonical(session, kept.id) == kept.id
    unmerge(made)
    assert merging.canonical(session, lost.id) == lost.id


def test_an_import_that_writes_merged_rows_again_does_not_bring_them_back(directory, session, merge, find, client):
    one, double = directory.fixed(nom="Accueil"), directory.fixed(nom="Accueil")
    directory.publish()
    merge(one.structure, double.structure)

    with unit_of_work(session):
        double.nom, double.date_maj = "Accueil rénové", date(2026, 1, 1)
        services.publish(session, [double])

    assert find(commune=GRENOBLE).names == ["Accueil"]
    assert client.get(f"/services/{double.id}").status_code == 301


def test_chains_and_circles_are_refused(directory, session, pair, merge):
    first, second, third = (directory.structure() for _ in range(3))
    directory.publish()
    merge(second, first)
    link, again, back = pair(second, third), pair(first, third), pair(first, first)

    with pytest.raises(merging.OthersWereMergedHere):
        merging.merge(session, link, keep=third.id)
    with pytest.raises(merging.AlreadyMerged):
        merging.merge(session, again, keep=first.id)
    with pytest.raises(merging.AlreadyMerged):
        merging.merge(session, again, keep=third.id)
    with pytest.raises(merging.NotOfThePair):
        merging.merge(session, back, keep=first.id)
    merging.merge(session, link, keep=second.id)
    assert third.merged_into_id == second.id


def test_what_makes_no_sense_is_refused(directory, session, pair):
    one, other, stranger = (directory.structure() for _ in range(3))
    directory.publish()
    made = pair(one, other)

    with pytest.raises(merging.NotOfThePair):
        merging.merge(session, made, keep=stranger.id)
    with pytest.raises(merging.NotMerged):
        merging.unmerge(session, made)
    with pytest.raises(NotThere):
        merging.pair(session, made.id + 1)
    merging.merge(session, made, keep=other.id)
    for refused in (lambda: merging.dismiss(session, made), lambda: merging.merge(session, made, keep=one.id)):
        with pytest.raises(merging.AlreadyMerged):
            refused()


def test_the_last_merge_into_a_structure_is_the_first_to_be_taken_back(directory, session, merge, unmerge, monday):
    kept, first, second = (directory.structure() for _ in range(3))
    directory.publish()
    older = merge(kept, first)
    monday.shift(60)
    newer = merge(kept, second)

    with pytest.raises(merging.LaterMergeStands) as refused:
        merging.unmerge(session, older)
    assert refused.value.pair_id == newer.id
    unmerge(newer)
    unmerge(older)
    assert (first.merged_into_id, second.merged_into_id) == (None, None)
    assert session.scalars(select(Service.id).where(Service.merged_into_id.is_not(None))).all() == []
