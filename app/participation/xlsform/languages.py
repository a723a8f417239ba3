"""Languages of a workbook, as its headings write them, and ours.

A column without a language is in the one that the settings name as `default_language`, else in French.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.language import EASY_FRENCH, FRENCH, READABLE, mark
from app.core.text import fold
from app.participation.definition import Text
from app.participation.xlsform.findings import Notes
from app.participation.xlsform.sheets import CHOICES, SETTINGS, SURVEY, Book, Row

TITLES: Mapping[str, str] = {code: f"{one.name} ({'fr-x-simple' if one == EASY_FRENCH else code})" for code, one in READABLE.items()}
"""What our headings write: `label::Français (fr)`."""
ORDER = (FRENCH.code, EASY_FRENCH.code, *(code for code in READABLE if code not in (FRENCH.code, EASY_FRENCH.code)))
TEXTS = frozenset(("label", "hint", "guidance_hint"))
NOT_OURS = mark("La langue « %(language)s » n’existe pas ici : ses textes ne sont pas repris.")
TO_TRANSLATE = mark("Il n’y a pas de textes en français : ceux de « %(language)s » en tiennent lieu. Ils sont à traduire.")
NOT_IN_FRENCH = mark("Un texte manque en français : celui d’une autre langue en tient lieu. Il est à traduire.")
_CODE = re.compile(r"\(([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*)\)\s*$")
_NAMES: Mapping[str, str] = {
    "fr": "fr", "fra": "fr", "francais": "fr", "french": "fr",
    "fr simple": "fr-simple", "fr x simple": "fr-simple", "francais simple": "fr-simple", "francais facile": "fr-simple",
    "falc": "fr-simple", "francais falc": "fr-simple", "facile a lire et a comprendre": "fr-simple", "easy french": "fr-simple",
    "en": "en", "eng": "en", "english": "en", "anglais": "en",
    "ar": "ar", "ara": "ar", "arabic": "ar", "arabe": "ar", fold("العربية"): "ar", fold("عربي"): "ar",
}  # fmt: skip


def code_of(written: str) -> str | None:
    """Return our code of a language as a heading writes it: « English (en) », « fr-FR », « FALC »; None for another."""
    match = _CODE.search(written)
    for name in (match[1] if match else "", written, _CODE.sub("", written)):
        folded = fold(name)
        if folded in _NAMES:
            return _NAMES[folded]
        language, _, rest = folded.partition(" ")
        if match and name == match[1] and language in READABLE and "simple" not in rest.split():
            return language
    return None


@dataclass(frozen=True, slots=True)
class Speech:
    """How the columns of a workbook are read. `unnamed`: the code of columns without a language; `languages`: ours that are spoken.

    `lead`: the language that stands for French, as headings write it; None where there is French.
    """

    unnamed: str | None
    lead: str | None
    languages: tuple[str, ...]
    notes: Notes

    def text(self, row: Row, name: str, sheet: str) -> Text:
        """Return the words of a column in our languages; French is always there when something is."""
        written = row.texts(name)
        found: dict[str, str] = {}
        for language in sorted(written, key=lambda one: one == ""):
            code = code_of(language) if language else self.unnamed
            if code is not None:
                found.setdefault(code, written[language])
        if FRENCH.code not in found and written:
            if self.lead is None:
                self.notes.remark(NOT_IN_FRENCH, sheet, row.number)
            lead = code_of(self.lead or "") or ""
            found[FRENCH.code] = found.get(lead) or written.get(self.lead or "") or next(iter(found.values()), next(iter(written.values())))
        return {code: found[code] for code in READABLE if code in found}


def speech(book: Book, notes: Notes) -> Speech:
    """Return how a workbook speaks, and remark on languages that are left out."""
    default = next((row.get("default_language") for row in book.sheet(SETTINGS).rows), "")
    labels, found = _languages(book, frozenset(("label",))), _languages(book, TEXTS)
    unnamed = code_of(default) if default else FRENCH.code
    lead = None
    if labels and FRENCH.code not in {code_of(language) if language else unnamed for language in labels}:
        lead = default if default in labels or "" in labels else labels[0]
        unnamed = code_of(lead)
        notes.remark(TO_TRANSLATE, language=lead)
    codes = {language: code_of(language) if language else unnamed for language in found}
    for language, code in codes.items():
        if code is None and language not in (lead, ""):
            notes.remark(NOT_OURS, language=language)
    spoken = {FRENCH.code, *codes.values()}
    return Speech(unnamed, lead, tuple(code for code in ORDER if code in spoken), notes)


def _languages(book: Book, names: frozenset[str]) -> Sequence[str]:
    """Return the languages in which questions, and choices where all texts are looked for, have words in these columns."""
    in_order = [
        [column.language for row in book.sheet(sheet).rows for column in row.cells if column.name in names] for sheet in (SURVEY, CHOICES)
    ]
    return list(dict.fromkeys(in_order[0] + ([] if names != TEXTS else in_order[1])))
