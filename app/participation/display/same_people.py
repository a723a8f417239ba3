"""What the same people answered in one wave and in the next, in words; or why it is not told."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.core.language import Translator, mark
from app.participation import wave_queries
from app.participation.definition import Said
from app.participation.display.field import said_in
from app.participation.models import Campaign
from app.participation.results.following import Moved, followed_question, is_whole, joined, moved
from app.participation.results.reading import Read, read_results
from app.participation.results.sentences import percent_text
from app.participation.results.suppressing import percent
from app.participation.results.tabulating import Asked, merged, place_of
from app.web.horizontal_bars import Bars, Row, horizontal_bars

NO_QUESTION = mark("Aucune question en échelle n’est posée à tout le monde dans les deux vagues : il n’y a rien à suivre.")
NOT_IN_A_ROW = mark("Les mêmes personnes se comparent seulement entre deux vagues qui se suivent.")
OTHER_STEPS = mark("Les réponses proposées ne sont pas les mêmes dans les deux vagues : il n’y a rien à suivre.")
TABLE_HIDDEN = mark("Une des deux vagues masque des nombres de cette question. Ce tableau les ferait deviner : il n’est pas montré.")
TOO_FEW = mark("Trop peu de personnes ont donné le même code, ou répondu de chaque façon. Ce tableau est masqué en entier.")


class Both(NamedTuple):
    """Two waves, in their order, and what is read of each."""

    before: Campaign
    after: Campaign
    read_before: Read
    read_after: Read


class SamePeople(NamedTuple):
    """The one question that people are followed on. `lines`: each way of moving, how many, which percent; `why`: why nothing is told."""

    title: Said | None
    why: str
    sentence: str = ""
    chart: Bars | None = None
    lines: Sequence[tuple[str, int, str]] = ()


def same_people(session: Session, both: Both, t: Translator) -> SamePeople:
    """Return how people moved from a wave to the next."""
    if both.after.wave != both.before.wave + 1 or not both.before.is_followed:
        return SamePeople(None, t.gettext(NOT_IN_A_ROW))
    first = _first_wave(session, both)
    asked = followed_question(merged(first.versions))
    sides = [_asked(read, asked.question.key) for read in (both.read_before, both.read_after)] if asked else []
    if asked is None or not all(sides):
        return SamePeople(None, t.gettext(NO_QUESTION))
    before, after = (one for one in sides if one)
    title = said_in(after.question.label, t.language.code, t)
    steps = [[choice.code for choice in one.question.choices] for one in (before, after)]
    if before.question.type != after.question.type or steps[0] != steps[1]:
        return SamePeople(title, t.gettext(OTHER_STEPS))
    shown = [(read.team, read.team.question(asked.question.key)) for read in (both.read_before, both.read_after)]
    if not all(one and is_whole(one, results) for results, one in shown):
        return SamePeople(title, t.gettext(TABLE_HIDDEN))
    answers = [
        [(place_of(one, row), row.mark) for row in wave_queries.followed(session, wave)]
        for wave, one in ((both.before, before), (both.after, after))
    ]
    found = moved(joined(*answers), steps[0], max(both.read_before.team.k, both.read_after.team.k))
    return _told(title, found, t) if found else SamePeople(title, t.gettext(TOO_FEW))


def _first_wave(session: Session, both: Both) -> Read:
    """What the series began with: it says on which question people are followed, once for all waves."""
    if both.before.wave == 1:
        return both.read_before
    first: Campaign = wave_queries.waves(session, both.before)[0]
    return read_results(session, first)


def _asked(read: Read, key: str) -> Asked | None:
    return next((one for one in merged(read.versions) if one.question.key == key), None)


def _told(title: Said, found: Moved, t: Translator) -> SamePeople:
    named = [
        (t.gettext("Une réponse plus haute sur l’échelle"), found.up),
        (t.gettext("La même réponse"), found.same),
        (t.gettext("Une réponse plus basse sur l’échelle"), found.down),
        (t.gettext("Sans réponse à une des deux vagues"), found.unknown),
    ]
    told = [(name, people, percent(people, found.pairs)) for name, people in named if people or name != named[-1][0]]
    lines = [(name, people, percent_text(share, t)) for name, people, share in told]
    sentence = t.ngettext(
        "%(num)s personne a répondu aux deux vagues avec le même code.",
        "%(num)s personnes ont répondu aux deux vagues avec le même code.",
        found.pairs,
    )
    rows = [Row(name, share / 100, f"{percent_text(share, t)}\u00a0({people})") for name, people, share in told]
    return SamePeople(title, "", sentence, horizontal_bars(title.words, sentence, rows, t.language.direction), lines)
