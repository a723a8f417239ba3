"""A workbook as a definition: every row becomes a question, or is refused with the reason why."""

from dataclasses import dataclass, replace

from app.core.language import mark
from app.participation.conditions import HAS, BadCondition, Compared, Condition, parse, printed
from app.participation.conditions.tree import And
from app.participation.definition import Question, Text
from app.participation.questions import type_of
from app.participation.questions.base import Shape
from app.participation.xlsform import leaving_out
from app.participation.xlsform.extras import OF_QUESTION, PARTS, flag
from app.participation.xlsform.findings import Imported, Notes, Unsayable, in_order
from app.participation.xlsform.from_xpath import Looked, Scope, condition
from app.participation.xlsform.kinds import REPEAT, group_of
from app.participation.xlsform.languages import speech
from app.participation.xlsform.lists import OTHER, Lists, in_languages, unescaped
from app.participation.xlsform.names import key_of
from app.participation.xlsform.rows import Made, Rows
from app.participation.xlsform.setting import Told, definition_of
from app.participation.xlsform.sheets import SURVEY, Book, Row

IN_REPEAT = mark("Cette ligne est dans la répétition de la ligne %(row)s, qui n’est pas reprise.")
IN_GROUP = mark("Cette ligne est dans le groupe de la ligne %(row)s, dont la condition n’est pas reprise.")
RENAMED = mark("La question « %(before)s » s’appelle maintenant « %(now)s ».")
NAMED = mark("Cette question n’avait pas de nom : elle s’appelle « %(now)s ».")
MOST_QUESTIONS, MOST_SIGNS = 500, 1_000_000
"""Of all the texts that are taken: a list of long choices that many questions name would fill the memory, from a small file."""
SIGNS_OF_A_CHOICE = 40
"""Beside its words."""
FULL = mark("Ce questionnaire est déjà trop long : cette ligne n’est pas reprise. Coupez-le en plusieurs.")
DISABLED = mark("Une ligne désactivée n’est pas reprise.")
OTHER_LABEL: Text = {
    "fr": "Quelle est cette autre réponse ?",
    "fr-simple": "Quelle est cette autre réponse ?",
    "en": "What is this other answer?",
    "ar": "ما هي هذه الإجابة الأخرى؟",
}


def import_form(book: Book, name: str = "") -> Imported:
    """Return what a workbook brings; `name`: of its file, for a form that says none. Never raises."""
    notes = Notes()
    found = _Survey(book, notes)
    for row in book.sheet(SURVEY).rows:
        found.take(row)
    found.lists.remark_on_unused(found.named_lists)
    definition = definition_of(book, Told(found.texts, found.questions), found.speech, notes, name)
    return Imported(definition if found.questions else None, in_order(notes.refused), tuple(notes.remarks), found.rows)


@dataclass(frozen=True, slots=True)
class _Group:
    """What stands around rows. `condition`: when they are asked; `why`: what refuses them all."""

    condition: Condition | None = None
    why: Unsayable | None = None


