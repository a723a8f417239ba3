"""Looking for pairs of structures that may be one. What a person decided stays decided."""

from collections.abc import Callable, Iterator

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.directory.duplicates.blocks import candidates, switchboards
from app.directory.duplicates.names import TOWN_HALL
from app.directory.duplicates.profiles import Profile, are_alike
from app.directory.duplicates.rules import REOPENED_BY, Evidence, reasons, score
from app.directory.models import DuplicatePair, Structure
from app.directory.rules import PairState

Progress = Callable[[float], None]
"""Told the share of the work that is done, from 0 to 1."""
Couple = tuple[int, int]
"""Numbers of two structures, the smaller first."""
READ_AT_ONCE = 5000
WRITTEN_AT_ONCE = 500
TOLD_EVERY = 4096

_COMPARED = (
    select(
        Structure.id, Structure.nom, Structure.siret, Structure.adresse, Structure.commune, Structure.code_postal, Structure.code_insee,
        Structure.latitude, Structure.longitude, Structure.telephone, Structure.courriel, Structure.site_web, Structure.is_default,
    )
    .where(Structure.merged_into_id.is_(None), Structure.is_example.is_(False))
    .order_by(Structure.id)
)  # fmt: skip


def find(session: Session, progress: Progress = lambda _share: None) -> int:
    """Propose the pairs that hold now, forget proposals that no longer do; return how many are newly proposed.

    A dismissed pair is proposed again only when its score rises by more than `REOPENED_BY` over what it was when dismissed.
    """
    known = {(pair.first_id, pair.second_id): pair for pair in session.scalars(select(DuplicatePair))}
    found = dict(_alike(_profiles(session), progress))
    fresh = []
    newly = 0
    for couple, evidence in found.items():
        pair = known.get(couple)
        if pair is None:
            fresh.append(_row(couple, evidence))
        else:
            newly += _look_again(pair, evidence)
    gone = [pair.id for couple, pair in known.items() if pair.state == PairState.PROPOSED and couple not in found]
    session.flush()
    for start in range(0, len(gone), WRITTEN_AT_ONCE):
        session.execute(delete(DuplicatePair).where(DuplicatePair.id.in_(gone[start : start + WRITTEN_AT_ONCE])))
    for start in range(0, len(fresh), WRITTEN_AT_ONCE):
        session.execute(insert(DuplicatePair), fresh[start : start + WRITTEN_AT_ONCE])
    progress(1.0)
    return newly + len(fresh)


def _profiles(session: Session) -> list[Profile]:
    rows = session.execute(_COMPARED.execution_options(yield_per=READ_AT_ONCE))
    profiles = [Profile.of(row) for row in rows]
    shared = switchboards(profiles)
    return [profile.less(shared) for profile in profiles]


def _alike(profiles: list[Profile], progress: Progress) -> Iterator[tuple[Couple, Evidence]]:
    for rank, (share, one, other) in enumerate(candidates(profiles)):
        if rank % TOLD_EVERY == 0:
            progress(share)
        if _is_pair_of_town_halls(one, other):
            continue
        evidence = are_alike(one, other)
        if evidence is not None:
            yield (one.id, other.id), evidence


def _is_pair_of_town_halls(one: Profile, other: Profile) -> bool:
    """Two embedded defaults are two communes."""
    return one.is_default and other.is_default and TOWN_HALL in one.name.words and TOWN_HALL in other.name.words


def _row(couple: Couple, evidence: Evidence) -> dict[str, object]:
    first, second = couple
    return {"first_id": first, "second_id": second, **_found(evidence), "state": PairState.PROPOSED, "proposed_at": utc_now(), "undo": {}}


def _found(evidence: Evidence) -> dict[str, object]:
    return {"score": score(evidence), "reasons": [reason.value for reason in reasons(evidence)]}


def _look_again(pair: DuplicatePair, evidence: Evidence) -> bool:
    """Bring a known pair up to date; whether it is proposed anew."""
    if pair.state == PairState.MERGED:
        return False
    reopened = pair.state == PairState.DISMISSED
    if reopened and score(evidence) <= pair.score + REOPENED_BY:
        return False
    for name, value in _found(evidence).items():
        if getattr(pair, name) != value:
            setattr(pair, name, value)
    if reopened:
        pair.state, pair.decided_at, pair.proposed_at = PairState.PROPOSED, None, utc_now()
    return reopened
