"""Languages, texts and extras: each in its column; what is left out, renamed or to translate is told."""

import pytest

from app.core.language import FRENCH
from app.participation.definition import Choice, Definition, Question
from app.participation.xlsform.languages import code_of
from tests.participation.xlsform.books import brought, built_by_pyxform, comes_back, plain, reason

pytestmark = pytest.mark.one_engine


def remarks(found):
    return [(plain(one.message, one.values), one.rows) for one in found.remarks]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Français (fr)", "fr"), ("fr-FR", None), ("French (fr-FR)", "fr"),
        ("Français simple (fr-x-simple)", "fr-simple"), ("FALC", "fr-simple"),
        ("english", "en"), ("English (en_GB)", "en"), ("العربية (ar)", "ar"), ("Arabe", "ar"), ("Swahili (sw)", None), ("", None),
    ],
)  # fmt: skip
def test_languages_are_known_by_their_code_or_name(written, code):
    assert code_of(written) == code


def test_each_language_has_its_column_and_others_are_told():
    found = brought(
        """type | name | label::Français (fr) | label::Français simple (fr-x-simple) | label:English | label::Swahili (sw) | guidance_hint
        text | mot | Un mot ? | Un mot simple ? | A word? | Neno? | Lire doucement""",
    )
    (question,) = found.definition.questions
    assert question.label == {"fr": "Un mot ?", "fr-simple": "Un mot simple ?", "en": "A word?"}
    assert question.guidance == {"fr": "Lire doucement"}
    assert found.definition.languages == ("fr", "fr-simple", "en")
    assert remarks(found) == [("La langue « Swahili (sw) » n’existe pas ici : ses textes ne sont pas repris.", ())]


def test_without_french_the_first_language_stands_for_it():
    found = brought("type | name | label::Kiswahili (sw) | label::English (en)\ntext | mot | Neno? | A word?")
    assert found.definition.questions[0].label == {"fr": "Neno?", "en": "A word?"}
    assert "à traduire" in remarks(found)[0][0]
    named = brought("type | name | label\ntext | mot | A word?", "", "form_title | default_language\nA form | English (en)")
    assert named.definition.questions[0].label == {"fr": "A word?", "en": "A word?"}
    assert named.definition.title == {"fr": "A form", "en": "A form"}
    assert comes_back(named.definition)


def test_a_choice_without_words_keeps_its_question_out():
    found = brought("type | name | label\nselect_one a | q | Q ?", "list_name | name | label | image\na | x | X\na | y | | y.png")
    assert found.definition is None
    assert "ligne 3" in reason(found, 2)
    assert "mots" in reason(found, 3, "choices")


def test_settings_and_sheets_that_are_not_ours_are_told():
    found = brought(
        "type | name | label\ntext | mot | Un mot ?",
        "list_name | name | label\nseule | a | A",
        "form_title | form_id | public_key | submission_url | style\nMon avis | Mon avis 2 | MIIB | https://exemple.fr | pages",
        ("entities", "Notes"),
    )
    assert found.definition.code == "mon-avis-2"
    assert [(one.sheet, one.construct) for one in found.refused] == [
        ("entities", "entities"), ("settings", "public_key"), ("settings", "submission_url"),
    ]  # fmt: skip
    told = " ".join(text for text, _ in remarks(found))
    assert all(word in told for word in ("« seule »", "« style »", "« Notes »"))


def text(words):
    return {"fr": words, "fr-simple": f"{words} (simple)", "en": f"{words} (en)", "ar": f"{words} (ar)"}


def test_everything_that_a_definition_says_comes_back():
    """What no shipped questionnaire holds: settings of each type, conditions that ODK says otherwise, words that look like formulas."""
    yes_no = (Choice("oui", text("Oui"), "yes"), Choice("non", {"fr": "Non"}))
    definition = Definition(
        code="tout-2",
        title=text("Tout (exemple)"),
        intro={"fr": "Deux lignes\nici, puis ${rien} et\u00a0« là »."},
        thanks={},
        languages=("fr", "ar", "en"),
        minutes=12,
        sensitive=True,
        summary=text("Pour essayer"),
        questions=(
            Question("accord", "consent", text("D’accord ?"), settings={"yes": text("Oui, je veux bien")}),
            Question("ou", "commune", {"fr": "=SOMME(A1)"}, why=text("Pour savoir"), hint={"fr": "+33", "en": "#N/A"}, guidance=text("a")),
            Question("venu", "band", {"fr": "Depuis ?"}, choices=yes_no, sensitive=True, picto="clock", audio={"fr": "a" * 64}),
            Question(
                "fois", "integer", {"fr": "Fois ?"}, settings={"min": -5, "max": 400, "unit": text("fois")}, guidance=text("Doucement")
            ),
            Question("mois", "month", {"fr": "Mois ?"}, settings={"earliest": "2020-02", "latest": "2026-12"}),
            Question("quoi", "several", {"fr": "Quoi ?"}, choices=(*yes_no, Choice("rien", text("Rien"), exclusive=True))),
            Question("rep_title", "short_text", {"fr": "TRUE"}, settings={"required": False}, show_if="mois = '2026-05'"),
            Question("un", "one", {"fr": "1.0"}, choices=yes_no, show_if="venu != 'non' and not fois = 3"),
            Question("vrai", "long_text", {"fr": "a"}, show_if="(venu='oui')", settings={"required": True}),
            Question("odd", "integer", {"fr": "b"}, show_if="known(inconnue)"),
        ),
    )
    assert comes_back(definition)
    built = built_by_pyxform(definition)
    assert 'rep:sensitive="yes"' in built
    assert "format-date( /data/mois , '%Y-%m') = '2026-05'" in built


def test_french_is_never_missing():
    found = brought("type | name | label::Français (fr) | label::English (en)\ntext | a | | A?\ntext | b | B ?")
    assert [one.label[FRENCH.code] for one in found.definition.questions] == ["A?", "B ?"]
    assert remarks(found) == [("Un texte manque en français : celui d’une autre langue en tient lieu. Il est à traduire.", (2,))]


def test_extras_that_would_break_a_page_are_put_aside():
    found = brought(
        """type | name | label | bind::rep:settings | bind::rep:picto | bind::rep:show_if | bind::rep:audio-fr
        integer | a | A ? | {"min": "x", "step": [1]} | licorne | and or | ../../x
        rank n | b | B ? | {"pick": {}}""",
        "list_name | name | label | rep_picto\nn | a | A | zzz\nn | b | B\nn | c | C",
    )
    first, second = found.definition.questions
    assert (first.settings, first.picto, first.show_if, first.audio) == ({}, "", "", {})
    assert second.settings == {"pick": 2}
    assert [one.picto for one in second.choices] == ["", "", ""]
    assert "Le pictogramme « licorne » n’existe pas." in [text for text, _ in remarks(found)]