class _Survey:
    """What is known of a survey, row after row."""

    def __init__(self, book: Book, notes: Notes) -> None:
        self.notes = notes
        self.speech = speech(book, notes)
        self.lists = Lists(book, self.speech, notes)
        self.questions: list[Question] = []
        self.texts: dict[str, Text] = {}
        self.rows: dict[str, int] = {}
        self.named_lists: set[str] = set()
        self._made = Rows(self.lists, self.speech, notes)
        self._known: dict[str, Looked] = {}
        self._refused: dict[str, int] = {}
        self._groups: list[_Group] = []
        self._signs = 0

    def take(self, row: Row) -> None:
        """Take a row, or refuse it."""
        if flag(row.get("disabled")):
            self.notes.remark(DISABLED, SURVEY, row.number)
        elif (part := row.get(f"{OF_QUESTION}part")) in PARTS:
            self.texts[part] = unescaped(self.speech.text(row, "label", SURVEY))
        elif (bracket := group_of(row.get("type"))) is not None:
            self._bracket(row, *bracket)
        else:
            self._question(row)

    @property
    def _scope(self) -> Scope:
        return Scope(self._known, self._refused)

    def _bracket(self, row: Row, word: str, what: str) -> None:
        if word == "end":
            del self._groups[-1:]
            return
        around = self._groups[-1] if self._groups else _Group()
        try:
            self._groups.append(self._opened(row, what, around))
        except Unsayable as why:
            self.notes.refuse(SURVEY, row.number, row.get("type"), why)
            self._groups.append(_Group(why=around.why or Unsayable(IN_REPEAT if what == "repeat" else IN_GROUP, row=row.number)))

    def _opened(self, row: Row, what: str, around: _Group) -> _Group:
        if around.why:
            raise around.why
        if what == "repeat":
            raise Unsayable(REPEAT)
        found = condition(row.get("relevant"), self._scope) if row.get("relevant") else None
        leaving_out.remark_on_group(row, self.notes)
        return _Group(_both(around.condition, found))

    def _question(self, row: Row) -> None:
        written = row.get("name")
        self.named_lists |= set(row.get("type").split())
        try:
            self._add(row, written)
        except Unsayable as why:
            self.notes.refuse(SURVEY, row.number, " ".join(part for part in (row.get("type"), written) if part), why)
            if written:
                self._refused[written] = row.number
                self._known.pop(written, None)

    def _add(self, row: Row, written: str) -> None:
        around = self._groups[-1] if self._groups else _Group()
        if around.why:
            raise around.why
        if self._signs > MOST_SIGNS or len(self.questions) >= MOST_QUESTIONS:
            raise Unsayable(FULL)
        key = key_of(written or f"question_{row.number}", self.rows)
        made = self._made.question(row, key)
        self._signs += _signs(made.question)
        if self._signs > MOST_SIGNS:
            raise Unsayable(FULL)
        asked = _both(around.condition, condition(row.get("relevant"), self._scope) if row.get("relevant") else None)
        show_if = _ours(row.get(f"{OF_QUESTION}show_if")) or (printed(asked) if asked else "")
        if not written:
            self.notes.remark(NAMED, SURVEY, row.number, now=key)
        elif key != written:
            self.notes.remark(RENAMED, SURVEY, row.number, before=written, now=key)
        self._keep(replace(made.question, show_if=show_if), written, made, row.number)
        if made.kind.has_other:
            self._keep_other(made, written, row.number)

    def _keep(self, question: Question, written: str, made: Made, row: int) -> None:
        self.questions.append(question)
        self.rows[question.key] = row
        if written:
            self._known[written] = Looked(question, made.codes)
            self._refused.pop(written, None)

    def _keep_other(self, made: Made, written: str, row: int) -> None:
        """Have the other answer written, as ODK does."""
        by = HAS if type_of(made.question).shape is Shape.SEVERAL else "="
        chosen = Compared(made.question.key, by, made.codes[OTHER])
        label = in_languages(OTHER_LABEL, self.speech.languages)
        key = key_of(f"{made.question.key[:34]}_other", self.rows)
        other = Question(key, "short_text", label, show_if=printed(chosen))
        self._keep(other, f"{written}_other", Made(other, {}, made.kind), row)


def _signs(question: Question) -> int:
    """How long a question is, with its choices."""
    texts = (question.label, question.hint, question.why, question.guidance, *(one.label for one in question.choices))
    return sum(len(words) for text in texts for words in text.values()) + SIGNS_OF_A_CHOICE * len(question.choices)


def _ours(written: str) -> str:
    """Return a condition as we write it; empty when it cannot be read."""
    try:
        parse(written)
    except BadCondition:
        return ""
    return written


def _both(one: Condition | None, other: Condition | None) -> Condition | None:
    return And((one, other)) if one and other else one or other
