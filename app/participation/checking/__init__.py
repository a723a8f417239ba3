"""Static checks of a definition, before it is published: what would stop or mislead somebody who answers. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from app.core.language import mark
from app.participation.checking.comparisons import bad_comparisons
from app.participation.checking.problem import Problem
from app.participation.checking.reaching import Reach, Steps, reach
from app.participation.checking.references import bad_references, read_conditions
from app.participation.checking.texts import missing_texts
from app.participation.conditions import RESERVED, Condition, keys_of
from app.participation.definition import Definition
from app.participation.questions import REGISTRY

__all__ = ["Problem", "problems", "remarks"]

NOTHING_ASKED = mark("Ce questionnaire ne pose aucune question.")
UNKNOWN_TYPE = mark("Le type « %(type)s » n’existe pas.")
RESERVED_KEY = mark("« %(looked)s » est un mot des conditions : donnez un autre code à la question.")
NEVER = mark("Personne n’arrive à cette page : aucune réponse ne remplit sa condition.")
ALWAYS = mark("La condition est toujours remplie : cette page est montrée à tout le monde.")
NO_CONSENT = mark("Demandez l’accord de la personne, sans condition, avant la première question sensible.")
CONSENT = "consent"


def problems(definition: Definition) -> Sequence[Problem]:
    """Return what is wrong, in the order of the questions; nothing when it may be published.

    A question is told as never reached only where every way of answering could be tried (`app.participation.checking.reaching`), and
    once nothing else is wrong with what its condition depends on.
    """
    conditions, unread = read_conditions(definition)
    found = [*_whole(definition), *_questions(definition), *missing_texts(definition), *unread, *bad_references(definition, conditions)]
    sound = _sound(conditions, {problem.key for problem in found if problem.code not in ("missing", "no-consent")})
    found += bad_comparisons(definition, sound)
    sound = _sound(sound, {problem.key for problem in found if problem.code == "comparison"})
    steps = Steps()
    found += [Problem("never", key, NEVER) for key in sound if reach(definition, key, sound, steps) is Reach.NEVER]
    places = {question.key: place for place, question in enumerate(definition.questions, 1)}
    return sorted(found, key=lambda problem: places.get(problem.key, 0))


def remarks(definition: Definition) -> Sequence[Problem]:
    """Return what is odd and does no harm, of a definition without problems: conditions that are always true."""
    conditions, _ = read_conditions(definition)
    steps = Steps()
    return [Problem("always", key, ALWAYS) for key in conditions if reach(definition, key, conditions, steps) is Reach.ALWAYS]


def _whole(definition: Definition) -> Iterator[Problem]:
    asking = [one for one in definition.questions if one.type not in REGISTRY or (REGISTRY[one.type].asks and one.type != CONSENT)]
    if not asking:
        yield Problem("nothing-asked", "", NOTHING_ASKED)
    sensitive = next((one for one in asking if definition.sensitive or one.sensitive), None)
    before = definition.questions[: definition.questions.index(sensitive)] if sensitive else ()
    if sensitive and not any(one.type == CONSENT and not one.show_if for one in before):
        yield Problem("no-consent", sensitive.key, NO_CONSENT)


def _questions(definition: Definition) -> Iterator[Problem]:
    for question in definition.questions:
        if question.key in RESERVED:
            yield Problem("reserved-key", question.key, RESERVED_KEY, {"looked": question.key})
        if question.type not in REGISTRY:
            yield Problem("unknown-type", question.key, UNKNOWN_TYPE, {"type": question.type})
        else:
            for message in REGISTRY[question.type].problems(question):
                yield Problem("setup", question.key, message)


def _sound(conditions: Mapping[str, Condition], unsound: set[str]) -> Mapping[str, Condition]:
    """Return the conditions that depend on nothing unsound: neither they, nor what they look at, nor what that depends on."""
    bad = set(unsound)
    while more := {key for key, condition in conditions.items() if key not in bad and keys_of(condition) & bad}:
        bad |= more
    return {key: condition for key, condition in conditions.items() if key not in bad}
