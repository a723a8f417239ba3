import pytest
from sqlalchemy import select

from app.core.unit_of_work import unit_of_work
from app.directory import editing
from app.directory.history import Author
from app.directory.models import LocalEdit, Service, Structure
from app.directory.rules import Origin
from tests.opendata.importing.records_given import LYON, service, structure


@pytest.fixture
def edited(national, session):
    """A structure and a service that came by an import, and what was changed here since."""
    national([structure()], [service()])

    def change(subject, **changes):
        with unit_of_work(session):
            editing.edit(session, session.scalars(select(subject)).one(), changes, Author(Origin.ASSOCIATION, "association"))

    return change


def said(session, model=Service):
    session.expire_all()
    return session.scalars(select(model)).one()


def waiting(session):
    session.expire_all()
    return [(conflict.field, conflict.proposed) for conflict in editing.conflicts(session)]


def test_what_was_changed_here_is_not_overwritten(edited, national, session):
    edited(Service, nom="Le nom d’ici", telephone="04 65 71 00 77")

    national([structure()], [service(nom="Le nom de là-bas", description="Autre chose.")])

    found = said(session)
    assert (found.nom, found.telephone, found.description) == ("Le nom d’ici", "04 65 71 00 77", "Autre chose.")


def test_a_service_goes_on_receiving_orientations_whatever_comes(edited, national, session):
    edited(Service, receives_orientations=True)

    for changes in ({"nom": "Autre nom"}, {"courriel": "autre@exemple.fr", "telephone": ""}):
        national([structure()], [service(**changes)])

    assert said(session).receives_orientations is True
    assert waiting(session) == []


def test_what_upstream_says_anew_of_it_waits_for_a_decision(edited, national, session):
    edited(Service, nom="Le nom d’ici")
    assert waiting(session) == []

    work = national([structure()], [service(nom="Le nom de là-bas")])

    assert waiting(session) == [("nom", "Le nom de là-bas")]
    assert work.tallies["services"].conflicts == 1


def test_the_same_difference_is_shown_once(edited, national, session):
    edited(Service, nom="Le nom d’ici")
    national([structure()], [service(nom="Le nom de là-bas")])

    again = national([structure()], [service(nom="Le nom de là-bas", description="Autre chose.")])

    assert again.tallies["services"].conflicts == 0
    assert waiting(session) == [("nom", "Le nom de là-bas")]


def test_keeping_ours_settles_it_until_upstream_says_something_else(edited, national, session):
    edited(Service, nom="Le nom d’ici")
    national([structure()], [service(nom="Le nom de là-bas")])
    with unit_of_work(session):
        editing.decide(session, editing.conflicts(session)[0], takes_upstream=False)

    national([structure()], [service(nom="Le nom de là-bas", description="Autre chose.")])
    assert waiting(session) == []
    assert said(session).nom == "Le nom d’ici"

    national([structure()], [service(nom="Un troisième nom")])
    assert waiting(session) == [("nom", "Un troisième nom")]


def test_taking_theirs_writes_it_and_follows_upstream_again(edited, national, session, find):
    edited(Service, nom="Le nom d’ici")
    national([structure()], [service(nom="Tambouille du soir")])
    with unit_of_work(session):
        editing.decide(session, editing.conflicts(session)[0], takes_upstream=True)

    assert said(session).nom == "Tambouille du soir"
    assert "Tambouille du soir" in find(q="tambouille", commune="38185").names
    national([structure()], [service(nom="Tambouille du matin")])
    assert said(session).nom == "Tambouille du matin"
    assert session.scalars(select(LocalEdit)).all() == []


def test_agreeing_by_chance_settles_it(edited, national, session):
    edited(Service, telephone="04 65 71 00 77")

    national([structure()], [service(telephone="04 65 71 00 77")])

    assert session.scalars(select(LocalEdit)).all() == []


def test_coming_back_to_what_it_said_withdraws_the_difference(edited, national, session):
    edited(Service, nom="Le nom d’ici")
    national([structure()], [service(nom="Le nom de là-bas")])

    national([structure()], [service()])

    assert waiting(session) == []
    assert said(session).nom == "Le nom d’ici"


def test_undoing_a_change_forgets_it(edited, session):
    edited(Service, nom="Le nom d’ici")
    edited(Service, nom="Distribution alimentaire 1")

    assert session.scalars(select(LocalEdit)).all() == []


@pytest.mark.parametrize(
    ("field", "here", "upstream", "kept"),
    [
        ("kinds", ["douche"], {"nom": "Point conseil budget"}, lambda service: [kind.kind for kind in service.kinds] == ["douche"]),
        ("hours", ["24/7", ""], {"horaires_accueil": "Mo 09:00-10:00"}, lambda service: service.locations[0].hours.expression == "24/7"),
        ("areas", [["departement", "38"]], {"zone_eligibilite": ["69"]}, lambda service: service.areas[0].code == "38"),
        (
            "place",
            {"adresse": "5 rue d’Ici", "code_insee": "38185", "commune": "Grenoble", "code_postal": "38000"},
            LYON,
            lambda service: service.locations[0].adresse == "5 rue d’Ici",
        ),
    ],
)
def test_kinds_hours_areas_and_places_changed_here_stay(edited, national, session, field, here, upstream, kept):  # noqa: PLR0917
    edited(Service, **{field: here})

    national([structure()], [service(**upstream)])

    assert kept(said(session))
    assert field in dict(waiting(session)) or field == "kinds"


def test_a_structure_changed_here_stays_too(edited, national, session):
    edited(Structure, telephone="04 65 71 00 77")

    national([structure(telephone="04 65 71 00 88", nom="Le Phare de l’Exemple")], [service()])

    found = said(session, Structure)
    assert (found.telephone, found.nom) == ("04 65 71 00 77", "Le Phare de l’Exemple")
    assert waiting(session) == [("telephone", "04 65 71 00 88")]


def test_what_was_written_here_alone_leaves_no_trace_of_upstream(session, directory):
    directory.fixed(kinds=("pcb",))
    directory.publish()
    found = session.scalars(select(Service)).one()
    with unit_of_work(session):
        editing.edit(session, found, {"nom": "Un autre nom"}, Author(Origin.ASSOCIATION, "association"))

    assert session.scalars(select(LocalEdit)).all() == []


def test_an_unknown_field_is_refused(edited):
    with pytest.raises(editing.NotAField):
        edited(Service, version=12)


def test_a_decision_is_taken_once(edited, national, session):
    edited(Service, nom="Le nom d’ici")
    national([structure()], [service(nom="Le nom de là-bas")])
    conflict = editing.conflicts(session)[0]
    with unit_of_work(session):
        editing.decide(session, conflict, takes_upstream=False)

    with pytest.raises(editing.NothingToDecide):
        editing.decide(session, conflict, takes_upstream=False)
