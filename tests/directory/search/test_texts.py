import pytest
from sqlalchemy import text

from app.directory.models import IndexEntry
from app.directory.search import texts
from app.directory.search.candidates import Criteria, nearest
from app.directory.search.texts import look_up, named
from app.territory.gazetteer import gazetteer
from app.territory.resolve import of_commune
from tests.support.factories import GRENOBLE, LYON_7, VALENCE

HOSTILE = (
    '"', "'", 'zebre"', "NEAR", "NEAR(zebre, 2)", "NOT", "AND", "OR", "zebre*", "*", "-zebre", "^zebre", "folded:zebre", "zebre\x00bleu",
    "%", "_", "\\", ":texts", "%(texts)s", "?", ")", "(", "zebre OR 1=1", "é" * 10_000, "a" * 10_000, "ـ", "\ud7ff", "💥", "",
)  # fmt: skip


@pytest.fixture
def looked_up(session):
    """The services that bear words, found from the place and from the words alike."""

    def find(*words):
        session.rollback()
        connection, place = session.connection(), of_commune(gazetteer().communes[GRENOBLE])
        found = []
        for most in (texts.MOST_LISTED, 0):
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(texts, "MOST_LISTED", most)
                matches = look_up(connection, words)
            criteria = Criteria(themes=(0,), areas=place.areas, words=words, matches=matches)
            found.append({entry.service_id for entry in nearest(connection, criteria, place.point, 100, 500)})
        assert found[0] == found[1]
        return found[0]

    return find


def test_a_word_is_found_by_its_beginning_whatever_its_plural(directory, looked_up):
    bath, season = directory.fixed(nom="Bains-douches"), directory.fixed(description="Un bain chaud.")
    directory.fixed(nom="Thébain")
    directory.publish()

    for words in (("bain",), ("bains",), ("Bains",), ("bai",)):
        assert looked_up(*words) == {bath.id, season.id}


def test_all_the_words_must_be_there(directory, looked_up):
    both = directory.fixed(nom="Le Zèbre bleu")
    directory.fixed(nom="Le Zèbre")
    directory.publish()

    assert looked_up("zebre", "bleu") == {both.id}
    assert looked_up("zebre", "rouge") == set()


def test_words_written_in_arabic_are_found(directory, looked_up):
    here = directory.fixed(nom="مركز الإيواء")
    directory.publish()

    assert looked_up("الايواء") == {here.id}


@pytest.mark.parametrize("word", HOSTILE)
def test_nothing_that_is_typed_is_read_as_more_than_words(word, directory, looked_up):
    directory.fixed(nom="Le Zèbre")
    directory.publish()

    looked_up(word)
    looked_up("zebre", word)


@pytest.mark.parametrize("typed", ["zebrr", "zebree", "zerbe", "zebxe"])
def test_one_error_is_forgiven_in_a_word_that_nobody_bears(typed, directory, session):
    directory.fixed(nom="Le Zèbre bleu")
    directory.publish()

    found = look_up(session.connection(), (typed, "bleu"))

    assert found.words == ("zebre", "bleu")
    assert found.is_corrected


@pytest.mark.parametrize("typed", ["zebre", "zer", "qqqqqq", "xebre"])
def test_a_word_that_is_borne_or_too_far_from_any_is_not_corrected(typed, directory, session):
    directory.fixed(nom="Le Zèbre bleu")
    directory.publish()

    found = look_up(session.connection(), (typed,))

    assert found.words == (typed,)
    assert not found.is_corrected


def test_those_whose_own_name_or_structure_bears_the_words_are_told_apart(directory, session):
    own = directory.fixed(nom="Le Zèbre bleu")
    theirs = directory.fixed(nom="Bleu", structure=directory.structure(nom="Les zèbres"))
    told = directory.fixed(description="Un zèbre bleu.")
    directory.publish()

    assert named(session.connection(), ("zebres", "bleu"), {own.id, theirs.id, told.id}) == {own.id, theirs.id}
    assert named(session.connection(), ("zebre",), ()) == frozenset()


def test_a_search_for_few_services_starts_from_them(directory, session):
    """SQLite reads by the number of the service, not the whole theme."""
    directory.fixed(nom="Le Zèbre")
    directory.publish()
    connection = session.connection()
    condition = look_up(connection, ("zebre",)).condition
    statement = f"SELECT * FROM {condition.source} WHERE theme = 0 AND {condition.text}"  # noqa: S608 - our own words
    explain = "EXPLAIN QUERY PLAN " if connection.dialect.name == "sqlite" else "EXPLAIN "

    plan = connection.execute(text(explain + statement), condition.parameters).all()

    assert connection.dialect.name != "sqlite" or "service_id=? AND theme=?" in str(plan)
    assert IndexEntry.__tablename__ in str(plan)


def test_names_that_bear_the_words_come_first_within_their_band(directory, find):
    told = directory.fixed(description="Un zèbre.", north=0.5)
    own = directory.fixed(nom="Le Zèbre", north=2)
    farther = directory.fixed(nom="Le Zèbre du nord", north=9)
    directory.publish()

    assert find(q="zebre", commune=GRENOBLE).names == [own.nom, told.nom, farther.nom]
    assert find(q="zebre", commune=GRENOBLE, tri="distance").names == [told.nom, own.nom, farther.nom]


def test_words_are_looked_for_as_far_as_kinds_are(directory, find):
    far = directory.fixed(VALENCE, nom="Le Zèbre")
    directory.publish()

    page = find(q="zebre", commune=GRENOBLE)

    assert page.names == [far.nom]
    assert "100 km" in page.counted


def test_words_are_looked_for_within_the_border_of_a_departement(directory, find):
    within = directory.fixed(GRENOBLE, nom="Le Zèbre")
    directory.fixed(VALENCE, nom="Le Zèbre de la Drôme")
    directory.publish()

    assert find(q="zebre", lieu="Isère").names == [within.nom]


def test_a_corrected_search_says_what_was_looked_for(directory, find):
    here = directory.fixed(nom="La Boussole bleue")
    directory.publish()

    page = find(q="bousole", commune=GRENOBLE)

    assert page.names == [here.nom]
    assert "Nous avons cherché « boussole »" in page.counted
    assert "Nous avons cherché" not in find(q="boussole", commune=GRENOBLE).counted


def test_a_kind_and_a_word_must_both_hold(directory, find):
    both = directory.fixed(LYON_7, nom="Le Zèbre", kinds=("accueil-de-jour",))
    directory.fixed(LYON_7, nom="Le Zèbre laveur", kinds=("laverie",))
    directory.fixed(LYON_7, nom="La Girafe", kinds=("accueil-de-jour",))
    directory.publish()

    assert find(q="accueil de jour zèbre", commune=LYON_7).names == [both.nom]


def test_a_kind_is_shown_without_the_word_that_nobody_of_it_bears_and_the_page_says_so(directory, find):
    kept = directory.fixed(LYON_7, nom="La Girafe", kinds=("accueil-de-jour",))
    directory.fixed(LYON_7, nom="Le Zèbre laveur", kinds=("laverie",))
    directory.publish()

    page = find(q="accueil de jour zebre", commune=LYON_7)

    assert page.names == [kept.nom]
    assert "zebre" in page.text
