"""What the command line says and does with pairs of structures: plain functions that return French sentences."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.core.errors import DomainError, NotThere
from app.core.language import mark
from app.directory.duplicates import merging
from app.directory.duplicates.labels import REASONS, STATES
from app.directory.duplicates.rules import Reason
from app.directory.models import DuplicatePair, Service, Structure
from app.directory.redaction import public_address
from app.directory.rules import PairState

SECRET = frozenset((Reason.ADDRESS, Reason.POINT))
"""Reasons that would tell where a protected structure is to whoever knows the other: neither its commune is told then."""
READ_AT_ONCE = 200


def lines(session: Session, *, state: PairState = PairState.PROPOSED, limit: int = 50) -> Iterator[str]:
    """Yield one line a pair, the surest first: number, score, both structures, why."""
    statement = select(DuplicatePair).where(DuplicatePair.state == state).order_by(DuplicatePair.score.desc(), DuplicatePair.id)
    pairs = session.scalars(statement.limit(limit)).all()
    for start in range(0, len(pairs), READ_AT_ONCE):
        batch = pairs[start : start + READ_AT_ONCE]
        structures, hidden = _structures(session, batch)
        for pair in batch:
            yield _line(pair, structures, hidden)


def merge(session: Session, number: int, *, keep: int | None = None) -> str:
    """Merge a pair, keeping a structure, or the one that `preferred` tells; return what was done."""
    pair = merging.pair(session, number)
    kept = preferred(session, pair) if keep is None else keep
    was_hidden = _structures(session, [pair])[1] & {pair.first_id, pair.second_id}
    merging.merge(session, pair, keep=kept)
    lost = pair.second_id if kept == pair.first_id else pair.first_id
    said = f"Paire {number} : la structure {lost} est fusionnée dans la structure {kept}."
    return f"{said} L’adresse de la structure gardée reste secrète." if was_hidden else said


def unmerge(session: Session, number: int) -> str:
    """Take a merge back; return what was done."""
    merging.unmerge(session, merging.pair(session, number))
    return f"Paire {number} : la fusion est défaite. Ce qui a changé depuis a été gardé."


def dismiss(session: Session, number: int) -> str:
    """Say that the two structures of a pair are two; return what was done."""
    merging.dismiss(session, merging.pair(session, number))
    return f"Paire {number} : écartée, les deux structures restent."


def preferred(session: Session, pair: DuplicatePair) -> int:
    """Return which structure to keep when nobody says: not an unconfirmed default, changed last, known first."""
    both = session.scalars(select(Structure).where(Structure.id.in_((pair.first_id, pair.second_id)))).all()
    ordered = sorted(both, key=lambda one: (one.is_default, -(one.date_maj.toordinal() if one.date_maj else 0), one.id))
    return ordered[0].id


REFUSALS: Mapping[type[DomainError], str] = {
    NotThere: mark("Cette paire n’existe pas : voyez les numéros de la liste."),
    merging.NotOfThePair: mark("La structure à garder doit être l’une des deux de la paire."),
    merging.AlreadyMerged: mark("L’une des deux structures est déjà fusionnée. Défaites d’abord cette fusion."),
    merging.OthersWereMergedHere: mark(
        "D’autres structures ont été fusionnées dans celle qui disparaîtrait. Gardez plutôt celle-là, ou défaites d’abord ces fusions."
    ),
    merging.NotMerged: mark("Cette paire n’est pas fusionnée : il n’y a rien à défaire."),
}


def refusal(error: DomainError) -> str:
    """Return, in French, why something was refused, and what to do instead."""
    if isinstance(error, merging.LaterMergeStands):
        return f"Une fusion plus récente repose sur celle-ci. Défaites d’abord la paire {error.pair_id}."
    return REFUSALS[type(error)]


def _structures(session: Session, pairs: Sequence[DuplicatePair]) -> tuple[Mapping[int, Structure], set[int]]:
    """The structures of some pairs by number, and the numbers of those whose address is kept secret."""
    numbers = {number for pair in pairs for number in (pair.first_id, pair.second_id)}
    found = {structure.id: structure for structure in session.scalars(select(Structure).where(Structure.id.in_(numbers)))}
    protects = or_(Structure.is_protected, Structure.services.any(Service.is_protected))
    return found, set(session.scalars(select(Structure.id).where(Structure.id.in_(numbers), protects)))


def _line(pair: DuplicatePair, structures: Mapping[int, Structure], hidden: set[int]) -> str:
    number_of = (pair.first_id, pair.second_id)
    is_hidden = not hidden.isdisjoint(number_of)
    both = " = ".join(_told(structures[number], is_hidden=is_hidden) for number in number_of)
    why = [REASONS[Reason(reason)] for reason in pair.reasons if not (is_hidden and reason in SECRET)]
    if is_hidden:
        why.append("adresse protégée")
    score = f"{pair.score:.2f}".replace(".", ",")
    return f"{pair.id} ({STATES[PairState(pair.state)]}, {score}) : {both} – {', '.join(why)}"


def _told(structure: Structure, *, is_hidden: bool) -> str:
    address = public_address(structure, is_protected=is_hidden)
    place = address.departement if is_hidden else address.commune
    return f"n° {structure.id} {structure.nom} ({', '.join(part for part in (place, structure.source) if part)})"
