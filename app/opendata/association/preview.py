"""What a person reads before an association's table is written: which column feeds what, the first services as they would be published."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.core.clock import now
from app.core.language import Translator
from app.directory.kinds import PROTECTED, kinds
from app.directory.labels import LANGUAGES
from app.directory.opening.labels import week_lines
from app.directory.opening.rules import Schedule
from app.opendata.association.columns import Guess, Sureness
from app.opendata.association.reading import AssociationLine, ReadLine
from app.opendata.rules import Level, Remark

SHOWN_LINES, SHOWN_REMARKS = 3, 10
_LONGEST_SHOWN = 160
_SURENESS: Mapping[Sureness, str] = {
    Sureness.FORCED: "choisi par vous",
    Sureness.EXACT: "sûr",
    Sureness.CLOSE: "titre proche : à vérifier",
    Sureness.CONTENT: "d’après les valeurs : à vérifier",
}


@dataclass(slots=True)
class DryPass:
    """What a whole table would give, nothing being written. Only the first lines and remarks are kept."""

    services: int = 0
    structures: int = 0
    first: list[AssociationLine] = field(default_factory=list)
    remarks: Counter[Level] = field(default_factory=Counter)
    first_remarks: dict[Level, list[Remark]] = field(default_factory=lambda: {level: [] for level in Level})


def dry_pass(lines: Iterable[ReadLine]) -> DryPass:
    """Read the whole table for nothing but its counts and its first lines."""
    found, structures = DryPass(), set()
    for line in lines:
        for remark in line.remarks:
            found.remarks[remark.level] += 1
            if len(found.first_remarks[remark.level]) < SHOWN_REMARKS:
                found.first_remarks[remark.level].append(remark)
        if line.said:
            found.services += 1
            structures.add(line.said.structure.source_id)
            if len(found.first) < SHOWN_LINES:
                found.first.append(line.said)
    found.structures = len(structures)
    return found


def preview(guess: Guess, found: DryPass, t: Translator, moment: datetime | None = None) -> str:
    """Return what to read before saying yes, for a terminal: nothing in it can move its cursor or turn the writing round."""
    parts = [_columns(guess), _left_out(guess), _first(found, t, moment or now()), _counts(found)]
    return "\n\n".join("\n".join(map(_shown, lines)) for lines in map(list, parts) if lines)


def _columns(guess: Guess) -> Iterator[str]:
    yield "Colonnes reconnues"
    width = max((len(choice.field) for choice in guess.choices), default=0)
    for choice in guess.choices:
        doubt = " — attention, les valeurs n’y ressemblent pas" if choice.is_doubtful else ""
        yield f"  {choice.field:<{width}} ← « {choice.heading} » ({_SURENESS[choice.sureness]}){doubt}"
    if not guess.is_usable:
        yield "  Aucune colonne ne donne le nom : précisez-la, par exemple structure=Titre de la colonne."


def _left_out(guess: Guess) -> Iterator[str]:
    if guess.unused:
        yield "Colonnes non utilisées : " + ", ".join(f"« {heading} »" for heading in guess.unused)
    if guess.personal:
        yield "Colonnes sur des personnes, jamais lues : " + ", ".join(f"« {heading} »" for heading in guess.personal)


def _first(found: DryPass, t: Translator, moment: datetime) -> Iterator[str]:
    if found.first:
        yield "Les premiers services, comme ils seraient publiés"
    for line in found.first:
        yield from _service(line, t, moment)


def _service(line: AssociationLine, t: Translator, moment: datetime) -> Iterator[str]:
    says, structure = line.service.values, line.structure.values
    yield f"  • {says['nom']}"
    named = ", ".join(kinds()[code].name for code in line.kinds) or "aucun, il ne sera trouvé que par ses mots"
    yield f"    Type : {named}{' (deviné)' if line.is_guessed else ''}"
    yield f"    Structure : {structure['nom']}"
    yield f"    Lieu : {_place(line)}"
    yield from (f"    {told}" for told in _hours(line, t, moment))
    for title, told in (("Téléphone", says["telephone"]), ("Documents", ", ".join(line.documents)), ("Langues", _languages(line))):
        if told:
            yield f"    {title} : {told}"


def _place(line: AssociationLine) -> str:
    if not PROTECTED.isdisjoint(line.kinds):
        return "adresse protégée, seul le département sera montré"
    place = line.structure.values
    town = " ".join(part for part in (place["code_postal"], place["commune"]) if part)
    return ", ".join(part for part in (place["adresse"], town) if part)


def _hours(line: AssociationLine, t: Translator, moment: datetime) -> Iterator[str]:
    expression, raw = line.service.hours
    if raw:
        yield f"Horaires, tels quels : {' / '.join(raw.splitlines())}"
    elif not expression:
        yield "Horaires : non connus"
    else:
        yield "Horaires : " + " ; ".join(f"{told.days} : {told.slots}" for told in week_lines(Schedule(expression), moment, t))


def _languages(line: AssociationLine) -> str:
    return ", ".join(LANGUAGES[code] for code in line.spoken_languages)


def _counts(found: DryPass) -> Iterator[str]:
    yield f"{_many(found.services, 'service')} dans {_many(found.structures, 'structure')}"
    for level, singular, plural in (
        (Level.REFUSED, "ligne refusée", "lignes refusées"),
        (Level.SKIPPED, "ligne hors périmètre", "lignes hors périmètre"),
        (Level.WARNING, "avertissement", "avertissements"),
    ):
        if count := found.remarks[level]:
            yield f"{count} {singular if count == 1 else plural}"
    shown = [*found.first_remarks[Level.REFUSED], *found.first_remarks[Level.WARNING]][:SHOWN_REMARKS]
    for remark in shown:
        about = f" ({remark.field})" if remark.field else ""
        yield f"  ligne {remark.line}{about} : {remark.message}"
    hidden = found.remarks[Level.REFUSED] + found.remarks[Level.WARNING] - len(shown)
    if hidden:
        yield f"  … et {_many(hidden, 'autre')}"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' if count > 1 else ''}"


def _shown(text: str) -> str:
    """One line of a terminal: what is no character to be seen is left out, and what is long is cut."""
    visible = "".join(c if c.isprintable() else " " for c in text)
    return visible if len(visible) <= _LONGEST_SHOWN else f"{visible[: _LONGEST_SHOWN - 1]}…"
