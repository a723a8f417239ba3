import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.directory.kinds import kinds
from app.directory.needs import NEEDS
from app.directory.search.understanding import MOST_KINDS, phrases, understand
from app.territory.resolve import Ambiguous, Found


def commune_of(said):
    assert isinstance(said.place, Found), said
    assert said.place.place.commune is not None, said
    return said.place.place.commune.code


@pytest.mark.parametrize(
    ("sentence", "kind", "commune"),
    [
        ("domiciliation 38000", "domiciliation", "38185"),
        ("domiciliation Privas", "domiciliation", "07186"),
        ("PAEJ Vienne", "paej", "38544"),
        ("paej a vienne", "paej", "38544"),
        ("point conseil budget Grenoble", "pcb", "38185"),
        ("je cherche un point conseil budget près de Grenoble", "pcb", "38185"),
        ("PCB à Saint-Étienne", "pcb", "42218"),
        ("accueil de jour Le Puy-en-Velay", "accueil-de-jour", "43157"),
        ("ou trouver une laverie a Valence", "laverie", "26362"),
        ("Grenoble domiciliation", "domiciliation", "38185"),
        ("DOMICILIATION GRENOBLE", "domiciliation", "38185"),
        ("CCAS Chambéry", "ccas", "73065"),
        ("restos du coeur Aurillac", "aide-alimentaire", "15014"),
    ],
)
def test_a_sentence_names_a_kind_and_a_place(sentence, kind, commune):
    said = understand(sentence)

    assert kind in said.kinds
    assert commune_of(said) == commune
    assert said.words == ()


def test_eating_tonight_in_an_arrondissement_is_understood():
    said = understand("manger ce soir Lyon 7")

    assert said.needs == ("manger",)
    assert said.tonight
    assert commune_of(said) == "69387"
    assert said.words == ()


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("domicilation", "domiciliation"),
        ("domiciliations", "domiciliation"),
        ("Domicilíation", "domiciliation"),
        ("acceuil de jour", "accueil-de-jour"),
        ("accueils de jour", "accueil-de-jour"),
        ("epicerie social", "epicerie-sociale"),
        ("épiceries sociales", "epicerie-sociale"),
        ("mision locale", "mission-locale"),
        ("missions locales", "mission-locale"),
        ("laveries", "laverie"),
        ("maraudes", "maraude"),
        ("bagageries", "bagagerie"),
        ("centres sociaux", "centre-social"),
        ("pôle-emploi", "pole-emploi"),
        ("France Travail", "pole-emploi"),
        ("vetements", "vestiaire"),
    ],
)
def test_one_typo_a_plural_or_an_accent_is_forgiven(typed, kind):
    assert kind in understand(typed).kinds


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("douche", "douche"),
        ("douches", "douche"),
        ("une douche", "douche"),
        ("laverie", "laverie"),
        ("machine à laver", "laverie"),
        ("toilettes", "toilettes"),
        ("eau potable", "eau-potable"),
        ("bagagerie", "bagagerie"),
        ("wifi", "recharge-wifi"),
        ("vestiaire", "vestiaire"),
        ("vêtements", "vestiaire"),
        ("épicerie solidaire", "epicerie-sociale"),
        ("crèche", "creche"),
        ("115", "115"),
        ("SPADA", "spada"),
        ("CAARUD", "caarud"),
    ],
)
def test_the_word_of_every_day_is_enough(typed, kind):
    assert kind in understand(typed).kinds


@pytest.mark.parametrize("need", NEEDS)
def test_the_words_of_a_need_are_understood(need):
    assert understand(NEEDS[need].label).needs == (need,)


def test_an_acronym_that_means_two_things_is_asked_about_and_not_guessed():
    said = understand("ARS")

    assert said.kinds == ()
    assert (said.homonym.kinds, said.homonym.organisations) == (("allocation-rentree-scolaire",), ("ars",))


def test_a_homonym_is_asked_about_and_not_guessed():
    said = understand("domiciliation Saint-Just")

    assert said.kinds == ("domiciliation",)
    assert isinstance(said.place, Ambiguous)
    assert len(said.place.places) > 1


def test_words_that_stand_for_nothing_are_kept_to_be_looked_for():
    assert understand("xyzzyx Privas").words == ("xyzzyx",)


def test_a_place_given_apart_is_not_looked_for_in_the_sentence():
    said = understand("domiciliation", has_place=True)

    assert said.place is None
    assert said.kinds == ("domiciliation",)


@pytest.mark.parametrize("sentence", ["", "   ", "de la du", "?!", "\x00", "👋", "…"])
def test_a_sentence_that_says_nothing_is_understood_as_nothing(sentence):
    said = understand(sentence)

    assert (said.kinds, said.needs, said.place, said.words) == ((), (), None, ())


def test_now_is_heard():
    assert understand("accueil de jour ouvert maintenant").now


@given(st.text(max_size=200))
def test_any_sentence_is_read_without_failing(sentence):
    said = understand(sentence)

    assert len(said.kinds) <= MOST_KINDS
    assert set(said.kinds) <= set(kinds())
    assert set(said.needs) <= set(NEEDS)


@given(st.lists(st.sampled_from(sorted(phrases())), min_size=1, max_size=3).map(" ".join))
def test_known_phrases_one_after_the_other_leave_no_kind_out_of_the_list(sentence):
    said = understand(sentence, has_place=True)

    assert said.kinds or said.needs or said.urgencies or said.homonym
