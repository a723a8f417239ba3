"""Versions: each brings back exactly what it remembers."""

from datetime import date, timedelta
from random import Random

import pytest

from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.directory import history
from app.directory.duplicates import merging
from app.directory.editing import edit, edits_of, follow
from app.directory.fields import agrees, field_of, reading, snapshot
from app.directory.history import Author
from app.directory.models import DuplicatePair, Location, Service, Structure
from app.directory.rules import Origin
from app.listings.services.restoring import restore
from tests.support.factories import GRENOBLE, LYON_7, VALENCE

AUTHOR = Author(Origin.ASSOCIATION, "association", 1)
SEEDS = range(6)
FIRST = date(2026, 11, 23)
HOURS = (["Mo-Fr 09:00-12:00", ""], ["24/7", ""], ["", "le matin"], ["Tu 09:00-12:00", "", "Mo-Su off", "A"], ["", ""])


def announcement(random):
    starts = FIRST + timedelta(days=random.randrange(60))
    ends = starts + timedelta(days=random.randrange(20))
    kind = random.choice(("closure", "hours", "message"))
    return {"kind": kind, "starts": starts, "ends": ends, "expression": "Mo 10:00-11:00" if kind == "hours" else "", "message": "Un mot."}


def site(random):
    return {
        "role": random.choice(("fixe", "arret")), "nom": f"Lieu {random.randrange(9)}", "complement_adresse": "",
        "adresse": f"{random.randrange(90)} rue de l’Exemple", "code_postal": "38000", "commune": "Grenoble", "code_insee": GRENOBLE,
        "latitude": 45.1 + random.random() / 10, "longitude": 5.7, "starts": None, "ends": random.choice((None, "2027-01-31")),
        "hours": random.choice((None, ["Mo 09:00-10:00", "", "", "A"], ["Mo 09:00-10:00", "", "Mo-Su off", "B"])),
    }  # fmt: skip


def of_service(random):
    """Some change of any field of a service."""
    return random.choice((
        {"nom": f"Nom {random.randrange(99)}", "description": random.choice(("", "Un repas chaud."))},
        {"kinds": random.sample(["accueil-de-jour", "domiciliation", "pcb", "douche"], random.randrange(1, 4)), "guessed": []},
        {"guessed": ["accueil-de-jour"]},
        {"hours": random.choice(HOURS)},
        {"place": None},
        {"place": {"adresse": "3 rue d’Ici", "complement_adresse": "", "code_postal": "26000", "commune": "Valence", "code_insee": VALENCE,
                   "latitude": 44.93, "longitude": 4.89}},
        {"sites": [site(random) for _ in range(random.randrange(4))]},
        {"areas": [["departement", code] for code in random.sample(["07", "26", "38"], random.randrange(3))]},
        {"coverage": [["commune", code] for code in random.sample([GRENOBLE, VALENCE, LYON_7], random.randrange(3))]},
        {"temporary": [announcement(random) for _ in range(random.randrange(3))]},
        {"age_min": random.choice((None, 18)), "audience": random.choice(("inconditionnel", "exclusif"))},
        {"animals": random.choice((None, True, False)), "documents": random.choice(([], ["Une carte."]))},
        {"date_maj": random.choice((None, date(2026, 5, 1)))},
    ))  # fmt: skip


def of_structure(random):
    """Some change of any field of a structure."""
    return random.choice((
        {"nom": f"Nom {random.randrange(99)}"},
        {"telephone": f"04 65 71 00 {random.randrange(10, 99)}", "site_web": random.choice(("", "https://www.exemple.fr"))},
        {"adresse": "4 rue de l’Exemple", "latitude": 45.2, "longitude": 5.7, "is_protected": random.choice((True, False))},
        {"temporary": [announcement(random) for _ in range(random.randrange(3))]},
        {"reseaux_porteurs": random.choice(([], ["france-travail"]))},
    ))  # fmt: skip


