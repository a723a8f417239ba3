"""Tables of transitions, the deadlines that fall in their states, the diagrams drawn from them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import PARIS
from app.core.workflow.deadlines import Calendar, Deadline, Standing, coming
from app.core.workflow.diagram import mermaid
from app.core.workflow.table import NotAllowed, Transition, Workflow, lines
from app.core.working_days import is_time_to_write
from app.directory.opening.days import is_public_holiday

TABLE = Workflow(
    "lamp",
    ("off", "on", "broken"),
    "off",
    (
        *lines(("off",), "switch", "on", ("owner", "guest")),
        Transition("on", "switch", "off", frozenset(("owner",))),
        *lines(("off", "on"), "break", "broken", ("guest",), "clumsy"),
        Transition("on", "dim", "off", frozenset(("guest",))),
    ),
    frozenset(("broken",)),
)
ASKED, LATER, WORKED = (
    Deadline("asked", frozenset(("on",)), "since", "short"),
    Deadline("reminded", frozenset(("on",)), "meeting", "short", before=True),
    Deadline("checked", frozenset(("off",)), "since", "short", is_working=True),
)
CALENDAR = Calendar({"short": 2}, is_public_holiday)


def paris(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=PARIS)


def test_a_table_answers_what_it_lists():
    assert TABLE.transition("off", "switch", "guest").target == "on"
    assert TABLE.transition("on", "break", "guest").guard == "clumsy"
    assert TABLE.actions("on", "guest") == ("break", "dim")
    assert TABLE.allows("on", "switch", "owner")


@pytest.mark.parametrize(
    "asked", [("on", "switch", "guest"), ("broken", "switch", "owner"), ("off", "dance", "owner"), ("x", "switch", "owner")]
)
def test_what_is_not_listed_is_refused(asked):
    assert not TABLE.allows(*asked)
    with pytest.raises(NotAllowed) as refused:
        TABLE.transition(*asked)
    assert (refused.value.state, refused.value.action, refused.value.actor) == asked


def test_a_table_that_contradicts_itself_is_refused():
    twice = (Transition("off", "switch", "on", frozenset(("owner",))), Transition("off", "switch", "off", frozenset(("owner", "guest"))))
    with pytest.raises(ValueError, match="said twice"):
        Workflow("lamp", ("off", "on"), "off", twice)
    with pytest.raises(ValueError, match="unknown state"):
        Workflow("lamp", ("off",), "off", twice)


def test_a_diagram_draws_each_line_once():
    drawn = mermaid(TABLE).splitlines()
    assert drawn == [
        "stateDiagram-v2",
        "    [*] --> off",
        "    off --> on: switch (guest, owner)",
        "    on --> off: switch (owner)<br>dim (guest)",
        "    off --> broken: break (guest)",
        "    on --> broken: break (guest)",
        "    broken --> [*]",
    ]


@pytest.mark.parametrize(
    ("deadline", "anchor", "at"),
    [
        (ASKED, "2027-03-23 17:00", "2027-03-25 09:00"),
        (ASKED, "2027-03-26 17:00", "2027-03-30 09:00"),  # over the change of summer time and Easter Monday
        (ASKED, "2027-10-29 23:59", "2027-11-02 09:00"),  # over the change of winter time and a holiday
        (WORKED, "2027-03-26 17:00", "2027-03-31 09:00"),
        (LATER, "2027-03-31 14:00", "2027-03-26 09:00"),  # earlier rather than too late
        (LATER, "2027-06-10 14:00", "2027-06-08 09:00"),
    ],
)
def test_a_deadline_falls_on_a_working_morning(deadline, anchor, at):
    assert CALENDAR.falls_at(deadline, paris(anchor)) == paris(at)


def test_the_day_is_that_of_paris():
    just_after_midnight = datetime(2027, 6, 8, 22, 30, tzinfo=UTC)
    assert CALENDAR.falls_at(ASKED, just_after_midnight).date() == date(2027, 6, 11)


@given(st.datetimes(datetime(2027, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)), st.integers(1, 180))  # noqa: DTZ001 - given its zone
def test_whatever_the_day_it_is_time_to_write(anchor, days):
    for deadline in (ASKED, LATER, WORKED):
        at = Calendar({"short": days}, is_public_holiday).falls_at(deadline, anchor)
        assert is_time_to_write(at, is_public_holiday)
        assert at.hour == 9
        assert deadline.before == (at < anchor)


def test_what_comes_is_what_the_state_has_and_was_not_done():
    since, meeting = paris("2027-06-08 12:00"), paris("2027-06-09 12:00")
    standing = Standing("on", {"since": since, "meeting": meeting})
    assert [due.deadline.name for due in coming((ASKED, LATER, WORKED), standing, CALENDAR)] == ["reminded", "asked"]
    done = Standing("on", standing.anchors, [("asked", since.astimezone(UTC))])
    assert [due.deadline.name for due in coming((ASKED, LATER), done, CALENDAR)] == ["reminded"]
    unknown = Standing("on", {"since": since, "meeting": None})
    assert [due.deadline.name for due in coming((ASKED, LATER), unknown, CALENDAR)] == ["asked"]


def test_an_anchor_that_moves_runs_anew():
    since = paris("2027-06-08 12:00")
    moved = Standing("on", {"since": since + timedelta(hours=1)}, [("asked", since)])
    assert [due.deadline.name for due in coming((ASKED,), moved, CALENDAR)] == ["asked"]
