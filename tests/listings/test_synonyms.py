"""Words of here that lead to kinds: understood by the search as soon as they are added, and no more once they are removed."""

import pytest

from app.core.unit_of_work import unit_of_work
from app.directory.models import KindSynonym
from app.directory.search import local_words, vocabulary
from app.directory.search.understanding import understand
from app.listings.services import synonyms
from app.listings.services.synonyms import Clash
from tests.listings import waiting
from tests.support.factories import GRENOBLE
from tests.support.forms import hidden_fields, post_form

PATH = "/moderation/synonymes"


@pytest.fixture(autouse=True)
def _forget():
    """What a test adds is not known to the next one."""
    yield
    vocabulary.take_in([])
    local_words._Seen.version = None


@pytest.fixture
def moderator(client, signed_in_as):
    return waiting.moderator(signed_in_as, client, "38")


def add(client, phrase: str, kind: str = "accueil-de-jour"):
    return post_form(client, PATH, {"phrase": phrase, "kind": kind}, action=PATH)


@pytest.mark.usefixtures("moderator")
class TestAdding:
    def test_the_search_understands_and_then_no_more(self, client, find, session, directory) -> None:
        directory.fixed(GRENOBLE, nom="Un lieu sans rapport")
        directory.publish()
        assert "Un lieu sans rapport" not in find(q="bidulothèque", commune=GRENOBLE).text
        assert add(client, "Bidulothèque").location == PATH
        found = client.get("/recherche", query_string={"q": "les bidulothèques Grenoble"}).get_data(as_text=True)
        assert "Un lieu sans rapport" in found
        assert "Accueil de jour" in found.partition('id="compris"')[2]
        assert "Accueil de jour" in client.get("/recherche/suggestions?q=bidulo").get_data(as_text=True)
        number = session.query(KindSynonym).one().id
        action = f"{PATH}/{number}/retirer"
        client.post(action, data=hidden_fields(client.get(PATH), action))
        assert "Un lieu sans rapport" not in find(q="bidulothèque", commune=GRENOBLE).text

    def test_the_list_shows_and_finds_it(self, client) -> None:
        add(client, "Chez Bidule")
        assert "Chez Bidule" in client.get(PATH).get_data(as_text=True)
        assert "Chez Bidule" in client.get(f"{PATH}?cherche=BIDULES").get_data(as_text=True)
        assert "Chez Bidule" not in client.get(f"{PATH}?cherche=machin").get_data(as_text=True)

    def test_a_phrase_that_has_a_meaning_is_refused_and_the_meaning_told(self, client, session) -> None:
        refused = add(client, "Accueils de jour", "domiciliation")
        assert refused.status_code == 422
        assert "mènent déjà à" in refused.get_data(as_text=True)
        assert "Accueil de jour" in refused.get_data(as_text=True)
        assert session.query(KindSynonym).count() == 0

    def test_what_was_added_is_refused_again(self, client, session) -> None:
        add(client, "bidulothèque")
        assert add(client, "Bidulothèques", "domiciliation").status_code == 422
        assert session.query(KindSynonym).count() == 1

    def test_what_is_too_short_too_long_or_of_no_kind_is_refused(self, client) -> None:
        assert [add(client, phrase).status_code for phrase in ("", "a", "x" * 61)] == [422, 422, 422]
        assert add(client, "bidulothèque", "").status_code == 422
        assert add(client, "bidulothèque", "invente").status_code == 422

    def test_a_double_click_adds_once(self, client, session) -> None:
        data = {**hidden_fields(client.get(PATH), PATH), "phrase": "bidulothèque", "kind": "accueil-de-jour"}
        assert [client.post(PATH, data=data).status_code for _ in range(2)] == [303, 303]
        assert session.query(KindSynonym).count() == 1


@pytest.mark.parametrize(
    ("phrase", "clash"),
    [
        ("domiciliations", Clash.KIND),
        ("manger", Clash.NEED),
        ("OFII", Clash.ORGANISATION),
        ("ce soir", Clash.MOMENT),
        ("Privas", Clash.COMMUNE),
        ("où", Clash.LITTLE_WORD),
        ("…", Clash.NOTHING),
    ],
)
def test_what_stands_for_something_already_says_what(phrase, clash) -> None:
    meant = synonyms.meaning_of(phrase)
    assert meant is not None
    assert meant.clash is clash


def test_homonyms_stay_questions() -> None:
    from app.directory.search.homonyms import homonyms

    assert {meant.clash for word in homonyms() if (meant := synonyms.meaning_of(word))} == {Clash.HOMONYM}


def test_a_free_phrase_has_no_meaning() -> None:
    assert synonyms.meaning_of("bidulothèque") is None


def test_words_are_read_again_only_when_the_directory_changed(session) -> None:
    local_words.follow(session, 1)
    before = vocabulary.local_words()
    with unit_of_work(session):
        synonyms.add(session, "bidulothèque", "accueil-de-jour", by="moderateur")
    vocabulary.take_in([])
    local_words.follow(session, 1)
    assert understand("bidulothèque").kinds == ()
    local_words.follow(session, 2)
    assert understand("bidulothèque").kinds == ("accueil-de-jour",)
    assert vocabulary.local_words() is not before


def test_the_same_words_make_nothing_again() -> None:
    vocabulary.take_in([("bidule", "accueil-de-jour")])
    before = vocabulary.local_words()
    vocabulary.take_in([("bidule", "accueil-de-jour")])
    assert vocabulary.local_words() is before


def test_words_are_for_moderators(client, signed_in_as) -> None:
    signed_in_as(client, second_factor=True)
    assert client.get(PATH).status_code == 404
