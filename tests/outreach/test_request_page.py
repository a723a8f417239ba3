"""The page of a request, side by side: what each may read, and what it may not."""

from datetime import timedelta

import pytest

from app.core.clock import PARIS, utc_now
from app.core.unit_of_work import unit_of_work
from app.outreach.models import OutreachPlace, OutreachRequester, OutreachSafety
from app.outreach.models.private import new_note
from app.outreach.rules import Actor, Mover, NoteKind, Outcome, Reason, Result, Safety, State, Urgency
from app.outreach.services import sorting
from tests.outreach.making import ASKING, POINT, SITUATION, WAYS, WORDS
from tests.support.forms import links

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

COORDINATION, TEAM_NOTE = "Note de coordination exemple", "Note d’équipe exemple"
PRECAUTION = "Un chien sur place"


def path_of(request) -> str:
    return f"/aller-vers/demandes/{request.id}"


def text_of(client, request) -> str:
    page = client.get(path_of(request))
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    return page.get_data(as_text=True).replace("\xa0", " ").replace("\u202f", " ")


@pytest.fixture
def noted(session):
    """Write a note of the coordination and one of the team."""

    def write(request):
        with unit_of_work(session):
            for kind, body, actor in (
                (NoteKind.OF_COORDINATION, COORDINATION, Actor.COORDINATOR),
                (NoteKind.OF_TEAM, TEAM_NOTE, Actor.TEAM),
            ):
                note = new_note(request.id, kind, body, Mover(actor), utc_now())
                note.team_id = request.team_id if kind is NoteKind.OF_TEAM else None
                session.add(note)
        return request

    return write


@pytest.fixture
def tuesday(at):
    return at("2026-03-10 10:00")


class TestWhatEachSideReads:
    def test_who_sorts_reads_place_words_precautions_and_its_notes(self, maker, sorter, noted) -> None:
        told = text_of(sorter[0], noted(maker.request(State.SENT_BACK)))
        for expected in ("44.73512, 4.59921", "geo:44.73512,4.59921", WORDS, SITUATION, PRECAUTION, COORDINATION, "plus de place"):
            assert expected in told, expected
        assert TEAM_NOTE not in told
        assert "openstreetmap" not in told.replace("www.openstreetmap.org/copyright", "")

    def test_the_team_reads_place_words_and_precautions_but_no_note_of_the_coordination(self, maker, goer, noted) -> None:
        told = text_of(goer[0], noted(maker.request(State.PLANNED)))
        for expected in ("geo:44.73512,4.59921", WORDS, SITUATION, PRECAUTION):
            assert expected in told, expected
        assert COORDINATION not in told

    @pytest.mark.parametrize("state", WAYS)
    def test_who_asked_reads_its_own_words_states_and_dates_and_nothing_of_others(self, maker, asker, noted, state) -> None:
        made = noted(maker.request(state, organisation=ASKING))
        told = text_of(asker[0], made)
        for expected in (WORDS, SITUATION, "Privas", "Ce qui s’est passé"):
            assert expected in told, expected
        for hidden in (
            PRECAUTION,
            COORDINATION,
            TEAM_NOTE,
            "Précaution",
            "Avant d’y aller",
            "plus de place",
            "Équipe exemple",
            "Peut-être la même",
        ):
            assert hidden not in told, hidden
        for part in ("note", "precautions", "attribuer", "fusionner", "planifier"):
            assert f"{path_of(made)}/{part}" not in told

    def test_who_asked_reads_what_was_written_for_it_and_the_result_of_passages(self, maker, session, asker) -> None:
        made = maker.request(organisation=ASKING)
        with unit_of_work(session):
            sorting.refuse(maker.context(), maker.case(made), Reason.NOBODY, "Merci d’avoir écrit (exemple).", Mover(Actor.COORDINATOR))
        assert "Merci d’avoir écrit (exemple)." in text_of(asker[0], made)
        tried = maker.request(State.TRIED, organisation=ASKING)
        assert "Personne non trouvée" in text_of(asker[0], tried)

    def test_a_team_that_stopped_for_danger_does_not_say_it_to_who_asked(self, maker, session, asker, sorter) -> None:
        made = maker.request(State.SENT_BACK, organisation=ASKING)
        with unit_of_work(session):
            made.reason = Reason.UNSAFE
        assert "sans danger" not in text_of(asker[0], made)

    def test_what_became_of_somebody_is_not_told_to_who_asked(self, maker, session, asker, sorter) -> None:
        made = maker.request(State.CLOSED, organisation=ASKING)
        with unit_of_work(session):
            made.outcome = Outcome.HOSPITAL
        assert "Hospitalis" not in text_of(asker[0], made)
        assert "Hospitalis" in text_of(sorter[0], made)

    def test_coordinators_of_the_departement_and_others_find_no_page(self, maker, coordinator, member, client) -> None:
        made = maker.request(State.ASSIGNED, organisation=ASKING)
        assert coordinator[0].get(path_of(made)).status_code == 404
        assert member("Ailleurs exemple", "ailleurs@exemple.fr")[0].get(path_of(made)).status_code == 404
        assert client.get(path_of(made)).status_code == 303
        assert coordinator[0].get("/aller-vers/demandes/99999999999").status_code == 404

    @pytest.mark.parametrize("state", WAYS)
    def test_a_team_that_has_it_no_more_reads_nothing(self, maker, goer, state) -> None:
        has_it = state in (
            State.ASSIGNED,
            State.PLANNED,
            State.TRIED,
            State.CONTACT,
            State.ONGOING,
            State.ORIENTED,
            State.NOT_MET,
            State.CLOSED,
        )
        assert goer[0].get(path_of(maker.request(state))).status_code == (200 if has_it else 404)

    def test_the_title_says_a_number_alone(self, maker, sorter) -> None:
        made = maker.request()
        title = text_of(sorter[0], made).partition("<title>")[2].partition("</title>")[0]
        assert f"Demande n° {made.id}" in title
        assert "Privas" not in title


