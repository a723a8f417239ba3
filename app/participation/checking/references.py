"""What conditions look at: questions that exist, that come before, and no circle."""

from collections.abc import Iterator, Mapping

from app.core.language import mark
from app.participation.checking.problem import Problem
from app.participation.conditions import BadCondition, Condition, keys_of, parse, wanted_at
from app.participation.definition import Definition, Question

UNKNOWN = mark("La condition regarde « %(looked)s », qui n’est le code d’aucune question.")
ITSELF = mark("La condition regarde la réponse à sa propre question.")
CIRCLE = mark("Les conditions tournent en rond : %(way)s.")
AFTER = mark("La condition regarde « %(looked)s », qui est demandée plus loin.")


def read_conditions(definition: Definition) -> tuple[Mapping[str, Condition], list[Problem]]:
    """Return the conditions that can be read, by key of the question that they open, and the problems of the others."""
    found: dict[str, Condition] = {}
    problems = []
    for question in definition.questions:
        if question.show_if:
            try:
                found[question.key] = parse(question.show_if)
            except BadCondition as error:
                problems.append(Problem("unreadable", question.key, *wanted_at(error)))
    return found, problems


def bad_references(definition: Definition, conditions: Mapping[str, Condition]) -> Iterator[Problem]:
    """Return what conditions look at that they cannot see: an unknown key, themselves, each other, a later question."""
    places = {question.key: place for place, question in enumerate(definition.questions)}
    for question in definition.questions:
        for looked in sorted(keys_of(conditions[question.key])) if question.key in conditions else ():
            if problem := _bad_reference(question, looked, places, conditions):
                yield problem


def _bad_reference(question: Question, looked: str, places: Mapping[str, int], conditions: Mapping[str, Condition]) -> Problem | None:
    if looked not in places:
        return Problem("unknown-key", question.key, UNKNOWN, {"looked": looked})
    if looked == question.key:
        return Problem("itself", question.key, ITSELF)
    if places[looked] < places[question.key]:
        return None
    if way := _way(looked, question.key, conditions):
        return Problem("circle", question.key, CIRCLE, {"way": " → ".join([question.key, *way])})
    return Problem("later-question", question.key, AFTER, {"looked": looked})


def _way(start: str, end: str, conditions: Mapping[str, Condition]) -> list[str]:
    """Return the shortest way from a question to another by what conditions look at; nothing when there is none."""
    came_from = {start: ""}
    waiting = [start]
    for key in waiting:
        if key == end:
            way = [key]
            while came_from[way[0]]:
                way.insert(0, came_from[way[0]])
            return way
        for looked in sorted(keys_of(conditions[key])) if key in conditions else ():
            if looked not in came_from:
                came_from[looked] = key
                waiting.append(looked)
    return []
