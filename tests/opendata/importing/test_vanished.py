from sqlalchemy import select

from app.directory.models import IndexEntry, Service, Structure
from tests.opendata.importing.records_given import LYON, service, structure


def vanished(session, model=Service):
    session.expire_all()
    return sorted(session.scalars(select(model.source_id).where(model.vanished_at.is_not(None))))


def test_what_upstream_does_not_say_any_more_is_marked_and_stays(national, session, find):
    national([structure(1), structure(2)], [service(1), service(2, of=2)])

    work = national([structure(1)], [service(1)])

    assert vanished(session) == ["dora--service-2"]
    assert vanished(session, Structure) == ["dora--2"]
    assert (work.tallies["services"].vanished, work.tallies["structures"].vanished) == (1, 1)
    assert "Distribution alimentaire 2" in find(q="aide alimentaire", commune="38185").names


def test_it_ranks_after_what_upstream_still_says(national, session):
    national([structure(1)], [service(1), service(2)])
    national([structure(1)], [service(1)])

    fresh = dict(session.execute(select(IndexEntry.service_id, IndexEntry.fresh).distinct()).all())
    numbers = dict(session.execute(select(Service.source_id, Service.id)).all())
    assert fresh[numbers["dora--service-2"]] == 0 < fresh[numbers["dora--service-1"]]


def test_what_comes_back_is_marked_no_more(national, session):
    records = [structure(1)], [service(1), service(2)]
    national(*records)
    national([structure(1)], [service(1)])

    work = national(*records)

    assert vanished(session) == []
    assert work.tallies["services"].returned == 1


def test_what_comes_back_changed_is_marked_no_more(national, session):
    national([structure(1)], [service(1), service(2)])
    national([structure(1)], [service(1)])

    national([structure(1)], [service(1), service(2, nom="Un autre nom")])

    assert vanished(session) == []


def test_an_import_of_some_departements_says_nothing_of_the_others(national, session):
    national([structure(1), structure(2, **LYON)], [service(1), service(2, of=2, **LYON)])

    national([structure(1)], [service(1)], departements=["38"])

    assert vanished(session) == []


def test_a_file_that_leaves_out_too_much_is_not_believed(national, session):
    services = [service(number) for number in range(1, 101)]
    national([structure()], services)

    work = national([structure()], services[:40])

    assert vanished(session) == []
    assert (work.disbelieved.missing, work.disbelieved.known) == (60, 100)
    assert work.tallies["services"].vanished == 0


def test_it_is_believed_when_somebody_says_so(national, session):
    services = [service(number) for number in range(1, 101)]
    national([structure()], services)

    national([structure()], services[:40], believes=True)

    assert len(vanished(session)) == 60


def test_what_was_written_here_never_vanishes(national, session, directory):
    directory.fixed(kinds=("pcb",))
    directory.publish()

    national([structure()], [service()])

    assert vanished(session) == []


def test_a_dry_run_counts_what_would_vanish_and_marks_nothing(national, session):
    national([structure(1)], [service(1), service(2)])

    work = national([structure(1)], [service(1)], is_dry=True)

    assert work.tallies["services"].vanished == 1
    assert vanished(session) == []


def test_a_line_that_is_refused_has_not_vanished(national, session):
    national([structure(1)], [service(1), service(2)])

    work = national([structure(1)], [service(1), service(2, nom="")])

    assert work.tallies["services"].remarks == {"refusée": 1}
    assert vanished(session) == []


def test_the_services_of_a_structure_that_is_refused_have_not_vanished(national, session):
    national([structure(1), structure(2)], [service(1), service(2, of=2)])

    national([structure(1), structure(2, nom="")], [service(1), service(2, of=2)])

    assert vanished(session) == []
    assert vanished(session, Structure) == []
