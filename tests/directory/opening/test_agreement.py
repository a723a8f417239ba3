"""Badge, coming instant and JSON-LD say the same, and it is the truth: 5,000 random hours × instants, hostile hours included."""

from datetime import timedelta
from random import Random

import pytest
from opening_hours import OpeningHours

from app.core.clock import PARIS
from app.directory.opening.expression import check
from app.directory.opening.jsonld import opening_hours_specification
from app.directory.opening.labels import day_line, status_text
from app.directory.opening.rules import InvalidHours, Schedule, State
from app.directory.opening.slots import midnight
from app.directory.opening.status import _status, intervals, status
from tests.directory.opening import schema_org
from tests.directory.opening.generated import HORIZON_DAYS, instant, known_place, written
from tests.directory.opening.identity import FRENCH_TEXTS

SEEDS = range(10)
CASES = 250
"""For each seed and each of the two tests: 5,000 in all."""


@pytest.mark.parametrize("seed", SEEDS)
def test_written_hours_agree_with_the_library_asked_instant_by_instant(seed):
    random = Random(f"written {seed}")  # noqa: S311 - replayable on purpose
    for _ in range(CASES):
        text, now = written(random), instant(random)
        found = status(Schedule(text), now)
        specifications = opening_hours_specification(Schedule(text), now)
        try:
            check(text)
        except InvalidHours:
            assert (found.state, specifications) == (State.UNKNOWN, []), text
            continue
        library = OpeningHours(text, timezone=PARIS, country="FR")

        def state_at(moment, library=library):
            return State.OPEN if library.is_open(moment) else State.UNKNOWN if library.is_unknown(moment) else State.CLOSED

        at = f"{text!r} at {now}"
        assert found.state is state_at(now), at
        if specifications:
            assert schema_org.is_open(specifications, now.replace(tzinfo=None)) == (found.state is State.OPEN), at
        assert bool(intervals(Schedule(text), now, now + timedelta(seconds=1))) == (found.state is State.OPEN), at
        if found.state is State.UNKNOWN:
            assert found.until is None
            continue
        end = found.until or midnight(now.date() + timedelta(days=HORIZON_DAYS + 1))
        minutes = int((end - now) / timedelta(minutes=1))
        for moment in [
            now + timedelta(minutes=m) for m in (*range(min(minutes, 120)), *(random.randrange(max(1, minutes)) for _ in range(40)))
        ]:
            if moment.hour != 2:
                assert (state_at(moment) is State.OPEN) == (found.state is State.OPEN), f"{at}, {moment}"
        if found.until:
            assert (state_at(found.until) is State.OPEN) != (found.state is State.OPEN), at


@pytest.mark.parametrize("seed", SEEDS)
def test_places_whose_truth_is_known_are_told_truly(seed):
    random = Random(f"known {seed}")  # noqa: S311 - replayable on purpose
    for _ in range(CASES):
        now = instant(random)
        place = known_place(random, now.date())
        schedule, changes = place.schedule(), [change for change, _ in place.changes]
        truth = place.quarters(now.date(), HORIZON_DAYS + 1)
        first = now.hour * 4 + now.minute // 15
        at = f"{schedule} {changes} at {now}"

        found = status(schedule, now, changes)
        assert (found.state is State.OPEN) == truth[first], at
        other = next((quarter for quarter in range(first, len(truth)) if truth[quarter] != truth[first]), None)
        until = None if other is None else midnight(now.date()).replace(tzinfo=None) + timedelta(minutes=15 * other)
        assert (found.until.replace(tzinfo=None) if found.until else None) == until, at

        specifications = opening_hours_specification(schedule, now, changes)
        for quarter in [first, *(random.randrange(len(truth)) for _ in range(20))]:
            wall = midnight(now.date()).replace(tzinfo=None) + timedelta(minutes=15 * quarter + 7)
            assert schema_org.is_open(specifications, wall) == truth[quarter], f"{at}, {wall}"


@pytest.mark.parametrize("seed", range(4))
def test_a_status_holds_until_the_instant_it_says(seed):
    random = Random(f"kept {seed}")  # noqa: S311 - replayable on purpose
    for _ in range(100):
        now = instant(random)
        place = known_place(random, now.date())
        schedule, changes = place.schedule(), [change for change, _ in place.changes]
        found = status(schedule, now, changes)
        assert found.valid_until > now
        last = found.valid_until - timedelta(seconds=1)
        later = _status(schedule, last, tuple(changes))
        assert later == found
        assert status_text(later, last, FRENCH_TEXTS) == status_text(found, now, FRENCH_TEXTS)
        assert day_line(later, last, FRENCH_TEXTS) == day_line(found, now, FRENCH_TEXTS)
