"""Lists of choices: what may be answered to the questions that name them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.core.language import mark
from app.participation.definition import Choice, Text
from app.participation.pictograms import PICTOS
from app.participation.xlsform.findings import Notes, Unsayable
from app.participation.xlsform.languages import Speech
from app.participation.xlsform.names import code_of_choice
from app.participation.xlsform.sheets import CHOICES, Book, Row

REFERENCE = "${"
PICTO = "rep_picto"
NO_SUCH_LIST = mark("La liste « %(list)s » n’est pas dans la feuille « choices », ou elle est vide.")
BAD_LIST = mark("La liste « %(list)s » ne peut pas être reprise : voyez la ligne %(row)s de la feuille « choices ».")
NO_WORDS = mark("Ce choix n’a pas de mots : écrivez ce que la personne lira.")
NO_CODE = mark("Ce choix n’a pas de nom : écrivez-le dans la colonne « name ».")
TWICE = mark("Deux choix de la liste « %(list)s » ont le nom « %(code)s » : donnez-leur des noms différents.")
ANSWER_INSIDE = mark("Ce texte reprend une réponse ou un calcul : écrivez-le sans.")
RENAMED = mark("Le choix « %(before)s » s’appelle maintenant « %(now)s ».")
UNUSED = mark("Aucune question ne propose la liste « %(list)s » : elle n’est pas reprise.")
MEDIA = mark("Les images, les sons et les vidéos ne sont pas repris. Vous pourrez choisir un pictogramme.")
NO_PICTO = mark("Le pictogramme « %(picto)s » n’existe pas.")
OTHER = "other"
OTHER_WORDS: Text = {"fr": "Autre", "fr-simple": "Autre", "en": "Other", "ar": "غير ذلك"}


@dataclass(slots=True)
class ChoiceList:
    """A list. `codes`: ours, by the names of the workbook; `broken`: the row that keeps it from being taken."""

    choices: list[Choice] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict)
    broken: int | None = None


class Lists:
    """The lists of a workbook, read when a question names them."""

    def __init__(self, book: Book, speech: Speech, notes: Notes) -> None:
        """Gather the rows of each list."""
        self._speech, self._notes = speech, notes
        self._rows: dict[str, list[Row]] = defaultdict(list)
        self._read: dict[str, ChoiceList] = {}
        for row in book.sheet(CHOICES).rows:
            if name := row.get("list_name"):
                self._rows[name].append(row)

    def get(self, name: str) -> ChoiceList:
        """Return a list; raise Unsayable."""
        if name not in self._rows:
            raise Unsayable(NO_SUCH_LIST, list=name)
        if name not in self._read:
            self._read[name] = self._made(name)
        found = self._read[name]
        if found.broken is not None:
            raise Unsayable(BAD_LIST, list=name, row=found.broken)
        return found

    def remark_on_unused(self, named: set[str]) -> None:
        """Say which lists nothing names."""
        for name, rows in self._rows.items():
            if name not in named:
                self._notes.remark(UNUSED, CHOICES, rows[0].number, list=name)

    def _made(self, name: str) -> ChoiceList:
        found = ChoiceList()
        for row in self._rows[name]:
            try:
                self._add(found, row, name)
            except Unsayable as why:
                self._notes.refuse(CHOICES, row.number, row.get("name") or name, why)
                found.broken = found.broken or row.number
        return found

    def _add(self, found: ChoiceList, row: Row, name: str) -> None:
        written, label = row.get("name"), self._speech.text(row, "label", CHOICES)
        if not written:
            raise Unsayable(NO_CODE)
        if not label:
            raise Unsayable(NO_WORDS)
        if any(REFERENCE in words for words in label.values()):
            raise Unsayable(ANSWER_INSIDE)
        if written in found.codes:
            raise Unsayable(TWICE, list=name, code=written)
        if row.has("media::"):
            self._notes.remark(MEDIA, CHOICES, row.number)
        code = code_of_choice(written, set(found.codes.values()))
        if code != written:
            self._notes.remark(RENAMED, CHOICES, row.number, before=written, now=code)
        found.codes[written] = code
        found.choices.append(Choice(code, unescaped(label), known_picto(row.get(PICTO), self._notes, CHOICES, row.number)))


def with_other(found: ChoiceList, languages: Sequence[str]) -> ChoiceList:
    """Return a list with « Autre » at its end, where it has none."""
    if OTHER in found.codes:
        return found
    code = code_of_choice(OTHER, set(found.codes.values()))
    other = Choice(code, in_languages(OTHER_WORDS, languages))
    return ChoiceList([*found.choices, other], {**found.codes, OTHER: code})


def known_picto(name: str, notes: Notes, sheet: str, row: int) -> str:
    """Return the name of a pictogram of ours; empty for another, which is told."""
    if name and name not in PICTOS:
        notes.remark(NO_PICTO, sheet, row, picto=name)
    return name if name in PICTOS else ""


def in_languages(text: Text, languages: Sequence[str]) -> Text:
    """Return words of ours in some languages."""
    return {code: words for code, words in text.items() if code in languages}


def unescaped(text: Text) -> Mapping[str, str]:
    """Return a text whose « ${ » are signs again: exports put a word joiner between, or ODK would look for a question there."""
    return {code: words.replace("$\u2060{", REFERENCE) for code, words in text.items()}
