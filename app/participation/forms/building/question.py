"""One question as its form brings it: texts, rows of choices, settings; what its buttons do; what is to mend. Nothing typed is lost."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from werkzeug.datastructures import MultiDict

from app.core.language import mark
from app.core.text import fold
from app.participation.building.told import Told, ToldChoice, merged
from app.participation.definition import Question
from app.participation.forms.building.settings import raw_settings, read_settings
from app.participation.pictograms import PICTOS
from app.participation.questions import REGISTRY
from app.participation.questions.base import one_value
from app.participation.questions.integer import BAD_BOUNDS
from app.participation.questions.month import BAD_MONTHS
from app.participation.questions.ranking import BAD_PICK
from app.participation.questions.scale import BAD_STEPS
from app.participation.questions.texts import TOO_LONG

WRITE_LABEL = mark("Écrivez la question.")
WRITE_PAGE_TITLE = mark("Écrivez le titre de la page.")
TOO_MANY = mark("Gardez soixante choix au plus.")
SAME_WORDS = mark("Deux choix disent la même chose : changez-en un.")
STEPS = mark("Écrivez de trois à cinq réponses, de la moins bonne à la meilleure.")
MOST_CHOICES = 60
LABEL, HINT, WHY, GUIDANCE, CHOICES = "intitule", "aide", "pourquoi", "consigne", "choix"
LONGEST: Mapping[str, int] = {LABEL: 300, HINT: 500, WHY: 500, GUIDANCE: 1000}
LONGEST_PAGE, LONGEST_CHOICE = 2000, 150
GESTURE, ROW, TYPE, OTHER_TYPE, SENSITIVE, PICTO = "geste", "rang", "type", "autre_type", "sensible", "picto"
ADD, DROP, UP, DOWN, CHANGE_TYPE, TAKE_BACK = "ajouter", "retirer", "monter", "descendre", "type", "reprendre"
ROWS_AT_FIRST = 3
_ROW = re.compile(r"[0-9]{1,3}")
WHERE: Mapping[str, str] = {BAD_BOUNDS: "min", BAD_PICK: "nombre", BAD_MONTHS: "debut"}
"""Where what the type finds wrong is to be mended; elsewhere: the choices."""


@dataclass(frozen=True, slots=True)
class Row:
    """A choice being written. `id`: what names its controls, whatever its place."""

    id: int
    code: str = ""
    words: str = ""
    picto: str = ""
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """What a form holds. `settings`: as they are typed, by control; `mistakes`: by control, a message and its values."""

    type: str
    texts: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    sensitive: bool = False
    picto: str = ""
    mistakes: dict[str, tuple[str, Mapping[str, object]]] = field(default_factory=dict)

    @property
    def takes_choices(self) -> bool:
        """Whether the type has a list of choices."""
        return REGISTRY[self.type].takes_choices


def shown(said: Told) -> Given:
    """Return what the form shows of a question; a list of choices has a few rows to begin with."""
    rows = tuple(Row(place, one.code, one.words, one.picto, one.exclusive) for place, one in enumerate(said.choices, 1))
    texts = {LABEL: said.label, HINT: said.hint, WHY: said.why, GUIDANCE: said.guidance}
    found = Given(said.type, texts, rows, raw_settings(said), said.sensitive, said.picto)
    return replace(found, rows=tuple(map(Row, range(1, ROWS_AT_FIRST + 1)))) if found.takes_choices and not rows else found


def read_question(form: MultiDict[str, str], type_name: str) -> Given:
    """Return what a form brings, as it was typed. `type_name`: the type that it is of."""
    sent = {name: form.getlist(name) for name in form}
    texts = {name: one_value(sent, name) for name in LONGEST}
    texts[LABEL] = _line(sent, LABEL)
    ids = list(dict.fromkeys(int(one) for one in form.getlist(ROW) if _ROW.fullmatch(one)))
    rows = tuple(_row(sent, number) for number in ids[: MOST_CHOICES + 1])
    settings = {name: _line(sent, name) for name in raw_settings(Told(type_name))}
    return Given(type_name, texts, rows or (Row(1),), settings, SENSITIVE in form, _picto(_line(sent, PICTO)))


def acted(given: Given, gesture: str, other_type: str) -> Given:
    """Return the form after one of its buttons: a row more, a row less, a row elsewhere, another type (`other_type`)."""
    what, _, row = gesture.partition("-")
    place = next((place for place, one in enumerate(given.rows) if str(one.id) == row), None)
    rows = list(given.rows)
    if what == CHANGE_TYPE:
        return _of_type(given, other_type)
    if what == ADD and len(rows) < MOST_CHOICES:
        rows.append(Row(max((one.id for one in rows), default=0) + 1))
    elif what == ADD:
        return replace(given, mistakes={CHOICES: (TOO_MANY, {})})
    elif what == DROP and place is not None:
        rows.pop(place)
    elif what in (UP, DOWN) and place is not None:
        one = rows.pop(place)
        rows.insert(max(0, place - 1) if what == UP else place + 1, one)
    return replace(given, rows=tuple(rows) or (Row(1),))


def checked(given: Given) -> Told:
    """Return what the question is to say; what is to mend is put in `given.mistakes`, and there is then nothing to keep."""
    wrong = given.mistakes
    if not given.texts[LABEL]:
        wrong[LABEL] = (WRITE_LABEL if REGISTRY[given.type].asks else WRITE_PAGE_TITLE, {})
    for name, longest in longest_of(given.type).items():
        if len(given.texts[name]) > longest:
            wrong[name] = (TOO_LONG, {"count": len(given.texts[name]), "most": longest})
    settings, bad = read_settings(given.type, given.settings)
    wrong.update(bad)
    said = Told(
        given.type,
        label=given.texts[LABEL],
        hint=given.texts[HINT],
        why=given.texts[WHY],
        guidance=given.texts[GUIDANCE],
        choices=_choices(given),
        settings=settings,
        sensitive=given.sensitive and REGISTRY[given.type].asks,
        picto=given.picto,
    )
    if not wrong:
        _check_whole(given, said)
    return said


def longest_of(type_name: str) -> Mapping[str, int]:
    """Return how many signs each text may have; the text of a page to read is its hint."""
    return LONGEST if REGISTRY[type_name].asks else {**LONGEST, HINT: LONGEST_PAGE}


def words_id(row: Row) -> str:
    """Return the name of the control of the words of a choice."""
    return f"mots-{row.id}"


def _choices(given: Given) -> tuple[ToldChoice, ...]:
    """The choices that have words."""
    if not given.takes_choices:
        return ()
    rows, seen = [row for row in given.rows if row.words], set[str]()
    if len(rows) > MOST_CHOICES:
        given.mistakes[CHOICES] = (TOO_MANY, {})
    for row in rows:
        said = fold(row.words) or row.words
        if len(row.words) > LONGEST_CHOICE:
            given.mistakes[words_id(row)] = (TOO_LONG, {"count": len(row.words), "most": LONGEST_CHOICE})
        elif said in seen:
            given.mistakes[words_id(row)] = (SAME_WORDS, {})
        seen.add(said)
    alone = given.type == "several"
    return tuple(ToldChoice(row.code, row.words, row.picto, row.exclusive and alone) for row in rows)


def _check_whole(given: Given, said: Told) -> None:
    """What the type itself would find wrong."""
    whole = merged(Question("question", said.type, {"fr": said.label}), said)
    for message in REGISTRY[said.type].problems(whole):
        given.mistakes.setdefault(WHERE.get(message, CHOICES), (STEPS if message == BAD_STEPS else message, {}))


def _of_type(given: Given, other: str) -> Given:
    settings = {name: given.settings.get(name, value) for name, value in raw_settings(Told(other)).items()}
    return replace(given, type=other, rows=given.rows or (Row(1),), settings=settings)


def _row(sent: Mapping[str, list[str]], number: int) -> Row:
    return Row(
        number,
        code=_line(sent, f"code-{number}")[:40],
        words=_line(sent, f"mots-{number}"),
        picto=_picto(_line(sent, f"picto-{number}")),
        exclusive=f"seul-{number}" in sent,
    )


def _line(sent: Mapping[str, list[str]], name: str) -> str:
    return " ".join(one_value(sent, name).split())


def _picto(name: str) -> str:
    return name if name in PICTOS else ""