class TestFacts:
    def test_facts_are_in_words(self, tuesday, maker, session, sorter) -> None:
        made = maker.request(
            urgency=Urgency.SOON, people=3, has_children=True, has_animals=True, needs=["abri", "repas"], language="ar", at=tuesday,
            seen_at=tuesday - timedelta(hours=3),
        )  # fmt: skip
        with unit_of_work(session):
            session.add(OutreachRequester(request_id=made.id, name="Boulangerie exemple", phone="06 39 98 00 01", email="pain@exemple.fr"))
        told = text_of(sorter[0], made)
        for expected in (
            "3 personnes, des enfants, des animaux", "Un abri · Manger", "arabe", "10 mars 2026 à 7 h", "Boulangerie exemple",
            "tel:+33639980001", "pain@exemple.fr", "à trier avant le 11 mars 2026", "premier passage avant le 13 mars 2026",
        ):  # fmt: skip
            assert expected in told, expected

    def test_what_is_late_says_so_and_what_was_passed_is_not_awaited(self, tuesday, maker, sorter) -> None:
        late, tried = maker.request(at=tuesday - timedelta(days=5)), maker.request(State.TRIED, at=tuesday - timedelta(hours=1))
        assert "En retard :" in text_of(sorter[0], late)
        assert "premier passage" not in text_of(sorter[0], tried)

    def test_a_place_that_was_forgotten_or_never_said_is_told_so(self, maker, session, sorter) -> None:
        blurred, vague = maker.request(State.CLOSED), maker.request(has_place=False)
        with unit_of_work(session):
            session.delete(session.get_one(OutreachPlace, blurred.id))
            blurred.blurred_at = utc_now()
        assert "Le lieu exact est effacé" in text_of(sorter[0], blurred)
        assert "Rien de plus précis" in text_of(sorter[0], vague)

    def test_precautions_end(self, maker, session, sorter) -> None:
        made = maker.request(has_place=False)
        yesterday = utc_now().astimezone(PARIS).date() - timedelta(days=1)
        with unit_of_work(session):
            session.add(OutreachSafety(request_id=made.id, code=Safety.DOG, noted_at=utc_now(), noted_by=Actor.TEAM, until=yesterday))
        told = text_of(sorter[0], made)
        assert PRECAUTION not in told
        assert "Aucune précaution" in told

    def test_who_sorts_reads_the_results_of_passages(self, maker, sorter) -> None:
        made = maker.request(State.TRIED)
        maker.attempt(made, utc_now(), Result.THIRD_PARTY)
        assert "a donné des nouvelles" in text_of(sorter[0], made)


