"""Once the person was met: her agreement, meetings, a link taken up again; what is deleted when she refuses."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.core.clock import now, utc_now
from app.core.errors import NotThere
from app.core.unit_of_work import again, unit_of_work
from app.core.workflow.table import NotAllowed
from app.extensions import db
from app.outreach import queries
from app.outreach.models import OutreachMeeting, OutreachNote, OutreachPerson, OutreachStep
from app.outreach.models.private import new_note
from app.outreach.rules import Action, Actor, Consent, Mover, NoteKind, Outcome, Result, State
from app.outreach.services import going, meeting, sorting
from app.outreach.services.meeting import Meeting, Said
from app.outreach.services.moving import TooLateToReopen
from app.outreach.settings import Context
from tests.outreach.team_pages import fresh, path_of, text_of
from tests.support.forms import hidden_fields, links, post_form

TEAM = Mover(Actor.TEAM)
NAME, NOTE = "Zozo Exemple", "Préfère le matin (exemple)."


@pytest.fixture
def does(maker, session):
    """`does(service, request, …)`: a gesture of the team, committed."""

    def act(service, request, *values, now=None):
        with unit_of_work(session):
            return service(maker.context(now), queries.case(session, request.id), *values, TEAM)

    return act


def just_now():
    """The present moment, as the form of a meeting offers it."""
    at = now()
    return {"jour": at.date().isoformat(), "heure": at.strftime("%H:%M")}


def kept(session, rows, request):
    session.expire_all()
    return session.scalars(select(rows).where(rows.request_id == request.id)).all()


def actions(session, request):
    return [step.action for step in sorted(kept(session, OutreachStep, request), key=lambda step: step.id)]


class TestConsent:
    @pytest.mark.parametrize("said", [Consent.YES, Consent.LATER])
    def test_a_link_begins_where_she_does_not_refuse(self, session, maker, does, said):
        request = maker.request(State.CONTACT)
        does(meeting.consent, request, Said(said, NAME, goes_on=True))
        found = fresh(session, request)
        assert (found.state, found.consent) == (State.ONGOING, said)
        assert session.get(OutreachPerson, request.id).pseudonym == NAME

    def test_without_a_link_it_stays_and_the_clock_counts_from_now(self, session, maker, does):
        request = maker.request(State.CONTACT, at=utc_now() - timedelta(days=5))
        before, steps = request.next_due_at, len(actions(session, request))
        instant = utc_now()
        does(meeting.consent, request, Said(Consent.LATER), now=instant)
        found = fresh(session, request)
        assert (found.state, found.last_action_at, session.get(OutreachPerson, request.id)) == (State.CONTACT, instant, None)
        assert found.next_due_at > before
        assert len(actions(session, request)) == steps

    def test_a_pseudonym_changes_and_goes(self, session, maker, does):
        request = maker.request(State.ONGOING)
        for name in (NAME, "Autre Exemple"):
            does(meeting.consent, request, Said(Consent.YES, name))
            session.expire_all()
            assert session.get(OutreachPerson, request.id).pseudonym == name
        does(meeting.consent, request, Said(Consent.YES))
        session.expire_all()
        assert session.get(OutreachPerson, request.id) is None

    def test_a_refusal_ends_it_and_deletes_at_once_what_is_known_of_her(self, session, maker, does):
        request, other = maker.request(State.ASSIGNED), maker.request(State.CONTACT)
        merged = maker.request(State.TO_SORT)
        with unit_of_work(session):
            sorting.merge(maker.context(), maker.case(merged), request, Mover(Actor.COORDINATOR))
        does(going.attempt, request, going.Attempt(utc_now(), Result.MET, "un", NOTE))
        does(meeting.consent, request, Said(Consent.LATER, NAME, goes_on=True))
        does(meeting.meet_again, request, Meeting(utc_now(), "deux", NOTE))
        with unit_of_work(session):
            session.add(new_note(request.id, NoteKind.TO_REQUESTER, "Nous passerons (exemple).", TEAM, utc_now()))
        does(meeting.consent, request, Said(Consent.NO, NAME))
        found = fresh(session, request)
        assert (found.state, found.outcome, found.consent) == (State.CLOSED, Outcome.REFUSED, Consent.NO)
        assert [one.kind for one in kept(session, OutreachNote, request)] == [NoteKind.TO_REQUESTER]
        assert kept(session, OutreachNote, merged) == []
        assert [one.kind for one in kept(session, OutreachNote, other)] == [NoteKind.SITUATION]
        assert session.connection().execute(text("SELECT count(*) FROM outreach_person")).scalar() == 0
        assert session.connection().execute(text("SELECT note FROM outreach_meeting")).scalars().all() == [None]

    @pytest.mark.parametrize("state", [State.ASSIGNED, State.TRIED, State.CLOSED, State.NOT_MET])
    def test_nobody_is_asked_before_she_was_met_or_after_the_end(self, session, maker, does, state):
        request = maker.request(state)
        with pytest.raises(NotAllowed):
            does(meeting.consent, request, Said(Consent.YES, NAME))
        assert session.get(OutreachPerson, request.id) is None


class TestMeetings:
    def test_the_second_time_makes_a_link_and_the_third_adds_no_step(self, session, maker, does):
        request = maker.request(State.CONTACT, at=utc_now() - timedelta(days=5))
        first = does(meeting.meet_again, request, Meeting(utc_now() - timedelta(days=2), "un", NOTE))
        assert fresh(session, request).state == State.ONGOING
        steps, instant = actions(session, request), utc_now()
        assert steps[-1] == Action.FOLLOW
        does(meeting.meet_again, request, Meeting(instant, "deux"), now=instant)
        assert actions(session, request) == steps
        assert fresh(session, request).last_action_at == instant
        assert {one.mark: one.note for one in kept(session, OutreachMeeting, request)}[first.mark] == NOTE

    def test_the_same_mark_is_one_meeting_even_once_it_is_over(self, session, maker, does):
        request, other = maker.request(State.ONGOING), maker.request(State.ONGOING)
        first = does(meeting.meet_again, request, Meeting(utc_now(), "un", NOTE))
        assert does(meeting.meet_again, request, Meeting(utc_now(), "un", "Autre (exemple).")).id == first.id
        does(going.close, request, Outcome.MOVED)
        assert does(meeting.meet_again, request, Meeting(utc_now(), "un", NOTE)).id == first.id
        assert [one.note for one in kept(session, OutreachMeeting, request)] == [NOTE]
        with pytest.raises(NotThere):
            does(meeting.meet_again, other, Meeting(utc_now(), "un", NOTE))

    def test_sent_at_once_by_two_it_is_one(self, app, session, maker):
        request = maker.request(State.CONTACT)
        with app.app_context():
            engine = db.engine
        barrier, instant = Barrier(4), utc_now()

        def send(_rank):
            with Session(engine) as own:
                barrier.wait(timeout=30)

                def work(opened):
                    context = Context(opened, maker.settings, instant)
                    return meeting.meet_again(context, queries.case(opened, request.id), Meeting(instant, "un", NOTE), TEAM).id

                return again(own, work)

        with ThreadPoolExecutor(4) as pool:
            assert len(set(pool.map(send, range(4)))) == 1
        assert len(kept(session, OutreachMeeting, request)) == 1
        assert actions(session, request).count(Action.FOLLOW) == 1

    @pytest.mark.parametrize("state", [State.TRIED, State.CLOSED])
    def test_there_is_none_before_she_was_met_or_after_the_end(self, session, maker, does, state):
        request = maker.request(state)
        with pytest.raises(NotAllowed):
            does(meeting.meet_again, request, Meeting(utc_now(), "un"))
        assert kept(session, OutreachMeeting, request) == []


class TestTakingUp:
    @pytest.mark.parametrize("state", [State.ORIENTED, State.NOT_MET, State.CLOSED])
    def test_a_link_is_taken_up_with_a_word_of_the_team(self, session, maker, does, state):
        request = maker.request(state, has_place=False)
        does(meeting.reopen, request, NOTE)
        found = fresh(session, request)
        assert (found.state, found.outcome, found.closed_at) == (State.ONGOING, None, None)
        assert found.contact_at is not None
        (note,) = kept(session, OutreachNote, request)
        assert (note.kind, note.body, note.team_id) == (NoteKind.OF_TEAM, NOTE, request.team_id)

    def test_not_after_ninety_days(self, session, maker, does):
        request = maker.request(State.CLOSED, at=utc_now() - timedelta(days=91), has_place=False)
        with pytest.raises(TooLateToReopen):
            does(meeting.reopen, request, NOTE)
        assert kept(session, OutreachNote, request) == []

    def test_who_refused_is_asked_anew(self, session, maker, does):
        request = maker.request(State.CONTACT)
        does(meeting.consent, request, Said(Consent.NO))
        does(meeting.reopen, request, NOTE)
        assert fresh(session, request).consent is None
        does(meeting.consent, request, Said(Consent.YES, NAME))
        assert fresh(session, request).state == State.ONGOING

    def test_who_refused_and_is_met_again_after_a_new_sorting_is_asked_anew(self, session, maker, does):
        request = maker.request(State.CONTACT)
        does(meeting.consent, request, Said(Consent.NO))
        with unit_of_work(session):
            sorting.reopen(maker.context(), maker.case(request), "Elle demande qu’on revienne (exemple).", Mover(Actor.COORDINATOR))
            sorting.assign(maker.context(), maker.case(request), maker.team(), Mover(Actor.COORDINATOR))
        does(going.attempt, request, going.Attempt(utc_now(), Result.MET, "un", NOTE))
        assert (fresh(session, request).state, request.consent) == (State.CONTACT, None)
        assert NOTE in [one.body for one in kept(session, OutreachNote, request)]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
class TestPages:
    def test_her_agreement_then_a_meeting_then_the_end(self, session, maker, goer):
        client, request = goer[0], maker.request(State.CONTACT)
        page = text_of(client.get(path_of(request)))
        assert "Demandez-lui si elle veut bien que l’équipe revienne" in page
        assert "effacés aussitôt" in text_of(client.get(path_of(request, "accord")))
        answer = post_form(client, path_of(request, "accord"), {"accord": "oui", "pseudonyme": NAME, "suite": "y"})
        assert (answer.status_code, answer.headers["Location"]) == (303, path_of(request))
        assert fresh(session, request).state == State.ONGOING
        assert post_form(client, path_of(request, "rencontre"), {**just_now(), "note": NOTE}).status_code == 303
        page = text_of(client.get(path_of(request)))
        title = page[page.index("<title>") : page.index("</title>")]
        assert NAME in page
        assert NAME not in title
        assert NOTE in page
        assert f'value="{NAME}"' in text_of(client.get(path_of(request, "accord")))
        assert post_form(client, path_of(request, "accord"), {"accord": "non", "pseudonyme": NAME}).status_code == 303
        page = text_of(client.get(path_of(request)))
        assert NAME not in page
        assert NOTE not in page
        assert "N’a pas voulu d’aide" in page
        assert path_of(request, "reprendre") in links(client.get(path_of(request)))

    @pytest.mark.parametrize(
        ("gesture", "typed"),
        [
            ("accord", {}),
            ("accord", {"accord": "peut-etre"}),
            ("accord", {"accord": "oui", "pseudonyme": "x" * 61}),
            ("accord", {"accord": "oui", "pseudonyme": "1 85 05 78 006 084 36"}),
            ("rencontre", {"jour": "2099-01-01"}),
            ("rencontre", {"heure": "midi"}),
            ("rencontre", {"note": "x" * 501}),
        ],
    )
    def test_what_cannot_be_is_said(self, session, maker, goer, gesture, typed):
        request = maker.request(State.CONTACT)
        assert post_form(goer[0], path_of(request, gesture), {**just_now(), **typed}).status_code == 422
        assert (fresh(session, request).state, request.consent) == (State.CONTACT, None)

    def test_a_link_is_taken_up_with_a_word(self, session, maker, goer):
        request = maker.request(State.CLOSED)
        assert post_form(goer[0], path_of(request, "reprendre"), {"note": " "}).status_code == 422
        assert post_form(goer[0], path_of(request, "reprendre"), {"note": NOTE}).status_code == 303
        assert fresh(session, request).state == State.ONGOING
        assert NOTE in text_of(goer[0].get(path_of(request)))

    @pytest.mark.parametrize(("gesture", "typed"), [("accord", {"accord": "oui"}), ("rencontre", {}), ("reprendre", {"note": NOTE})])
    def test_who_comes_too_late_changes_nothing(self, session, maker, goer, gesture, typed):
        request = maker.request(State.CLOSED if gesture == "reprendre" else State.CONTACT)
        steps = actions(session, request)
        assert post_form(goer[0], path_of(request, gesture), {**just_now(), **typed, "version": "1"}).status_code == 409
        assert actions(session, request) == steps
        assert kept(session, OutreachMeeting, request) == []

    def test_a_meeting_sent_twice_is_one(self, session, maker, goer):
        request = maker.request(State.ONGOING)
        path = path_of(request, "rencontre")
        page = goer[0].get(path)
        data = {**hidden_fields(page, path), "jour": utc_now().strftime("%Y-%m-%d"), "heure": "00:00", "note": NOTE}
        with unit_of_work(session):
            fresh(session, request).asked_at = utc_now() - timedelta(days=3)
        data["version"] = str(request.version)
        assert [goer[0].post(path, data=data).status_code for _ in range(2)] == [303, 303]
        assert len(kept(session, OutreachMeeting, request)) == 1
