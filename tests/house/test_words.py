"""Every word that a person reads goes through the catalogues, in good French typography."""

import re
from html.parser import HTMLParser

import pytest

from tests.tools.markup import without_expressions
from tests.tools.tracked import ROOT, tracked_files
from tests.tools.typography import french_texts, mended, mistakes

STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
"""Of a mail: rules, not words."""
NAMES = {"Repères", "OpenStreetMap", "data·inclusion", "Leaflet"}
"""Proper nouns, the same in every language."""
SPOKEN_ATTRIBUTES = {"alt", "title", "aria-label", "placeholder", "aria-description", "label"}
GALLERY = "components.html"
"""The page of development that shows every component, for those who write them."""
SITE = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}")
LETTERS = re.compile(r"[^\W\d_]{2,}")
AROUND = " \t\n\u00a0\u202f–—-·|:,.()"
NO_BREAK_SPACES = "\u00a0\u202f"


class Texts(HTMLParser):
    """Collects what would be read in a template once its expressions are put aside, but for words in a language that they name."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._names_its_language = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in SPOKEN_ATTRIBUTES and value]
        self._names_its_language = bool(dict(attrs).get("lang"))

    def handle_endtag(self, tag: str) -> None:
        self._names_its_language = False

    def handle_data(self, data: str) -> None:
        if not self._names_its_language:
            self.found.append(data)


def untranslated(template: str) -> list[str]:
    reader = Texts()
    reader.feed(without_expressions(template))
    words = [text.strip(AROUND) for text in reader.found]
    return [text for text in words if LETTERS.search(text) and text not in NAMES and not SITE.fullmatch(text)]


def test_no_template_holds_a_text_outside_the_catalogues() -> None:
    templates = [path for path in tracked_files("templates/*.html") if path.name != GALLERY]
    found = {str(path.relative_to(ROOT)): untranslated(STYLE.sub("", path.read_text(encoding="utf-8"))) for path in templates}
    assert {name: texts for name, texts in found.items() if texts} == {}


def test_a_text_outside_the_catalogues_would_be_seen() -> None:
    assert untranslated('<p title="Le titre">{{ _("Dormir") }} ici</p>') == ["Le titre", "ici"]
    assert untranslated('{% if a > 1 %}<p>{{ _("Dormir") }} · 12</p><bdi lang="fr">Français</bdi>{% endif %}') == []


def test_french_texts_follow_french_typography() -> None:
    texts = french_texts()
    assert texts
    assert [mistake for text in texts for mistake in mistakes(text)] == [], "python -m tests.tools.typography mends the spaces"


@pytest.mark.parametrize("text", ["l'heure", "Bravo !", "Attendez...", "Qui ?", "« ici »", "Qui? moi", 'un "mot"', "Oups, rien"])
def test_a_mistake_of_typography_would_be_seen(text: str) -> None:
    assert list(mistakes(text))


@pytest.mark.parametrize("space", NO_BREAK_SPACES)
def test_good_typography_is_let_through(space: str) -> None:
    text = f"Où dormir{space}? Écrivez «{space}repas Valence{space}», par exemple{space}: l’adresse. À 17{space}h{space}30…"
    assert list(mistakes(text)) == []
    assert mended(text) == text


def test_breaking_spaces_are_mended() -> None:
    assert list(mistakes(mended("Qui ? « Moi » : oui ; non."))) == []
