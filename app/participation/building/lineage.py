"""What published versions hold the next one to: keys keep their type, codes keep what they meant. ODK's rules, stricter. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.core.language import FRENCH, mark
from app.participation.checking import Problem
from app.participation.definition import Definition, Question

TYPE_CHANGED = mark("Cette question a déjà été publiée sous un autre type : faites-en une nouvelle.")
CODE_REUSED = mark("Le choix « %(now)s » reprend le code d’un choix retiré, « %(before)s » : donnez-lui un autre code.")


@dataclass(frozen=True, slots=True)
class Lineage:
    """What was published. `types`: by key; `codes`: by key, the French words that each code last had; `present`: the last version."""

    types: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]]
    present: Definition | None = None

    def keys(self) -> frozenset[str]:
        """Return every key that was ever asked."""
        return frozenset(self.types)

    def codes_of(self, key: str) -> frozenset[str]:
        """Return every code that a question ever had."""
        return frozenset(self.codes.get(key, {}))


NOTHING = Lineage({}, {})


def lineage(versions: Sequence[Definition]) -> Lineage:
    """Return what versions, first to last, hold the next one to."""
    types: dict[str, str] = {}
    codes: dict[str, dict[str, str]] = {}
    for version in versions:
        for question in version.questions:
            types.setdefault(question.key, question.type)
            known = codes.setdefault(question.key, {})
            known.update({choice.code: choice.label.get(FRENCH.code, "") for choice in question.choices})
    return Lineage(types, codes, versions[-1] if versions else None)


def broken(definition: Definition, past: Lineage) -> Iterator[Problem]:
    """Return what a definition does that its published versions forbid."""
    for question in definition.questions:
        if past.types.get(question.key, question.type) != question.type:
            yield Problem("type-changed", question.key, TYPE_CHANGED)
        yield from _codes(question, past)


def _codes(question: Question, past: Lineage) -> Iterator[Problem]:
    """A code that was taken out comes back only with the words it had; steps of a scale are their own meaning."""
    before = past.present.question(question.key) if past.present else None
    standing = {choice.code for choice in before.choices} if before else set()
    known = past.codes.get(question.key, {})
    for choice in question.choices:
        words = choice.label.get(FRENCH.code, "")
        if choice.code in known and choice.code not in standing and known[choice.code] != words and question.type != "scale":
            yield Problem("code-reused", question.key, CODE_REUSED, {"now": words, "before": known[choice.code]})
