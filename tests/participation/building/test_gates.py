"""What is asked before publishing; the easy French that was read; what differs between two versions. Pure."""

from dataclasses import replace
from datetime import date

import pytest

from app.participation.building import gates
from app.participation.building.data_sheet import lacking, looks_like_somebody
from app.participation.building.differences import Aspect, Fate, compared, differences, moved
from app.participation.building.easy_reading import Reading, digest_of_easy, kept_reading, reading
from app.participation.building.gates import Asked, Lack, Told, Voice
from app.participation.building.texts import Place, mark_of, texts, with_words
from app.participation.definition import canonical, digest_of, read
from app.participation.rules import Gate
from tests.participation.building.releasing_drafts import SHEET
from tests.participation.making import SMALL, choices, question

pytestmark = pytest.mark.one_engine
DEFINITION = read(SMALL)
DIGEST = digest_of(canonical(DEFINITION))
STAMPS = {f"{place}|{language}": mark_of(text) for place, text in texts(DEFINITION) for language in text if language != "fr"}
WHOLE = Told(DEFINITION, STAMPS, kept_reading(Reading(3, date(2026, 11, 2), digest_of_easy(DEFINITION))), dict(SHEET), ())


def lacks(told: Told, gate: Gate, approvals: int = 2):
    return next(one.lacks for one in gates.states(Asked(frozenset((gate,)), approvals), told) if one.gate is gate)


def test_what_is_kept_of_gates_is_read_whatever_it_holds() -> None:
    for wanted in (Asked(frozenset()), Asked(frozenset(Gate), 7), Asked(frozenset((Gate.DATA_SHEET,)))):
        assert gates.asked(gates.kept(wanted)) == wanted
    assert gates.asked(["comite", "comite:0", "comite:99", "comite:x", "autre", 4, None]) == Asked(frozenset((Gate.COMMITTEE,)), 2)


def test_translations_hold_until_the_french_changes_or_words_are_missing() -> None:
    assert lacks(WHOLE, Gate.TRANSLATIONS) == ()
    changed = with_words(DEFINITION, Place("visite", "label"), "fr", "Autre chose ?")
    assert [(one.what, one.many) for one in lacks(replace(WHOLE, definition=changed), Gate.TRANSLATIONS)] == [(Lack.STALE, 3)]
    without = with_words(DEFINITION, Place("visite", "label"), "ar", "")
    assert [one.what for one in lacks(replace(WHOLE, definition=without), Gate.TRANSLATIONS)] == [Lack.MISSING]


def test_a_reading_of_the_easy_french_falls_with_its_words_and_not_with_others() -> None:
    assert lacks(WHOLE, Gate.EASY_FRENCH) == ()
    for place, language, falls in (("label", "fr-simple", True), ("label", "en", False), ("label", "fr", False), ("guidance", "fr", False)):
        changed = with_words(DEFINITION, Place("visite", place), language, "Autre")
        assert [one.what for one in lacks(replace(WHOLE, definition=changed), Gate.EASY_FRENCH)] == [Lack.REWRITTEN] * falls
    turned = replace(DEFINITION, questions=DEFINITION.questions[::-1])
    assert lacks(replace(WHOLE, definition=turned), Gate.EASY_FRENCH) == ()
    assert [one.what for one in lacks(replace(WHOLE, easy_review={}), Gate.EASY_FRENCH)] == [Lack.UNREAD]
    french = replace(DEFINITION, languages=("fr", "en"))
    assert [one.what for one in lacks(replace(WHOLE, definition=french), Gate.EASY_FRENCH)] == [Lack.NO_EASY_FRENCH]


@pytest.mark.parametrize("kept", [{}, {"people": "3", "on": "2026-11-02", "sha256": ""}, {"people": 3, "on": "hier", "sha256": ""}])
def test_a_reading_that_cannot_be_read_is_none(kept) -> None:
    assert reading(kept) is None


