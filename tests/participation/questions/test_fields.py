"""Questions as pages draw them, and answers as pages say them."""

from types import SimpleNamespace

import pytest

from app.config import ROOT
from app.participation.definition import Choice, Said
from app.participation.display.field import field_view, said_answer
from app.participation.pictograms import PICTOS
from app.participation.questions import REGISTRY, type_of
from app.participation.questions.base import Mistake
from app.web.templates import TranslatedEnvironment
from app.web.translations import translator
from tests.participation.questions.wording import given, question, words
from tests.support.inspector.document import SVG, Document
from tests.support.inspector.document import words as text_of
from tests.support.inspector.rules import controls, naming, outline, purity, references

PAGE = (
    '<!doctype html><html lang="{{ language.base }}" dir="{{ language.direction }}"><title>Essai</title><main>'
    '{% from "participation/fields/_any.html" import field %}{% for view in views %}{{ field(view) }}{% endfor %}</main></html>'
)
RULES = (
    outline.html_is_well_formed, controls.choices_are_grouped, controls.refused_fields_say_why, naming.controls_are_labelled,
    naming.images_have_alternatives, purity.nothing_is_inline, references.ids_are_unique, references.references_exist,
)  # fmt: skip
ODD = {
    "consent": {}, "one": given("z"), "several": given("manger", "aucun"), "scale": {}, "short_text": given("<b>\x00\ufffe" * 60),
    "long_text": given("</textarea>" * 200), "integer": given("12,5"), "band": {}, "month": given("5", second='"1"'),
    "commune": given("saint just"), "ranking": given("manger", second="manger"),
}  # fmt: skip
"""Forms with a mistake, by type."""


@pytest.fixture(scope="module", params=["fr", "ar"])
def pages(request):
    """Draw views in a language: `pages(view, …)` is the document; `pages.t` says its words."""
    t = translator(request.param)
    template = TranslatedEnvironment(t, SimpleNamespace(is_production=False, cdn=False), ROOT / "templates").from_string(PAGE)

    def draw(*views):
        document = Document(template.render(views=views))
        read = SimpleNamespace(document=document)
        assert [found for rule in RULES for found in rule(read)] == []
        return document

    draw.t = t
    draw.code = t.language.code
    return draw


def wrong(asked, form):
    with pytest.raises(Mistake) as raised:
        type_of(asked).check(asked, form)
    return raised.value


@pytest.mark.parametrize("kind", REGISTRY)
def test_each_type_is_drawn_with_its_question_as_title(pages, kind):
    asked = question(kind, hint=words("Une aide."), picto="house", settings={"unit": words("ans")} if kind == "integer" else {})
    document = pages(field_view(asked, {}, pages.code, pages.t))
    (title,) = document.all("h1")
    assert text_of(title).startswith("Question")
    assert ("Question ? (ar)" in text_of(title)) is (pages.code == "ar")
    assert title.find(f".//{SVG}svg") is not None
    fields = document.all("input", "select", "textarea")
    assert bool(fields) is REGISTRY[kind].asks
    if fields:
        assert fields[0].attrib["id"] == fields[0].attrib["name"] == "reponse"


@pytest.mark.parametrize("kind", ODD)
def test_a_mistake_stands_beside_its_control_with_what_was_given(pages, kind):
    asked, form = question(kind), ODD[kind]
    view = field_view(asked, form, pages.code, pages.t, mistake=wrong(asked, form))
    document = pages(view)
    control = document.by_id(view.wrong)
    assert control.attrib["aria-invalid"] == "true"
    assert view.wrong in view.ids
    said = document.by_id("erreur")
    assert said is not None
    assert text_of(said) == view.mistake.replace("\u00a0", " ") or text_of(said) == view.mistake
    assert "erreur" in control.attrib["aria-describedby"].split()


def test_questions_stand_side_by_side_with_prefixes_and_no_title(pages):
    views = [
        field_view(question(kind, hint=words("Une aide.")), ODD.get(kind, {}), pages.code, pages.t, prefix=f"q{number}-")
        for number, kind in enumerate(REGISTRY)
    ]
    document = pages(*views)
    assert document.all("h1") == []
    assert document.by_id("q2-reponse") is not None


@pytest.mark.parametrize(
    ("kind", "answer"),
    [("one", "b"), ("several", ["manger", "parler"]), ("scale", "3"), ("consent", "non"), ("integer", 7), ("month", "2026-05"),
     ("ranking", ["laver", "manger"]), ("commune", "200069193"), ("long_text", "deux\nlignes"), ("short_text", "une")],
)  # fmt: skip
def test_an_answer_is_shown_again_as_it_was_given(pages, kind, answer):
    asked = question(kind)
    document = pages(field_view(asked, type_of(asked).shown(asked, answer), pages.code, pages.t))
    form = {}
    for field in document.all("input", "textarea", "select"):
        if field.tag == "select":
            form[field.attrib["name"]] = [one.attrib["value"] for one in field if "selected" in one.attrib]
        elif field.tag == "textarea":
            form[field.attrib["name"]] = [field.text]
        elif field.get("type") == "text" or "checked" in field.attrib:
            form.setdefault(field.attrib["name"], []).append(field.attrib["value"])
    assert type_of(asked).check(asked, form) == answer


def test_words_that_are_not_in_the_language_of_the_page_say_in_which_they_are(pages):
    asked = question("one", choices=(Choice("a", {"fr": "Seulement en français"}), Choice("b", words("B"))))
    document = pages(field_view(asked, {}, pages.code, pages.t))
    marked = [text_of(one) for one in document.having("lang") if one.tag == "span"]
    assert marked == (["Seulement en français"] if pages.code == "ar" else [])


def test_answers_are_said_special_ones_and_empty_ones_too():
    t = translator("fr")

    def words_of(kind, answer, code="fr"):
        return [said.words for said in said_answer(question(kind), answer, code, t)]

    assert words_of("several", ["manger", "dormir"]) == ["Manger", "Dormir"]
    assert words_of("several", ["manger"], "ar") == ["Manger (ar)"]
    assert words_of("one", {"special": "nsp"}) == ["Je ne sais pas"]
    assert words_of("long_text", None) == ["Laissé vide"]
    assert words_of("information", None) == []
    assert words_of("consent", "oui") == ["Oui, je suis d’accord"]
    assert said_answer(question("short_text"), "سلام", "fr", t) == [Said("سلام", "", "auto")]


def test_every_pictogram_is_drawn_once_and_no_other(pages):
    environment = TranslatedEnvironment(pages.t, SimpleNamespace(is_production=False, cdn=False), ROOT / "templates")
    module = environment.get_template("components/picto.html").module
    assert set(module.drawings) == set(PICTOS)
    assert len(set(module.drawings.values())) == len(PICTOS) == len(set(PICTOS))
    for name in PICTOS:
        (drawing,) = Document(str(module.picto(name))).all(f"{SVG}svg")
        assert drawing.attrib["aria-hidden"] == "true"
    assert not str(module.picto("licorne"))
