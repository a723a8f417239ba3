from collections import Counter

import pytest
from sqlalchemy import func, select

from app.core.database import Base
from app.core.unit_of_work import unit_of_work
from app.directory import queries
from app.directory.models import ImportRun, IndexEntry, Location, Service, ServiceKind, Structure
from tests.opendata.importing.records_given import GRENOBLE, LYON, NOWHERE, PARIS, service, structure
from tests.support.national_files import national as invented


def everything(session):
    """Every row of every table that an import writes, its own journal aside."""
    found = {}
    for table in Base.metadata.sorted_tables:
        if table.name != "import_run":
            found[table.name] = sorted(map(str, session.execute(select(table)).all()))
    session.rollback()
    return found


def one(session, name):
    return session.scalars(select(Service).where(Service.nom == name)).one()


def test_what_comes_in_is_found_by_the_search(national, find):
    national([structure()], [service(1), service(2, nom="Atelier cuisine")])

    page = find(q="aide alimentaire Grenoble")

    assert "Distribution alimentaire 1" in page.names
    assert page.understood == ["aide-alimentaire"]


def test_a_service_whose_kind_cannot_be_guessed_is_found_by_its_need(national, session, find):
    national([structure()], [service(nom="Permanence du mardi", type="information", thematiques=["sante--acces-aux-soins"])])

    assert one(session, "Permanence du mardi").main_kind == ""
    assert "Permanence du mardi" in find(besoin="se-soigner", commune="38185").names


def test_a_service_takes_the_place_and_hours_of_its_structure_where_it_says_none(national, session):
    national([structure(**LYON)], [service(**NOWHERE)])

    place = one(session, "Distribution alimentaire 1").locations[0]
    assert (place.code_insee, place.hours.expression) == ("69387", "Mo-Fr 09:00-17:00")


def test_a_service_given_at_a_distance_only_has_no_place(national, session):
    national([structure()], [service(modes_accueil=["a-distance"], zone_eligibilite=["38"])])

    assert one(session, "Distribution alimentaire 1").locations == []


def test_hours_that_cannot_be_read_are_kept_as_they_were_given(national, session):
    national([structure()], [service(horaires_accueil="le matin, sauf vacances")])

    hours = one(session, "Distribution alimentaire 1").locations[0].hours
    assert (hours.expression, hours.raw) == ("", "le matin, sauf vacances")


def test_guessed_kinds_are_marked_as_guesses(national, session):
    national([structure()], [service()])

    assert session.scalars(select(ServiceKind.is_guessed)).all() == [True]


def test_the_second_run_changes_nothing(national, session):
    records = _records(100)
    national(*records)
    before, version = everything(session), queries.version(session)

    again = national(*records)

    assert everything(session) == before
    assert queries.version(session) == version
    assert (again.tallies["services"].added, again.tallies["services"].changed) == (0, 0)
    assert again.tallies["services"].unchanged == 100


def _records(count):
    structures, services = invented(count)
    return list(structures), list(services)


def test_another_order_of_lines_and_of_lists_changes_nothing(national, session):
    structures, services = _records(40)
    national(structures, services)
    before = everything(session)

    turned = [{**record, "thematiques": record["thematiques"][::-1]} for record in services[::-1]]
    national(structures[::-1], turned)

    assert everything(session) == before


def test_what_changed_upstream_changes_here(national, session, find):
    national([structure()], [service()])

    work = national([structure(telephone="04 65 71 00 99")], [service(nom="Repas partagés", **LYON)])

    assert work.tallies["services"].changed == 1
    assert session.scalars(select(Structure.telephone)).all() == ["04 65 71 00 99"]
    assert "Repas partagés" in find(q="aide alimentaire Lyon 7").names
    assert [place.code_insee for place in one(session, "Repas partagés").locations] == ["69387"]


def test_a_name_of_a_structure_that_changes_is_looked_for_under_its_new_name(national, find):
    national([structure()], [service()])
    national([structure(nom="Le Phare de l’Exemple")], [service()])

    assert "Distribution alimentaire 1" in find(q="phare", commune="38185").names