def test_approvals_are_of_this_text_by_links_that_are_good_and_an_objection_always_stands() -> None:
    yes, other = Voice("lien 1", "approuve", DIGEST, is_live=True), Voice("lien 2", "approuve", DIGEST, is_live=True)
    assert lacks(replace(WHOLE, voices=(yes, other)), Gate.COMMITTEE) == ()
    for lost in (other._replace(sha256="0" * 64), other._replace(is_live=False), other._replace(opinion=None)):
        (lack,) = lacks(replace(WHOLE, voices=(yes, lost)), Gate.COMMITTEE)
        assert (lack.what, lack.many) == (Lack.APPROVALS, 1)
    for no in (Voice("lien 3", "oppose", "0" * 64, is_live=True), Voice("lien 3", "oppose", DIGEST, is_live=False)):
        (lack,) = lacks(replace(WHOLE, voices=(yes, other, no)), Gate.COMMITTEE)
        assert (lack.what, lack.names) == (Lack.OBJECTION, ("lien 3",))
    assert lacks(replace(WHOLE, voices=(yes,)), Gate.COMMITTEE, approvals=1) == ()


def test_the_sheet_wants_every_field() -> None:
    assert lacking(SHEET) == []
    for field in SHEET:
        assert lacking({**SHEET, field: " "}) == [field]
    assert [str(one) for one in lacking({**SHEET, "base": "autre", "mineurs": "non"})] == ["base", "mineurs"]


@pytest.mark.parametrize(
    ("contact", "is_somebody"),
    [
        ("accueil@exemple.fr", False), ("la personne chargée des données, donnees@exemple.fr", False),
        ("secretariat.social@exemple.fr", False), ("Accueil de jour, 12 rue de l’Exemple", False),
        ("camille.exemple@exemple.fr", True), ("Mme Exemple", True), ("Camille Durand", True),
    ],
)  # fmt: skip
def test_a_contact_that_looks_like_somebody_is_warned_about(contact, is_somebody) -> None:
    assert looks_like_somebody(contact) is is_somebody


def test_words_are_compared_whole() -> None:
    before, after = compared("Êtes-vous venu hier ici ?", "Êtes-vous venue hier chez nous ?")
    assert [one.words for one in before if one.is_changed] == ["venu", "ici"]
    assert [one.words for one in after if one.is_changed] == ["venue", "chez nous"]
    for side, text in ((before, "Êtes-vous venu hier ici ?"), (after, "Êtes-vous venue hier chez nous ?")):
        assert "".join(one.words for one in side) == text
    assert compared("", "Mot") == ((), compared("", "Mot")[1])


def test_the_fewest_questions_are_said_to_have_moved() -> None:
    assert moved("abcd", "abcd") == frozenset()
    assert moved("abcd", "bcda") == {"a"}
    assert moved("abcd", "axdbc") == {"d"}
    assert moved("abcde", "adcbe") == {"b", "d"}


def test_what_differs_between_two_versions_is_found() -> None:
    later = read(
        {
            **SMALL,
            "minutes": 9,
            "questions": [
                question("nouvelle", "short_text"),
                {
                    **question("dire", "long_text", hint=SMALL["questions"][2]["hint"]),
                    "label": {"fr": "Dites ?", "en": "Question dire ? [en]"},
                },
                question("visite", "one", choices=choices("non", "oui", "rien"), why=SMALL["questions"][0]["why"], sensitive=True),
            ],
        }
    )
    found = differences(DEFINITION, later)
    assert (found.whole, found.aspects) == ((), (Aspect.MINUTES,))
    by_key = {one.key: one for one in found.questions}
    assert {key: one.fate for key, one in by_key.items()} == {
        "nouvelle": Fate.ADDED, "dire": Fate.KEPT, "visite": Fate.KEPT, "moment": Fate.REMOVED,
    }  # fmt: skip
    assert sorted(one.language for one in by_key["dire"].words) == ["ar", "fr", "fr-simple"]
    assert [text["fr"] for text in by_key["visite"].added] == ["Rien"]
    assert by_key["visite"].aspects == (Aspect.SENSITIVE, Aspect.CHOICES_MOVED)
    assert sum(one.is_moved for one in found.questions) == 1
    assert not differences(DEFINITION, DEFINITION)
    asked = replace(DEFINITION, questions=(DEFINITION.questions[0], replace(DEFINITION.questions[1], show_if=""), DEFINITION.questions[2]))
    assert [(one.key, one.is_asked_otherwise) for one in differences(DEFINITION, asked).questions] == [("moment", True)]
