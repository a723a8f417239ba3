import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from app.directory.display.cards import Card, Phone
from app.web.escaping import printed

pytestmark = pytest.mark.one_engine

ATTACK = "<script>'\"&"
TEXTS = (
    "href", "name", "kind", "state", "status", "hours", "distance", "where", "audience", "why", "map_href", "trust", "notice", "language",
    "why_language",
)  # fmt: skip


@given(st.text())
def test_a_text_is_printed_as_the_library_escapes_it(text):
    assert printed(text) == escape(text)


@pytest.mark.parametrize("value", [Markup("<b>"), 3, None, ["<b>"], type("Text", (str,), {})("<b>")])
def test_markup_is_printed_as_it_is_and_the_rest_as_its_escaped_text(value):
    assert printed(value) == escape(value)


@pytest.mark.parametrize("field", [*TEXTS, "phone", "icons"])
@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_every_field_of_a_card_is_escaped_and_stands_in_its_place(field, language, app):
    marked = f"{field}{ATTACK}"
    texts = {name: f"<{name}>" for name in TEXTS} | ({field: marked} if field in TEXTS else {})
    number = Phone(marked, marked) if field == "phone" else Phone("04", "tel:04")
    shown = Card(id=1, phone=number, is_example=True, **texts)
    components = app.extensions["reperes_templates"][language].get_template("components/card.html").module

    page = str(components.card_list([shown], marked if field == "icons" else "/icons.svg"))

    assert "<script>" not in page
    assert str(escape(marked)) in page
    assert all(f"<{name}>" not in page for name in TEXTS)


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ text }}", "&lt;b&gt;"),
        ("{{ text|safe }}", "<b>"),
        ("{{ text ~ text }}", "&lt;b&gt;&lt;b&gt;"),
        ("{% macro twice(x) %}{{ x }}{{ x }}{% endmacro %}{{ twice(text) }}", "&lt;b&gt;&lt;b&gt;"),
        ("{% set kept %}<i>{{ text }}</i>{% endset %}{{ kept }}", "<i>&lt;b&gt;</i>"),
        ('{{ _("Il y a %(x)s", x=text) }}', "Il y a &lt;b&gt;"),
        ("{% macro box() %}<p>{{ caller() }}</p>{% endmacro %}{% call box() %}{{ text }}{% endcall %}", "<p>&lt;b&gt;</p>"),
        ("{{ [text]|join }}", "&lt;b&gt;"),
        ("{{ [text, text]|join('<br>'|safe) }}", "&lt;b&gt;<br>&lt;b&gt;"),
        ("{% if text %}{{ text|upper }}{% endif %}", "&lt;B&gt;"),
    ],
)
def test_what_templates_print_is_escaped_once_in_every_form(template, expected, app):
    environment = app.extensions["reperes_templates"]["fr"]

    assert environment.from_string(template).render(text="<b>") == expected
