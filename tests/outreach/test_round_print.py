"""The paper of a round, and its drawing: what to know first, where, room to write; neither who asked nor what others said."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from lxml import html

from app.core.clock import PARIS
from app.core.unit_of_work import unit_of_work
from app.outreach.display.round_timeline import BESIDE, FOOT, LINE, TOP, timeline
from app.outreach.labels import RESULTS
from app.outreach.models import OutreachPassage, OutreachRequester, OutreachRound, OutreachRoundStop
from app.outreach.models.private import new_note
from app.outreach.rules import Actor, Mover, NoteKind, State
from app.web.translations import translator
from tests.outreach.making import ASKING, POINT, SITUATION, WORDS

TODAY = date(2026, 11, 23)
NAME, EMAIL, HIDDEN = "Boulangerie de l’Exemple", "boulangerie@exemple.fr", "Elle vient d’une autre ville (exemple)."


@pytest.fixture(autouse=True)
def now(at):
    return at("2026-11-23 15:00")


@pytest.fixture
def found(maker, team):
    return maker.round(team, stops=("Gare exemple", "Halles exemple"))


@pytest.fixture
def sheet(goer):
    """`sheet(round, query)`: the page of what is printed."""

    def read(round_, query="", status=200) -> str:
        answer = goer[0].get(f"/aller-vers/tournees/{round_.id}/impression{query}")
        assert answer.status_code == status
        return answer.get_data(as_text=True)

    return read


def errands(page: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in html.fromstring(page).xpath("//section[contains(@class, 'errand')]")]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
class TestSheet:
    def test_each_request_says_first_what_to_know_then_where_and_leaves_room(self, maker, found, sheet) -> None:
        before = datetime.combine(TODAY - timedelta(days=3), time(9, 30), PARIS)
        request = maker.request(
            State.TRIED, at=before, people=2, has_children=True, has_animals=True, needs=["abri", "repas"], language="ar"
        )
        maker.place(found, request)
        page = sheet(found)
        (told,) = errands(page)
        latitude, longitude = POINT.split(",")
        wanted = (
            f"n° {request.id}", "Un chien sur place", WORDS, latitude, longitude, "2 personnes", "enfants", "animaux", "rabe",
            "Un abri", "Manger", "9 h 30", "non trouvée", *RESULTS.values(), "Heure",
        )  # fmt: skip
        assert [word for word in wanted if word.replace("\u00a0", " ") not in told.replace("\u00a0", " ")] == []
        assert told.index("Un chien sur place") < told.index(WORDS)
        assert told.count("Personne rencontrée") == 1
        for word in (
            "Gare exemple",
            "Halles exemple",
            "20\u00a0h",
            "Équipe exemple",
            "À détruire après la tournée",
            "Imprimé le 23 novembre 2026",
        ):
            assert word in page

    def test_nothing_of_who_asked_nor_of_what_was_written_stands_on_it(self, session, maker, found, sheet) -> None:
        own, partner = maker.request(State.PLANNED, organisation=ASKING), maker.request(State.PLANNED)
        with unit_of_work(session):
            session.add(OutreachRequester(request_id=partner.id, name=NAME, phone="06 39 98 01 02", email=EMAIL))
            for kind in (NoteKind.OF_TEAM, NoteKind.OF_COORDINATION, NoteKind.TO_REQUESTER):
                session.add(new_note(partner.id, kind, HIDDEN, Mover(Actor.TEAM), own.asked_at))
        for request in (own, partner):
            maker.place(found, request)
        page = sheet(found)
        assert len(errands(page)) == 2
        assert [word for word in (ASKING, NAME, EMAIL, "06 39 98", SITUATION, HIDDEN) if word in page] == []

    def test_what_the_team_has_no_more_is_not_printed(self, session, maker, found, sheet) -> None:
        gone, kept = maker.request(State.PLANNED), maker.request(State.PLANNED)
        for request in (gone, kept):
            maker.place(found, request)
        with unit_of_work(session):
            gone.team_id = maker.team("Autre équipe", organisation="Ailleurs").id
        (told,) = errands(sheet(found))
        assert f"n° {kept.id}" in told

    def test_an_empty_round_says_so(self, found, sheet) -> None:
        assert "Aucune demande n’est placée" in sheet(found)

    def test_the_sheet_is_of_one_size_of_paper_or_the_other(self, found, sheet) -> None:
        small, large = sheet(found), sheet(found, "?papier=a4")
        assert "paper-a4" not in small
        assert f"/aller-vers/tournees/{found.id}/impression?papier=a4" in small
        assert "paper-a4" in large
        assert "paper-a4" not in sheet(found, "?papier=%00")

    def test_a_round_that_does_not_take_place_or_is_over_is_not_printed(self, at, session, maker, found, sheet) -> None:
        maker.place(found, maker.request(State.PLANNED))
        with unit_of_work(session):
            session.get_one(OutreachRound, found.id).cancelled_at = found.team.created_at
        assert errands(sheet(found, status=403)) == []
        other = maker.round(found.team)
        maker.place(other, maker.request(State.PLANNED))
        at("2026-11-24 01:00")
        assert errands(sheet(other, status=403)) == []


def drawn(stops, placed=(), hours=(time(21), time(2))):
    """A round drawn: stops as (from, to, name), passages as (hour of the evening or of the night, number, stop)."""
    found = OutreachRound(id=1, day=TODAY, starts=hours[0], ends=hours[1], stops=[])
    found.stops = [
        OutreachRoundStop(id=number, position=number, starts=starts, ends=ends, name=name, commune="")
        for number, (starts, ends, name) in enumerate(stops, start=1)
    ]
    passages = []
    for hour, number, stop in placed:
        day = TODAY if hour >= hours[0] else TODAY + timedelta(days=1)
        passages.append(OutreachPassage(request_id=number, stop_id=stop, planned_at=datetime.combine(day, hour, PARIS)))
    return timeline(found, passages, translator("fr"))


class TestDrawing:
    def test_the_table_says_stops_and_what_lies_between_in_the_order_of_the_night(self) -> None:
        shown = drawn(
            [(time(21, 15), time(21, 45), "Gare"), (time(0, 30), None, "Halles")],
            [(time(0, 45), 12, 2), (time(23), 7, None), (time(21, 20), 9, 1)],
        )
        assert [(row.when, row.where, row.requests) for row in shown.rows] == [
            ("21\u00a0h\u00a015 – 21\u00a0h\u00a045", "Gare", "n° 9 (vers 21\u00a0h\u00a020)"),
            ("23\u00a0h", "Entre deux arrêts", "n° 7"),
            ("0\u00a0h\u00a030", "Halles", "n° 12 (vers 0\u00a0h\u00a045, mardi)"),
        ]
        assert [mark.text for mark in shown.marks] == ["n° 9", "n° 7", "n° 12"]
        assert [tick.text for tick in shown.ticks] == ["21\u00a0h", "22\u00a0h", "23\u00a0h", "0\u00a0h", "1\u00a0h", "2\u00a0h"]

    def test_everything_stands_within_the_drawing_and_no_text_touches_another(self) -> None:
        stops = [(time(20, 10 * n), time(20, 10 * n + 8), f"Arrêt numéro {n} dont le nom est bien long") for n in range(6)]
        placed = [(time(20, 7 * n), n + 1, None) for n in range(8)]
        for shown in (drawn(stops, placed, (time(20), time(21))), drawn([], [], (time(18), time(9, 59)))):
            assert all(TOP <= y <= shown.height - FOOT for y in (*(tick.y for tick in shown.ticks), *(mark.y for mark in shown.marks)))
            assert all(box.y >= TOP and box.y + box.height <= shown.height for box in shown.boxes)
            for texts in (shown.ticks, shown.marks):
                assert all(after.y - before.y >= LINE - 0.2 for before, after in pairwise(texts))
            assert shown.height <= 700

    def test_requests_about_the_same_hour_are_told_together(self) -> None:
        shown = drawn([], [(time(22), number, None) for number in range(1, BESIDE + 2)])
        assert [mark.text for mark in shown.marks] == ["3 demandes"]
        assert len(shown.rows) == BESIDE + 1