class TestGestures:
    @pytest.mark.parametrize("state", WAYS)
    def test_what_may_be_done_is_offered_and_nothing_else(self, maker, sorter, state) -> None:
        made = maker.request(state)
        if state is State.REPORTED:
            assert sorter[0].get(path_of(made)).status_code == 404
            return
        found = {href.rpartition("/")[2] for href in links(sorter[0].get(path_of(made))) if href.startswith(f"{path_of(made)}/")}
        to_sort = (
            {"attribuer", "transferer", "fusionner", "refuser"} if state in (State.TO_SORT, State.TRANSFERRED, State.SENT_BACK) else set()
        )
        is_over = state in (State.DUPLICATE, State.INADMISSIBLE, State.NOT_MET, State.CLOSED)
        assert found == {"note", "precautions", *to_sort, *(["rouvrir"] if is_over else [])}

    @pytest.mark.parametrize("state", WAYS)
    def test_who_asked_may_take_it_back_until_the_person_is_met(self, maker, asker, state) -> None:
        made = maker.request(state, organisation=ASKING)
        is_open = state in (State.REPORTED, State.TO_SORT, State.TRANSFERRED, State.SENT_BACK, State.ASSIGNED, State.PLANNED, State.TRIED)
        assert (f"{path_of(made)}/retirer" in links(asker[0].get(path_of(made)))) == is_open


class TestTogether:
    def test_requests_that_may_be_the_same_are_shown_to_who_sorts_alone(self, maker, sorter, goer) -> None:
        made, other = maker.request(), maker.request(State.ASSIGNED)
        told = text_of(sorter[0], made)
        assert f'href="{path_of(other)}"' in told
        assert "à 10 m" in told
        assert "Peut-être la même" not in text_of(goer[0], other)
        assert "Peut-être la même" not in text_of(sorter[0], other)

    def test_the_one_that_goes_on_shows_what_the_other_said(self, maker, session, sorter, goer, asker) -> None:
        merged, kept = maker.request(organisation=ASKING), maker.request(State.ASSIGNED, organisation=ASKING)
        with unit_of_work(session):
            session.get_one(OutreachPlace, merged.id).words = "derrière la gare exemple"
            sorting.note(maker.context(), maker.case(merged), "Vu par le gardien.", Mover(Actor.COORDINATOR))
            sorting.merge(maker.context(), maker.case(merged), kept, Mover(Actor.COORDINATOR))
        told = text_of(sorter[0], kept)
        assert "derrière la gare exemple" in told
        assert "Vu par le gardien." in told
        assert f'href="{path_of(merged)}"' in told
        assert f'href="{path_of(kept)}"' in text_of(sorter[0], merged)
        of_team = text_of(goer[0], kept)
        assert "derrière la gare exemple" in of_team
        assert "Vu par le gardien." not in of_team
        of_asker = text_of(asker[0], kept)
        assert "derrière la gare exemple" not in of_asker
        assert path_of(kept) not in text_of(asker[0], merged).partition("<h1>")[2]

    def test_one_that_another_sector_has_by_now_is_named_without_a_link(self, maker, session, sorter) -> None:
        merged, kept = maker.request(), maker.request()
        with unit_of_work(session):
            sorting.merge(maker.context(), maker.case(merged), kept, Mover(Actor.COORDINATOR))
            kept.sector_id = maker.sector("Ailleurs exemple", organisation="Coordination voisine").id
        told = text_of(sorter[0], merged)
        assert f"Continue avec la demande n° {kept.id}" in told
        assert f'href="{path_of(kept)}"' not in told
        assert POINT.partition(",")[0] in told
