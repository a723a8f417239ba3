"""Lists in words: what is to be done and by when, where each orientation stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.core.language import Translator, mark
from app.core.written_days import day_of
from app.orientations.display.clocks import Hand, expected, need_of
from app.orientations.display.naming import Names, need_text, person_text
from app.orientations.labels import REASONS, STATES
from app.orientations.list_queries import Group, Row, Waiting, person_for, rows_of
from app.orientations.rules import CLOSED, Actor, Reason, State
from app.orientations.settings import Context
from app.orientations.tasks import Task


@dataclass(frozen=True, slots=True)
class TaskWords:
    """What happened, what to do now in one verb, and the end of the path that leads there."""

    what: str
    verb: str
    path: str = ""


TASKS: Mapping[Task, TaskWords] = {
    Task.CALL: TaskWords(mark("La personne demande qu’on l’appelle"), mark("Appeler")),
    Task.COMPLETE: TaskWords(mark("Il manque une information"), mark("Compléter"), "/decision/completer"),
    Task.NEXT_STEP: TaskWords(mark("Refusée"), mark("Choisir une suite"), "/reorienter"),
    Task.UNANSWERED: TaskWords(mark("Restée sans réponse"), mark("Choisir une suite"), "/reorienter"),
    Task.BY_PHONE: TaskWords(mark("À dire par téléphone"), mark("Noter la réponse")),
    Task.CHASE: TaskWords(mark("Toujours pas de réponse"), mark("Choisir une suite"), "/reorienter"),
    Task.AFTER: TaskWords(mark("Le rendez-vous est passé"), mark("Dire ce qui s’est passé")),
    Task.TOLD: TaskWords(mark("La personne a donné des nouvelles"), mark("Lire")),
    Task.CHASE_WAIT: TaskWords(mark("Liste d’attente sans nouvelles"), mark("Demander où cela en est")),
    Task.DRAFT: TaskWords(mark("Brouillon, pas encore envoyé"), mark("Finir et envoyer")),
    Task.ANSWER: TaskWords(mark("Nouvelle demande"), mark("Répondre")),
    Task.CONFIRM_WAIT: TaskWords(mark("Liste d’attente à confirmer"), mark("Confirmer"), "/decision/confirmer-attente"),
    Task.FOLLOW: TaskWords(mark("Sans nouvelles depuis un mois"), mark("Dire où cela en est")),
}
LASTING = frozenset((State.DRAFT, State.TO_VERIFY, State.INCOMPLETE, State.WAITING, State.SUPPORT, State.SILENT))
"""States that one is in, where the others are what somebody did."""
_ON_A_DAY = frozenset((Task.NEXT_STEP, Task.TOLD, Task.ANSWER))
"""Tasks that began by what somebody did; the others last."""
SIDES: Mapping[Actor, str] = {Actor.SENDER: mark("Vous orientez"), Actor.TARGET: mark("Vous recevez")}
GROUPS: Mapping[Group, str] = {
    Group.TODO: mark("À traiter"),
    Group.ONGOING: mark("En cours"),
    Group.CLOSED: mark("Closes"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One orientation of a list. `facts`: what stands under the name; `clock`: the clock that runs, where one does."""

    number: int
    who: str
    facts: Sequence[str]
    state: str
    since: str
    href: str
    clock: Hand | None
    is_example: bool


@dataclass(frozen=True, slots=True)
class TodoLine:
    """One thing to do. `verb` leads to `act_href`; `who` to the orientation."""

    line: Line
    side: str
    what: str
    since: str
    due: str
    is_late: bool
    verb: str
    act_href: str


def todo_lines(context: Context, waiting: Sequence[Waiting], t: Translator) -> list[TodoLine]:
    """Return what is to be done, in its order."""
    rows = rows_of(context.session, [one.number for one in waiting])
    names = _names(context, tuple(rows.values()), t)
    return [_todo(one, _line(rows[one.number], one.todo.side, names, context, t), context, t) for one in waiting if one.number in rows]


def lines(context: Context, rows: Sequence[Row], side: Actor, t: Translator) -> list[Line]:
    """Return orientations as a list shows them."""
    names = _names(context, rows, t)
    return [_line(row, side, names, context, t) for row in rows]


def state_text(state: str, reason: str | None, t: Translator) -> str:
    """Return where an orientation stands: « Refusée : plus de place »."""
    told = t.gettext(STATES[State(state)])
    if reason is None or state not in CLOSED:
        return told
    why = t.gettext(REASONS[Reason(reason)])
    return t.gettext("%(state)s : %(why)s", state=told, why=why[:1].lower() + why[1:])


def since_text(state: str, at: datetime, t: Translator) -> str:
    """Return when a state began: what lasts is told otherwise than what happened one day."""
    return _when(day_of(at, t), t, lasts=state in LASTING)


def _when(day: str, t: Translator, *, lasts: bool) -> str:
    return t.gettext("depuis le %(day)s", day=day) if lasts else t.gettext("le %(day)s", day=day)


def _names(context: Context, rows: Sequence[Row], t: Translator) -> Names:
    return Names(context.session, [(row.service, row.structure) for row in rows], t)


def _line(row: Row, side: Actor, names: Names, context: Context, t: Translator) -> Line:
    orientation = row.orientation
    of = names.service(row.service, row.structure)
    if side is Actor.TARGET and row.organisation is not None:
        of = t.gettext("%(service)s, de la part de %(sender)s", service=of, sender=row.organisation.name)
    return Line(
        number=orientation.id,
        who=person_text(orientation, person_for(row, side), t),
        facts=(need_text(orientation.kind, t), of),
        state=state_text(orientation.state, orientation.reason, t),
        since=since_text(orientation.state, orientation.state_since, t),
        href=f"/orientations/{orientation.id}",
        clock=expected(need_of(orientation), context.settings.clock(orientation.kind), context.now, t),
        is_example=orientation.is_example,
    )


def _todo(one: Waiting, line: Line, context: Context, t: Translator) -> TodoLine:
    words, todo = TASKS[one.todo.task], one.todo
    is_late = todo.is_dated and todo.due < context.now
    return TodoLine(
        line=line,
        side=t.gettext(SIDES[todo.side]),
        what=t.gettext(words.what),
        since=_when(day_of(todo.since, t), t, lasts=todo.task not in _ON_A_DAY),
        due=t.gettext("à faire avant le %(day)s", day=day_of(todo.due, t)) if todo.is_dated and not is_late else "",
        is_late=is_late,
        verb=t.gettext(words.verb),
        act_href=f"{line.href}{words.path}",
    )