def test_the_kinds_of_a_service_that_changes_are_guessed_again(national, session):
    national([structure()], [service()])
    national(
        [structure()],
        [
            service(
                nom="Point conseil budget", thematiques=["difficultes-financieres--ameliorer-sa-gestion-budgetaire"], type="accompagnement"
            )
        ],
    )

    assert [kind.kind for kind in one(session, "Point conseil budget").kinds] == ["pcb"]


def test_a_service_that_moves_to_another_structure_moves_here(national, session):
    national([structure(1), structure(2)], [service()])
    national([structure(1), structure(2)], [service(of=2)])

    assert one(session, "Distribution alimentaire 1").structure.source_id == "dora--2"


def test_the_structure_of_a_service_given_here_comes_along_wherever_it_is(national, session):
    work = national(
        [structure(1, **PARIS), structure(2, **PARIS)], [service(modes_accueil=["a-distance"], zone_eligibilite=["38"], **NOWHERE)]
    )

    assert one(session, "Distribution alimentaire 1").structure.source_id == "dora--1"
    assert session.scalars(select(Structure.source_id)).all() == ["dora--1"]
    assert work.tallies["structures"].added == 1


def test_a_service_without_its_structure_is_refused_and_said(national, session):
    work = national([structure(2)], [service(of=1)])

    assert work.tallies["services"].remarks == {"refusée": 1}
    assert session.scalar(select(func.count(Service.id))) == 0


def test_the_second_of_two_lines_with_one_identifier_is_refused(national, session):
    work = national([structure()], [service(nom="Le premier"), service(nom="Le second")])

    assert work.tallies["services"].remarks == {"refusée": 1}
    assert session.scalars(select(Service.nom)).all() == ["Le premier"]


def test_only_the_departements_asked_for_come_in(national, session):
    national([structure(1), structure(2, **LYON)], [service(1), service(2, of=2, **LYON)], departements=["38"])

    assert session.scalars(select(Service.source_id)).all() == ["dora--service-1"]


def test_a_dry_run_counts_and_writes_nothing(national, session):
    before = everything(session)

    work = national([structure()], [service(1), service(2)], is_dry=True)

    assert (work.tallies["structures"].added, work.tallies["services"].added) == (1, 2)
    assert everything(session) == before
    assert session.scalar(select(func.count(ImportRun.id))) == 0


def test_persons_named_upstream_are_not_taken(national, session):
    national([structure()], [service(contact_nom_prenom="Prénom Exemple")])

    assert one(session, "Distribution alimentaire 1").contact_nom_prenom == ""


@pytest.mark.parametrize("count", [1, 3])
def test_each_entry_of_the_index_is_what_the_directory_itself_would_write(national, session, count):
    from app.directory.indexing import reindex

    national(*_records(150 * count))
    columns = [IndexEntry.__table__]
    written = sorted(map(tuple, session.execute(select(*columns))))
    with unit_of_work(session):
        reindex(session, session.scalars(select(Service.id)).all())

    assert sorted(map(tuple, session.execute(select(*columns)))) == written
    assert len(written) > 150


def test_what_is_written_in_bulk_is_what_the_directory_itself_would_publish(national, session):
    from app.directory.services import publish

    national(*_records(150))
    columns = (Service.id, Service.folded, Service.main_kind, Service.through_siao, Service.is_protected)
    written = sorted(map(tuple, session.execute(select(*columns))))
    with unit_of_work(session):
        publish(session, session.scalars(select(Service)).all())

    assert sorted(map(tuple, session.execute(select(*columns)))) == written


def test_every_service_brought_has_a_page_that_answers(national, session, plain):
    national(*_records(30))

    answers = Counter(plain.get(f"/services/{number}").status_code for number in session.scalars(select(Service.id)))

    assert answers == {200: 30}


def test_rows_of_hours_are_shared(national, session):
    national([structure(1), structure(2)], [service(1), service(2, of=2)])

    assert len(set(session.scalars(select(Location.hours_id)))) == 1


def test_places_of_the_region_alone_are_kept(national, session):
    work = national([structure(1, **PARIS), structure(2, **GRENOBLE)], [service(1, of=1, **PARIS), service(2, of=2)])

    assert work.tallies["services"].remarks == {"hors périmètre": 1}
    assert session.scalars(select(Structure.source_id)).all() == ["dora--2"]
