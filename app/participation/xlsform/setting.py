"""What the settings of a workbook say of the whole questionnaire, and sheets that are not read."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.core.language import FRENCH, READABLE, mark
from app.participation.definition import Definition, Question, Text
from app.participation.xlsform import extras
from app.participation.xlsform.extras import INTRO, OF_FORM, THANKS, TITLE
from app.participation.xlsform.findings import Notes, Unsayable
from app.participation.xlsform.languages import Speech
from app.participation.xlsform.names import code_of_form
from app.participation.xlsform.sheets import SETTINGS, Book, Row

NO_KEY = mark("Les réponses sont déjà chiffrées par Repères : cette clé n’est pas reprise.")
SENT_HERE = mark("Les réponses restent dans Repères : elles ne partent pas vers une autre adresse.")
NO_NAME = mark("Une réponse n’a pas de nom : elle ne se reconnaît pas à ce que la personne a dit.")
NO_NONE = mark("« Aucun » ne s’ajoute pas de lui-même : écrivez ce choix dans les listes.")
LEFT_OUT = mark("Le réglage « %(setting)s » n’est pas repris.")
NOT_READ = mark("La feuille « %(name)s » n’est pas lue.")
ENTITIES = mark("Les entités gardent des fiches de personnes ou de lieux : elles ne sont pas reprises.")
OUTSIDE = mark("Cette feuille propose des réponses selon d’autres réponses : elle n’est pas reprise.")
DEFAULT_CODE, DEFAULT_TITLE = "questionnaire", "Questionnaire importé"
_ENDING = re.compile(r"\.xlsx?$", re.IGNORECASE)
_REFUSED: Mapping[str, str] = {
    "public_key": NO_KEY,
    "submission_url": SENT_HERE,
    "auto_send": SENT_HERE,
    "auto_delete": SENT_HERE,
    "instance_name": NO_NAME,
}
_KNOWN = frozenset((
    "form_title", "form_id", "version", "default_language", "namespaces", "name", "allow_choice_duplicates", "omit_instanceid",
    "clean_text_values", "sms_keyword", "prefix", "delimiter",
))  # fmt: skip
"""What is read, and what says nothing here."""
_SHEETS: Mapping[str, str] = {"entities": ENTITIES, "external_choices": OUTSIDE, "osm": OUTSIDE}


class Told(NamedTuple):
    """What the rows of a survey said. `texts`: of the questionnaire, by `title`, `intro`, `thanks`."""

    texts: Mapping[str, Text]
    questions: Sequence[Question]


def definition_of(book: Book, told: Told, speech: Speech, notes: Notes, name: str) -> Definition:
    """Return the questionnaire. `name`: of the file, for a form that says none."""
    row = next(iter(book.sheet(SETTINGS).rows), Row(0, {}))
    _look_at(row, book.others, notes)
    file = _ENDING.sub("", name)
    said = row.get("form_title") or row.get("form_id") or file or DEFAULT_TITLE
    code = code_of_form(row.get("form_id")) or code_of_form(row.get("form_title")) or code_of_form(file) or DEFAULT_CODE
    asked = tuple(one for one in row.get(f"{OF_FORM}languages").split() if one in READABLE)
    return Definition(
        code=code,
        title=told.texts.get(TITLE) or {one: said for one in (FRENCH.code, speech.unnamed) if one},
        intro=told.texts.get(INTRO, {}),
        thanks=told.texts.get(THANKS, {}),
        languages=asked if FRENCH.code in asked else speech.languages,
        questions=tuple(told.questions),
        minutes=extras.number(row, f"{OF_FORM}minutes") or 5,
        sensitive=extras.flag(row.get(f"{OF_FORM}sensitive")),
        summary=extras.text(row, OF_FORM, "summary"),
    )


def _look_at(row: Row, others: Sequence[str], notes: Notes) -> None:
    for column, words in row.cells.items():
        if column.name in _REFUSED:
            notes.refuse(SETTINGS, row.number, column.name, Unsayable(_REFUSED[column.name]))
        elif column.name == "add_none_option" and extras.flag(words):
            notes.refuse(SETTINGS, row.number, column.name, Unsayable(NO_NONE))
        elif column.name not in _KNOWN | {"add_none_option"} and not column.name.startswith(OF_FORM):
            notes.remark(LEFT_OUT, SETTINGS, row.number, setting=column.name)
    for sheet in others:
        if sheet.strip().lower() in _SHEETS:
            notes.refuse(sheet, 1, sheet, Unsayable(_SHEETS[sheet.strip().lower()]))
        else:
            notes.remark(NOT_READ, name=sheet)
