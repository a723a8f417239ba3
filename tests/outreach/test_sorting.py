"""What the coordination of a sector decides: each gesture, what it writes, who is told."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.clock import PARIS, utc_now
from app.core.unit_of_work import unit_of_work
from app.core.workflow.table import NotAllowed
from app.outreach import queries, sentences
from app.outreach.models import OutreachAssignment, OutreachRequest, OutreachSafety, OutreachStep
from app.outreach.rules import LIVE, REFUSALS, SORTING, Action, Actor, Mover, NoteKind, Outcome, Reason, Safety, State
from app.outreach.services import sorting
from app.outreach.services.moving import TooLateToReopen, move
from app.outreach.services.sorting import Forgotten, NotOffered
from app.web.translations import translator
from tests.outreach.making import ASKING, WAYS

BY = Mover(Actor.COORDINATOR, 7, 8)
MONDAY = "2026-03-02 10:00"


@pytest.fixture
def monday(at):
    return at(MONDAY)


@pytest.fixture
def do(maker, session):
    """`do(gesture, request, …)`: a gesture by the coordination, committed."""

    def act(gesture, request, *rest, now=None, by=BY):
        with unit_of_work(session):
            return gesture(maker.context(now), maker.case(request), *rest, by)

    return act


def texts(session, request, kind) -> list[str]:
    return [one.body for one in queries.notes(session, request.id, [kind])]


def steps(session, request) -> list[str]:
    return list(session.scalars(select(OutreachStep.action).where(OutreachStep.request_id == request.id).order_by(OutreachStep.id)))


def running(session, request) -> list[int]:
    wanted = (OutreachAssignment.request_id == request.id, OutreachAssignment.ended_at.is_(None))
    return list(session.scalars(select(OutreachAssignment.team_id).where(*wanted)))


class TestAssigning:
    @pytest.mark.parametrize("state", SORTING)
    def test_a_team_of_the_sector_has_it_and_both_sides_are_told(self, maker, session, team, goer, asker, do, outbox, state) -> None:  # noqa: PLR0917 - fixtures
        made = maker.request(state, organisation=ASKING)
        before = len(outbox())
        do(sorting.assign, made, team)
        assert (made.state, made.team_id, running(session, made)) == (State.ASSIGNED, team.id, [team.id])
        assert made.assigned_at is not None
        told = outbox()[before:]
        assert (goer[1].email, "outreach-assigned") in [(to, letter.purpose) for to, letter in told]
        assert str(made.id) in told[0][1].subject
        assert "halle" not in str(told)

    def test_a_team_that_ended_or_of_another_sector_is_not_offered(self, maker, session, sector, team, do) -> None:
        made, other = maker.request(sector=sector), maker.team("Ailleurs exemple", sector=maker.sector("Autre exemple"))
        with pytest.raises(NotOffered):
            do(sorting.assign, made, other)
        with unit_of_work(session):
            team.ended_at = utc_now()
        with pytest.raises(NotOffered):
            do(sorting.assign, made, team)
        session.refresh(made)
        assert (made.state, made.team_id) == (State.TO_SORT, None)

    @pytest.mark.parametrize("state", [state for state in WAYS if state not in SORTING])
    def test_what_is_not_to_be_sorted_is_given_to_nobody(self, maker, session, team, do, state) -> None:
        made = maker.request(state, team=team)
        with pytest.raises((NotAllowed, NotOffered)):
            do(sorting.assign, made, team)
        session.refresh(made)
        assert made.state == state


class TestTransferring:
    def test_another_sector_has_it_with_a_word_and_its_coordination_is_told(self, maker, session, member, do, outbox) -> None:
        there = maker.sector("Drôme exemple", organisation="Coordination voisine")
        account = member("Coordination voisine", "voisine@exemple.fr")[1]
        made = maker.request(State.SENT_BACK)
        do(sorting.transfer, made, there, "Il est passé sur l’autre rive.")
        assert (made.state, made.sector_id, made.team_id) == (State.TRANSFERRED, there.id, None)
        assert texts(session, made, NoteKind.OF_COORDINATION) == ["Il est passé sur l’autre rive."]
        assert [(to, letter.purpose) for to, letter in outbox()] == [(account.email, "outreach-to-sort")]
        assert "autre rive" not in str(outbox())

    def test_the_same_sector_one_that_ended_and_a_fictional_one_are_not_offered(self, maker, session, sector, do) -> None:
        made, ended, fictional = maker.request(sector=sector), maker.sector("Terminé exemple"), maker.sector("Fiction exemple")
        with unit_of_work(session):
            ended.ended_at, fictional.is_example = utc_now(), True
        for one in (sector, ended, fictional):
            with pytest.raises(NotOffered):
                do(sorting.transfer, made, one, "")
        assert made.sector_id == sector.id


class TestMerging:
    def test_the_other_goes_on_with_what_a_team_must_know(self, maker, session, do) -> None:
        made, kept, earlier = maker.request(), maker.request(State.PLANNED), maker.request()
        do(sorting.merge, earlier, made)
        with unit_of_work(session):
            day = utc_now().astimezone(PARIS).date() + timedelta(days=5)
            session.add(OutreachSafety(request_id=made.id, code=Safety.ROAD, noted_at=utc_now(), noted_by=Actor.TEAM, until=day))
        version = kept.version
        do(sorting.merge, made, kept)
        assert (made.state, made.merged_into_id, earlier.merged_into_id) == (State.DUPLICATE, kept.id, kept.id)
        assert (kept.state, kept.version) == (State.PLANNED, version)
        known = sorted(one.code for one in queries.safety(session, kept.id, utc_now().date()))
        assert known == sorted([Safety.DOG, Safety.ROAD])
        assert queries.place(session, made.id) is not None

    def test_only_an_open_one_of_the_same_sector_will_do(self, maker, session, sector, do) -> None:
        made = maker.request(sector=sector)
        elsewhere = maker.request(sector=maker.sector("Autre exemple"), team=maker.team(sector=sector))
        gone = maker.request()
        do(sorting.merge, gone, maker.request())
        lost, closed = maker.request(State.REPORTED), maker.request(State.CLOSED)
        for other in (made, elsewhere, gone, lost, closed):
            with pytest.raises(NotOffered):
                do(sorting.merge, made, other)
        session.refresh(made)
        assert (made.state, made.merged_into_id) == (State.TO_SORT, None)


class TestRefusing:
    @pytest.mark.parametrize("reason", REFUSALS)
    def test_who_asked_reads_a_sentence_written_or_the_usual_one(self, maker, session, do, reason) -> None:
        usual, own = maker.request(), maker.request()
        do(sorting.refuse, usual, reason, "")
        do(sorting.refuse, own, reason, "Appelez-nous demain.")
        assert (usual.state, usual.reason) == (State.INADMISSIBLE, reason)
        assert texts(session, usual, NoteKind.TO_REQUESTER) == [sentences.refused(reason, translator("fr"))]
        assert texts(session, own, NoteKind.TO_REQUESTER) == ["Appelez-nous demain."]

    def test_the_usual_sentence_is_in_the_language_of_who_asked(self, maker, session, do) -> None:
        made = maker.request(reads_in="en")
        do(sorting.refuse, made, Reason.NOT_ENOUGH, "")
        assert texts(session, made, NoteKind.TO_REQUESTER) == [sentences.refused(Reason.NOT_ENOUGH, translator("en"))]


class TestReopening:
    @pytest.mark.parametrize("state", [State.DUPLICATE, State.INADMISSIBLE, State.NOT_MET, State.CLOSED])
    def test_what_is_over_is_sorted_again_with_a_note(self, maker, session, do, state) -> None:
        made = maker.request(state)
        do(sorting.reopen, made, "Revu hier au même endroit.")
        assert (made.state, made.team_id, made.merged_into_id, made.outcome) == (State.TO_SORT, None, None, None)
        assert texts(session, made, NoteKind.OF_COORDINATION) == ["Revu hier au même endroit."]

    def test_too_late_or_once_purged_nothing_opens(self, maker, session, do) -> None:
        old, purged = maker.request(State.CLOSED, at=utc_now() - timedelta(days=91)), maker.request(State.CLOSED)
        with unit_of_work(session):
            purged.purged_at = utc_now()
        for made in (old, purged):
            with pytest.raises(TooLateToReopen):
                do(sorting.reopen, made, "Pourquoi pas.")
            session.refresh(made)
            assert made.state == State.CLOSED
            assert texts(session, made, NoteKind.OF_COORDINATION) == []


class TestWithdrawing:
    @pytest.mark.parametrize("state", [state for state in LIVE if state not in (State.CONTACT, State.ONGOING)])
    def test_who_has_it_is_told(self, maker, sorter, goer, do, outbox, state) -> None:  # noqa: PLR0917 - fixtures
        made = maker.request(state)
        do(sorting.withdraw, made, by=Mover(Actor.REQUESTER))
        assert (made.state, made.outcome) == (State.CLOSED, Outcome.WITHDRAWN)
        sorts = {State.REPORTED: []} | {one: [sorter[1].email] for one in SORTING}
        assert [to for to, _ in outbox()] == sorts.get(state, [goer[1].email])

    @pytest.mark.parametrize("state", [State.CONTACT, State.ONGOING, State.CLOSED, State.DUPLICATE])
    def test_once_the_person_was_met_it_is_not_taken_back(self, maker, do, state) -> None:
        made = maker.request(state)
        with pytest.raises(NotAllowed):
            do(sorting.withdraw, made, by=Mover(Actor.REQUESTER))


class TestNotesAndSafety:
    def test_a_note_moves_nothing(self, maker, session, do) -> None:
        made = maker.request(State.TRIED)
        version = made.version
        do(sorting.note, made, "Le gardien connaît ses heures.")
        session.refresh(made)
        assert (made.version, made.state) == (version, State.TRIED)
        assert texts(session, made, NoteKind.OF_COORDINATION) == ["Le gardien connaît ses heures."]

    def test_what_is_true_today_is_kept_anew_and_what_others_added_meanwhile_stays(self, maker, session, monday, do) -> None:
        made = maker.request()
        do(sorting.safety, made, [], [Safety.ROAD])
        do(sorting.safety, made, [Safety.DOG], [Safety.IN_PAIRS])
        day = monday.date()
        found = {one.code: one.until for one in queries.safety(session, made.id, day)}
        kept = day + timedelta(days=maker.settings.delays.safety_kept)
        assert found == {Safety.ROAD: kept, Safety.IN_PAIRS: kept}
        assert [one.code for one in queries.safety(session, made.id, kept + timedelta(days=1))] == []

    def test_nothing_is_written_about_what_is_purged(self, maker, session, do) -> None:
        made = maker.request(State.CLOSED)
        with unit_of_work(session):
            made.purged_at = utc_now()
        with pytest.raises(Forgotten):
            do(sorting.note, made, "Encore un mot.")
        with pytest.raises(Forgotten):
            do(sorting.safety, made, [], [Safety.ROAD])
        assert texts(session, made, NoteKind.OF_COORDINATION) == []


class TestTheNextTeam:
    @pytest.fixture
    def line(self, maker, sector, team, session):
        """Teams of rank 1, 3 and 2, and one of rank 1 that ended."""
        found = [team, *(maker.team(f"Équipe {rank} exemple", sector=sector, rank=rank) for rank in (3, 2))]
        with unit_of_work(session):
            maker.team("Finie exemple", sector=sector, rank=1).ended_at = utc_now()
        return found

    def test_teams_are_asked_by_rank_each_once_until_it_is_sorted_again(self, maker, session, monday, line, do) -> None:
        first, third, second = line
        made = maker.request(State.ASSIGNED, team=first)
        order = []
        for days in range(1, 4):
            with unit_of_work(session):
                context = maker.context(monday + timedelta(days=days))
                following = sorting.next_team(context, maker.case(made))
                order.append(following and following.id)
                if following is not None:
                    sorting.hand_over(context, maker.case(made), following)
                    move(context, made, Action.NEXT_TEAM, Mover(Actor.CLOCK))
        assert order == [second.id, third.id, None]
        assert (made.team_id, running(session, made)) == (third.id, [third.id])
        with unit_of_work(session):
            move(maker.context(monday + timedelta(days=5)), made, Action.RETURN, Mover(Actor.CLOCK))
        assert running(session, made) == []
        again = sorting.next_team(maker.context(monday + timedelta(days=6)), maker.case(made))
        assert again is not None
        assert again.id == first.id

    def test_a_team_that_was_chosen_out_of_its_turn_is_not_asked_twice(self, maker, session, line, do) -> None:
        first, third, second = line
        made = maker.request()
        do(sorting.assign, made, second)
        following = sorting.next_team(maker.context(), maker.case(made))
        assert following is not None
        assert following.id == first.id
        assert session.get_one(OutreachRequest, made.id).team_id == second.id != third.id

    def test_without_a_sector_nobody_is_asked(self, maker, team) -> None:
        made = maker.request(State.REPORTED, team=team)
        assert sorting.next_team(maker.context(), maker.case(made)) is None
