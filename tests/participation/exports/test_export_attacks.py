"""Somebody with every file that may be taken away looks for what is hidden: all populations that give the same files are listed."""

import csv
import io
import random

import numpy as np
import pytest

from app.core.spreadsheet import table
from app.participation.display.exported import answers_sheet
from app.participation.results.reading import Read
from app.participation.results.suppressing import for_everybody, protected
from app.participation.rules import Audience
from app.web.translations import translator
from tests.participation.results.attacking import Fact, Hidden, Published, asked, counted, defined, leaks, one, populations, profiles_of

pytestmark = pytest.mark.one_engine
K, EVERYBODY = 5, 11
PEOPLE = 14
DEFINITION = defined(
    one("avis", "bien", "moyen", "mal"), asked("motif", "one", "temps", "argent", show_if="avis = 'mal'", label={"fr": "Motif"})
)
PROFILES = profiles_of(DEFINITION, channels=("lien", "papier"))
WORLDS = populations(PEOPLE, len(PROFILES))


def files(population) -> dict[Audience, list[dict[str, str]]]:
    """The lines of both files, as a spreadsheet reads them."""
    found = counted(DEFINITION, PROFILES, population)
    team = protected(found, K)
    read = Read({1: DEFINITION}, found, team, {}, 0)
    both = {Audience.TEAM: team, Audience.PUBLIC: for_everybody(found, team, EVERYBODY)}
    sheets = {audience: answers_sheet(read, results, translator("fr")) for audience, results in both.items()}
    return {
        audience: list(
            csv.DictReader(io.StringIO(table(sheet.headings, ([str(cell) for cell in row] for row in sheet.rows))[1:]), delimiter=";")
        )
        for audience, sheet in sheets.items()
    }


def published(population, *read: Audience) -> Published:
    """What some files say, as facts about how many people have each profile; what is hidden is that of the first of them."""
    places = counted(DEFINITION, PROFILES, [1] * len(PROFILES))
    told = Published(PROFILES, np.asarray(population), places)
    at = {shown.key: np.array(shown.places) for shown in places.questions} | {"#canal": np.array(places.channels.places)}
    taken = files(population)
    for audience in read:
        rows = taken[audience]
        hidden = {key: {row["réponse (code)"] for row in rows if row["question"] == key and row["personnes"] == "masqué"} for key in at}
        for row in rows:
            if (key := row["question"]) == "#total":
                continue
            codes = hidden[key] if row["réponse (code)"] == "#masque" else {row["réponse (code)"]}
            where, channel = np.isin(at[key], list(codes)), row["façon de répondre (code)"]
            if channel == "#masque":
                where &= np.isin(at["#canal"], list(hidden["#canal"]))
            elif channel != "#toutes":
                where &= at["#canal"] == channel
            _say(told, audience, row, where, is_first=audience is read[0])
    return told


def _say(told: Published, audience: Audience, row, where, *, is_first: bool) -> None:
    people, slack = int(told.population[where].sum()), 0 if audience is Audience.TEAM else 2
    if row["personnes"] != "masqué":
        count = int(row["personnes"])
        assert abs(count - people) <= slack
        told.facts.append(Fact(where, count - slack, count + slack))
    elif is_first and row["réponse (code)"] not in ("", "#pas_demande"):
        told.hidden.append(Hidden(f"{audience} {row['question']} {row['façon de répondre (code)']} {row['réponse (code)']}", where, people))


@pytest.mark.parametrize("read", [(Audience.TEAM, Audience.PUBLIC), (Audience.PUBLIC,)])
@pytest.mark.parametrize("seed", range(12))
def test_no_hidden_count_can_be_worked_out_from_the_files(seed, read):
    chance = random.Random(seed)  # noqa: S311 - fictional
    weights = [chance.choice((1, 1, 4, 9)) for _ in PROFILES]
    drawn = chance.choices(range(len(PROFILES)), weights, k=PEOPLE)
    told = published([drawn.count(rank) for rank in range(len(PROFILES))], *read)
    assert leaks(told, WORLDS) == []


def test_some_of_these_files_hide_something_and_show_the_rest():
    told = published([5, 1, 4, 1, 1, 0, 1, 1], Audience.TEAM)
    assert [one.name for one in told.hidden if one.people]
    assert told.facts


def test_a_file_that_hid_nothing_would_be_found_out():
    told = published([6, 4, 1, 1, 1, 0, 1, 0], Audience.TEAM)
    told.facts += [Fact(np.arange(len(PROFILES)) == rank, int(people), int(people)) for rank, people in enumerate(told.population)]
    assert leaks(told, WORLDS) != []