def upstream(session, subject, random):
    """An import says something of it."""
    said = {"nom": f"Là-bas {random.randrange(9)}", "telephone": f"04 65 71 01 {random.randrange(10, 99)}"}
    if isinstance(subject, Service):
        said |= {"hours": random.choice(HOURS[:2]), "areas": [["departement", "69"]]}
    follow(session, subject, said, edits_of(session, [subject]), utc_now())


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("model", [Service, Structure])
def test_every_version_comes_back_exactly(model, seed, session, directory):
    random, changes = Random(seed), of_service if model is Service else of_structure  # noqa: S311 - a repeatable choice
    made = directory.itinerant(
        directory.place(GRENOBLE), directory.stop(VALENCE, hours="Tu 10:00-12:00", starts=FIRST, ends=FIRST + timedelta(days=30)),
        dataset="data-inclusion", structure=directory.structure(dataset="data-inclusion"),
    )  # fmt: skip
    directory.publish()
    number = made.id if model is Service else made.structure_id
    for _ in range(12):
        with unit_of_work(session):
            subject = session.get_one(model, number)
            if random.random() < 0.3:
                upstream(session, subject, random)
            else:
                edit(session, subject, changes(random), AUTHOR)
    versions = history.revisions(session, session.get_one(model, number))
    assert len(versions) > 3

    for version in random.sample(list(versions), 3):
        wanted = version.values
        with unit_of_work(session):
            restore(session, model, number, version.id, AUTHOR)
        session.expire_all()
        subject = session.get_one(model, number)
        assert snapshot(subject) == wanted
        assert history.revisions(session, subject)[0].values == wanted


def test_a_version_of_something_else_is_nowhere(session, directory):
    one, other = directory.fixed(), directory.fixed()
    directory.publish()
    with unit_of_work(session):
        edit(session, one, {"nom": "Un autre nom"}, AUTHOR)
    version = history.revisions(session, one)[0].id

    with pytest.raises(history.NotThere), unit_of_work(session):
        restore(session, Service, other.id, version, AUTHOR)
    with pytest.raises(history.NotThere), unit_of_work(session):
        restore(session, Structure, one.structure_id, version, AUTHOR)


@pytest.mark.parametrize(
    ("said", "here", "is_same"),
    [
        (["24/7", ""], ["24/7", ""], True),
        (["24/7", ""], ["24/7", "", "Mo-Su off", "A"], True),
        (["24/7", "", "", "A"], ["24/7", ""], True),
        (["24/7", "", "Mo-Su off", "A"], ["24/7", ""], False),
        (["24/7", "", "", "A"], ["24/7", "", "Mo-Su off", "A"], False),
        (["24/7", "", "Mo-Su off", "B"], ["24/7", "", "Mo-Su off", "A"], False),
        (["Mo 09:00-10:00", ""], ["24/7", ""], False),
    ],
)
def test_upstream_says_nothing_of_school_holidays(said, here, is_same):
    assert agrees("hours", said, here) is is_same


def test_an_import_leaves_the_school_holidays_that_were_written_here(session, directory):
    service = directory.fixed(dataset="data-inclusion", hours="Mo 09:00-10:00")
    directory.publish()
    with unit_of_work(session):
        field_of(service, "hours").write(session, service, ["Mo 09:00-10:00", "", "Mo-Su off", "A"])

    assert follow(session, service, {"hours": ["Mo 09:00-10:00", ""]}, [], utc_now()) is False
    assert follow(session, service, {"hours": ["Tu 09:00-10:00", ""]}, [], utc_now()) is True
    assert reading(field_of(service, "hours").read(service)) == ["Tu 09:00-10:00", "", "Mo-Su off", "A"]


def test_stops_are_rows_used_again(session, directory):
    service = directory.itinerant(directory.stop(GRENOBLE, hours="Tu 10:00-12:00"), directory.stop(VALENCE, hours="We 10:00-12:00"))
    directory.publish()
    numbers = [place.id for place in service.locations]
    with unit_of_work(session):
        edit(session, service, {"sites": list(reversed(snapshot(service)["sites"]))}, AUTHOR)

    assert [place.id for place in service.locations] == numbers
    assert [place.code_insee for place in service.locations] == [VALENCE, GRENOBLE]
    assert session.query(Location).count() == 2


def test_a_merge_and_its_undoing_are_versions(session, directory):
    kept, lost = (directory.structure(nom="Le Phare de l’Exemple", description=words) for words in ("", "Un toit pour la nuit."))
    directory.fixed(structure=kept, telephone="04 65 71 00 01")
    directory.fixed(structure=lost, nom="Un tout autre service", kinds=("pcb",))
    directory.publish()
    with unit_of_work(session):
        pair = DuplicatePair(first_id=min(kept.id, lost.id), second_id=max(kept.id, lost.id), score=0.9)
        session.add(pair)
    with unit_of_work(session):
        merging.merge(session, pair, keep=kept.id)
    assert [(row.origin, row.changed) for row in history.revisions(session, kept)] == [(Origin.MERGE, ["description"]), (Origin.FIRST, [])]

    with unit_of_work(session):
        merging.unmerge(session, pair)
    first, last = history.revisions(session, kept)[-1], history.revisions(session, kept)[0]
    assert (last.origin, last.values) == (Origin.MERGE, first.values)
