from sqlalchemy import func, select

from app.core.unit_of_work import unit_of_work
from app.directory import queries, services
from app.directory.models import Hours, IndexEntry
from app.directory.opening.rules import Schedule
from tests.support.factories import GRENOBLE


def test_the_same_hours_are_one_row(session):
    with unit_of_work(session):
        first = services.hours(session, "Mo-Fr 09:00-17:00")
        again = services.hours(session, "Mo-Fr 09:00-17:00")
        other = services.hours(session, "Mo-Fr 09:00-17:00", school_holidays="off")
        raw = services.hours(session, raw="sur rendez-vous")

    assert first.id == again.id
    assert len({first.id, other.id, raw.id}) == 3
    assert session.scalar(select(func.count()).select_from(Hours)) == 3


def test_each_publication_raises_the_version(directory, session):
    assert queries.version(session) == 0
    directory.fixed()
    directory.publish()
    first = queries.version(session)
    directory.publish()

    assert first == 1
    assert queries.version(session) == 2


def test_publishing_again_makes_the_index_again_and_leaves_nothing_behind(directory, session, find):
    service = directory.fixed(kinds=("accueil-de-jour", "douche"), nom="Avant")
    directory.publish()
    before = session.scalar(select(func.count()).select_from(IndexEntry))
    del service.kinds[1]
    service.nom = "Après"
    directory.publish()

    after = session.scalar(select(func.count()).select_from(IndexEntry))
    assert 0 < after < before
    assert find(type="douche", commune=GRENOBLE).names == []
    assert find(type="accueil-de-jour", commune=GRENOBLE).names == ["Après"]


def test_publishing_writes_what_words_are_looked_for_in(directory):
    service = directory.fixed(nom="L’Échappée", description="Café offert & œufs", structure=directory.structure(nom="Les Amis"))
    directory.publish()

    assert service.folded == "l echappee les amis cafe offert oeufs"
    assert service.main_kind == "accueil-de-jour"


def test_hours_of_a_place_that_change_are_seen_by_the_next_search(directory, session, find, monday):
    service = directory.fixed(hours="Mo 09:00-12:00")
    directory.publish()
    before = find(commune=GRENOBLE).cards[0].state
    service.locations[0].hours_id = services.hours(session, "Tu 09:00-12:00").id
    directory.publish()

    assert before == "open"
    assert find(commune=GRENOBLE).cards[0].state == "closed"
    assert Schedule("Mo 09:00-12:00") != Schedule("Tu 09:00-12:00")


def test_names_and_descriptions_are_searched_when_words_stand_for_no_kind(directory, find):
    by_name = directory.fixed(nom="Le Zèbre bleu")
    by_description = directory.fixed(description="On y rencontre des zèbres.")
    directory.fixed(nom="Autre chose")
    directory.publish()

    assert set(find(q="zebre", commune=GRENOBLE).names) == {by_name.nom, by_description.nom}
    assert find(q="zèbre bleu Grenoble").names == [by_name.nom]


def test_words_that_stand_nowhere_are_said_and_what_can_be_asked_is_offered(directory, find):
    there = directory.fixed()
    directory.publish()

    page = find(q="xyzzyx", commune=GRENOBLE)

    assert "xyzzyx" in page.text
    assert there.nom not in page.text
    assert f"besoin=manger&amp;commune={GRENOBLE}" in page.html
    assert "Voir tous les lieux" in page.text


def test_a_need_gathers_its_kinds(directory, find):
    kept = {directory.fixed(kinds=(kind,)).nom for kind in ("aide-alimentaire", "restaurant-solidaire", "accueil-de-jour")}
    directory.fixed(kinds=("laverie",))
    directory.publish()

    assert set(find(besoin="manger", commune=GRENOBLE).names) == kept
    assert set(find(q="manger Grenoble").names) == kept


def test_several_kinds_add_up(directory, find):
    kept = {directory.fixed(kinds=(kind,)).nom for kind in ("laverie", "douche")}
    both = directory.fixed(kinds=("laverie", "douche"))
    directory.fixed(kinds=("pcb",))
    directory.publish()

    page = find(type=["laverie", "douche"], commune=GRENOBLE)

    assert set(page.names) == {*kept, both.nom}
    assert page.total == 3


def test_where_a_kind_is_missing_a_neighbouring_kind_is_offered(directory, find):
    neighbour = directory.fixed(kinds=("restaurant-solidaire",))
    directory.publish()

    page = find(type="epicerie-sociale", commune=GRENOBLE)

    assert page.counted.startswith("Aucune réponse")
    assert page.all_names == [neighbour.nom]
    assert "besoin voisin" in page.text
