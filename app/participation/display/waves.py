"""The waves of a campaign, in words: when each was asked, how many answered, how many were hoped for."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.language import Translator
from app.core.written_days import day_of
from app.participation import queries, wave_queries
from app.participation.display.campaigns import BASE, Heading, heading, state_text
from app.participation.models import Campaign
from app.participation.queries import is_final, is_open
from app.participation.settings import Context

FEWEST = 2


@dataclass(frozen=True, slots=True)
class Target:
    """How many answered, of how many that were hoped for; all ways together, for one by one would tell who before the end."""

    answered: int
    hoped: int
    words: str

    @property
    def filled(self) -> int:
        """What of the bar is full: never more than the whole."""
        return min(self.answered, self.hoped)


@dataclass(frozen=True, slots=True)
class WaveLine:
    """A wave of the series. `is_current`: the page is about it."""

    href: str
    name: str
    opened: str
    state: str
    answered: int
    version: str
    is_current: bool
    is_final: bool


@dataclass(frozen=True, slots=True)
class WavesPanel:
    """The series beside one of its campaigns. `compare`: where two waves are read side by side, empty as long as there are not two."""

    href: str
    lines: Sequence[WaveLine]
    target: Target | None
    next_wave: int
    is_last_open: bool
    last_href: str
    compare: str
    is_followed: bool

    @property
    def is_series(self) -> bool:
        """Whether there is more than one wave."""
        return len(self.lines) > 1


def panel(here: Context, found: Campaign, t: Translator) -> WavesPanel:
    """Return the series of a campaign and its own target."""
    series = wave_queries.waves(here.session, found)
    counts = queries.counts(here.session, [one.id for one in series])
    last = series[-1]
    return WavesPanel(
        href=f"{BASE}/{found.id}/vagues",
        lines=[_line(here, one, sum(counts[one.id]), is_current=one.id == found.id, t=t) for one in series],
        target=_target(sum(counts[found.id]), found.target, t),
        next_wave=last.wave + 1,
        is_last_open=is_open(last, here.today),
        last_href=f"{BASE}/{last.id}",
        compare=f"{BASE}/{found.id}/evolution" if sum(map(is_final, series)) >= FEWEST else "",
        is_followed=found.is_followed,
    )


def heading_of(here: Context, found: Campaign, t: Translator) -> Heading:
    """Return how the pages of a campaign name it."""
    return heading(found, queries.definition(here.session, found.version_id), here.today, t)


def versions_offered(here: Context, last: Campaign, t: Translator) -> list[tuple[int, str]]:
    """Return what the next wave may ask: the newest version first, then that of the last wave."""
    own, newest = queries.version(here.session, last.version_id), wave_queries.newest_version(here.session, last)
    same = (own.id, t.gettext("Les mêmes questions (version %(version)s)", version=own.number))
    if newest.id == own.id:
        return [same]
    day = day_of(newest.published_at, t)
    return [(newest.id, t.gettext("La nouvelle version (version %(version)s, publiée le %(day)s)", version=newest.number, day=day)), same]


def wave_name(wave: int, t: Translator) -> str:
    """Return how a wave is called."""
    return t.gettext("Vague %(wave)s", wave=wave)


def _line(here: Context, one: Campaign, answered: int, *, is_current: bool, t: Translator) -> WaveLine:
    return WaveLine(
        href=f"{BASE}/{one.id}",
        name=wave_name(one.wave, t),
        opened=day_of(one.opened_at, t),
        state=state_text(one, here.today, t),
        answered=answered,
        version=str(queries.version(here.session, one.version_id).number),
        is_current=is_current,
        is_final=is_final(one),
    )


def _target(answered: int, hoped: int | None, t: Translator) -> Target | None:
    if not hoped:
        return None
    return Target(answered, hoped, t.gettext("%(answered)s sur %(hoped)s", answered=answered, hoped=hoped))
