"""What the team reads, and what everybody would read of it."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from app.participation.results.crossing import cross, crossable, partners
from app.participation.results.suppressing import for_everybody, nearest, protected
from app.participation.results.tabulating import Part, tables
from tests.participation.results.attacking import Row, asked, defined, one, profiles_of

HANGING = defined(one("a", "x", "y"), one("b", "u", "v", show_if="a = 'x'"), one("c", "s", "t", show_if="b = 'u'"))
MANY = defined(one("a", "x", "y", "z"), one("b", "u", "v"), asked("c", "several", "m", "n", "aucun"), one("d", "p", "q", show_if="a = 'x'"))


def rows(counts):
    return [Row(1, "lien", dict(zip("abc", answers, strict=False))) for answers, people in counts.items() for _ in range(people)]


def test_what_hangs_on_a_veiled_table_is_not_shown_where_it_would_lift_the_veil():
    found = protected(tables({1: HANGING}, rows({("x", "u", "s"): 9, ("x", "u", "t"): 8, ("x", "v"): 7, ("y",): 3})), 5)
    first, second, third = found.questions
    assert first.hidden == {"x", "y"}
    assert second.hidden == {Part.NOT_ASKED, "v"}
    assert (third.is_shut, third.is_veiled) == (False, False), "who was asked is a count that is shown"
    found = protected(tables({1: HANGING}, rows({("x", "u", "s"): 9, ("x", "u", "t"): 8, ("x", "v"): 30, ("y",): 3})), 5)
    assert found.questions[1].hidden == {Part.NOT_ASKED, "u"}
    assert found.questions[2].is_shut


def test_a_percent_is_not_told_where_it_would_tell_how_many_were_asked():
    found = protected(tables({1: HANGING}, rows({("x", "u"): 20, ("x", "v"): 7, ("y",): 3})), 5)
    second = found.questions[1]
    assert second.asked is None
    assert [second.cell(cell) for cell in second.table.cells if cell.code == "u"] == [(20, None)]


def test_what_is_enough_for_everybody_by_itself_stays_hidden_with_what_the_team_does_not_read():
    definition = defined(one("a", "w", "x", "y", "z"))
    counts = {"w": 4, "x": 4, "y": 4, "z": 12}
    found = tables({1: definition}, [Row(1, "lien", {"a": code}) for code, people in counts.items() for _ in range(people)])
    team = protected(found, 5)
    assert team.questions[0].is_shut or team.questions[0].hidden == counts.keys()
    assert for_everybody(found, team, 11).questions[0].cell(found.questions[0].cells[3]) is None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(profiles_of(MANY, ("a", "b"))), min_size=5, max_size=12), st.integers(1, 12))
def test_everybody_reads_nothing_that_is_hidden_from_the_team(some, times):
    found = tables({1: MANY}, some * times)
    team = protected(found, 5)
    public = for_everybody(found, team, 11)
    for shown in public.questions:
        own = team.question(shown.table.key)
        assert shown.is_shut or (not own.is_shut and own.hidden <= shown.hidden)
        assert shown.are_picks_shut or shown.is_shut or (not own.are_picks_shut and own.hidden_picks <= shown.hidden_picks)
        for cell in shown.table.cells:
            told = shown.cell(cell)
            assert told is None or (
                told.people == nearest(cell.people) and (cell.people == 0 or cell.people >= 11 or cell.code == Part.NOT_ASKED)
            )
    for first in crossable(public):
        for second in partners(public, first):
            both = [team.question(one.table.key) or team.channels for one in (first, second)]
            ours = cross(*both, 5)
            theirs = cross(first, second, 11, ours)
            assert ours or not theirs
            for row, column in product(theirs.rows, theirs.columns) if theirs else ():
                told = theirs.cell(row, column)
                inside = [
                    place for place in product(ours.rows, ours.columns) if place[0].codes <= row.codes and place[1].codes <= column.codes
                ]
                assert told is None or all(ours.cell(*place) for place in inside)
