"""Taking a merge back: what it changed, and only that."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.directory import services
from app.directory.duplicates import merging
from app.directory.models import DuplicatePair, LocalEdit, Service, Structure
from app.directory.rules import PairState
from tests.directory.duplicates.random_directories import chance, edit, two_structures
from tests.directory.duplicates.snapshots import differences, snapshot
from tests.support.dataset import load_town_halls

pytestmark = pytest.mark.usefixtures("monday")
SEEDS, MANY = range(12), range(40)


def rows(session):
    session.expire_all()
    return snapshot(session.connection())


@pytest.mark.parametrize("seed", SEEDS)
def test_a_merge_taken_back_leaves_every_row_as_it_was_index_included(seed, directory, session, pair, unmerge):
    one, other = two_structures(directory, chance(seed))
    made = pair(one, other)
    before = rows(session)
    with unit_of_work(session):
        merging.merge(session, made, keep=chance(seed).choice((one, other)).id)

    assert differences(before, rows(session))
    unmerge(made)
    assert differences(before, rows(session)) == {}


def test_merges_by_chance_meet_everything_that_a_merge_does(directory, session, pair):
    touched, extras = set(), set()
    for seed in MANY:
        one, other = two_structures(directory, chance(seed))
        made = pair(one, other)
        with unit_of_work(session):
            merging.merge(session, made, keep=chance(seed).choice((one, other)).id)
        touched |= {(change["table"], name) for change in made.undo["changes"] for name in change["before"]}
        extras |= {"kinds"} if made.undo["kinds"] else set()
    extras |= {edit.edited_by for edit in session.scalars(select(LocalEdit))}

    assert extras == {"kinds", "fusion"}
    assert touched >= {
        ("structure", "merged_into_id"), ("structure", "is_protected"), ("structure", "telephone"), ("structure", "latitude"),
        ("structure", "reseaux_porteurs"), ("service", "structure_id"), ("service", "merged_into_id"), ("service", "is_protected"),
        ("service", "through_siao"), ("service", "folded"), ("service", "telephone"), ("location", "hours_id"),
        ("temporary_info", "structure_id"), ("temporary_info", "service_id"), ("service", "receives_orientations"),
    }  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_written_since_a_merge_is_kept_and_the_rest_is_as_before(seed, directory, session, pair, unmerge):
    random = chance(seed)
    one, other = two_structures(directory, random)
    made = pair(one, other)
    before = rows(session)
    with unit_of_work(session):
        merging.merge(session, made, keep=random.choice((one, other)).id)

    written = {}
    with unit_of_work(session):
        for structure in (one, other):
            written |= write(structure, ("telephone", "description", "courriel"), random)
        for service in session.scalars(select(Service).order_by(Service.id)).all():
            written |= write(service, ("telephone", "nom", "description"), random)
        services.publish(session, session.scalars(select(Service)).all())
    unmerge(made)

    after = rows(session)
    changed = {key: value for key, value in differences(before, after).items() if is_told(key)}
    assert {key: now for key, (_was, now) in changed.items()}.items() <= written.items()
    assert {key: value for key, value in written.items() if after[key[:2]][key[2]] != value} == {}
    for service in session.scalars(select(Service)):
        assert service.folded == services.folded_words(service.nom, service.structure.nom, service.description)


def is_told(key):
    """Whether a difference is of what people write: not of what is made from it, nor of the mark that a field was written here."""
    return key[0] not in ("search_entry", "local_edit") and key[-1] != "folded"


def write(row, fields, random):
    """Write some fields by chance; return them by table, number and name."""
    chosen = {name: f"écrit depuis {random.random()}" for name in fields if random.random() < 0.4}
    for name, value in chosen.items():
        setattr(row, name, value)
    return {(row.__tablename__, row.id, name): value for name, value in chosen.items()}


def test_what_upstream_said_since_of_a_field_that_the_merge_filled_comes_to_light(directory, session, merge, unmerge):
    kept, lost = directory.structure(dataset="data-inclusion"), directory.structure(telephone="04 75 00 00 02")
    directory.publish()
    made = merge(kept, lost)
    with unit_of_work(session):
        held = session.scalars(select(LocalEdit)).one()
        held.proposed, held.proposed_at = "04 75 00 00 09", utc_now()

    unmerge(made)

    assert (kept.telephone, session.scalars(select(LocalEdit)).all()) == ("04 75 00 00 09", [])


def test_somebody_who_confirms_what_a_merge_wrote_is_heard(directory, session, merge, unmerge, monday):
    kept, lost = directory.structure(), directory.structure(telephone="04 75 00 00 02", courriel="a@lefil.example")
    directory.publish()
    made = merge(kept, lost)
    monday.shift(timedelta(minutes=1))
    with unit_of_work(session):
        session.add(edit(kept, "telephone"))

    unmerge(made)

    assert (kept.telephone, kept.courriel) == ("04 75 00 00 02", "")


def test_a_service_deleted_or_moved_since_is_left_where_it_is(directory, session, merge, unmerge):
    kept, elsewhere = directory.structure(), directory.structure()
    gone, moved = directory.fixed(nom="Douche"), None
    moved = directory.fixed(nom="Repas", kinds=("restaurant-solidaire",), structure=gone.structure)
    directory.publish()
    lost = gone.structure
    made = merge(kept, lost)
    with unit_of_work(session):
        session.delete(gone)
        moved.structure = elsewhere

    unmerge(made)

    assert (moved.structure_id, lost.merged_into_id, lost.services) == (elsewhere.id, None, [])


def test_a_kind_that_came_with_the_merge_goes_with_it_unless_an_import_says_it_too(directory, session, merge, unmerge, find):
    one = directory.fixed(nom="Accueil", kinds=("accueil-de-jour",))
    double = directory.fixed(nom="Accueil", kinds=("accueil-de-jour", "douche", "laverie"))
    directory.publish()
    made = merge(one.structure, double.structure)
    with unit_of_work(session):
        next(kind for kind in one.kinds if kind.kind == "laverie").position = 7

    unmerge(made)

    assert [kind.kind for kind in one.kinds] == ["accueil-de-jour", "laverie"]


@pytest.mark.parametrize("keeps_hall", [True, False])
def test_a_town_hall_and_its_double_part_as_they_met(keeps_hall, directory, session, pair, unmerge):
    load_town_halls(session, ["07186"])
    hall = session.scalars(select(Structure)).one()
    directory.fixed("07186", nom="Domiciliation", kinds=("domiciliation",), structure=directory.structure(nom="CCAS"))
    directory.fixed("07186", nom="Mairie de Privas", kinds=("domiciliation",), structure=(ccas := directory.structure(nom="CCAS")))
    directory.publish()
    made = pair(hall, ccas)
    before = rows(session)
    with unit_of_work(session):
        merging.merge(session, made, keep=hall.id if keeps_hall else ccas.id)

    unmerge(made)

    assert differences(before, rows(session)) == {}


def test_a_dismissed_pair_that_was_merged_after_all_is_dismissed_again(directory, session, pair, unmerge, monday):
    one, other = directory.structure(), directory.structure()
    directory.publish()
    made = pair(one, other)
    with unit_of_work(session):
        merging.dismiss(session, made)
    session.expire_all()
    decided_at = made.decided_at
    monday.shift(timedelta(days=1))
    with unit_of_work(session):
        merging.merge(session, made, keep=one.id)
    unmerge(made)

    session.expire_all()
    assert session.scalars(select(DuplicatePair)).one() is made
    assert (made.state, made.decided_at, made.undo) == (PairState.DISMISSED, decided_at, {})
