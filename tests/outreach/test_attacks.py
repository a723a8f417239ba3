"""What an attacker tried on « aller vers », and what holds: against another team, who asked, the next one at a shared device."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, text

from app.core.audit import AuditEntry
from app.core.clock import PARIS, utc_now
from app.core.unit_of_work import unit_of_work
from app.core.written_days import day_of
from app.orientations.models import Orientation
from app.orientations.rules import Actor as OrientationActor
from app.orientations.rules import Mover as OrientationMover
from app.orientations.services import creating
from app.orientations.settings import Context as OrientationContext
from app.orientations.settings import settings_of
from app.outreach import queries, recipients
from app.outreach.models import OutreachRequest, OutreachSector, OutreachTeam
from app.outreach.rules import Actor, Consent, Mover, Outcome, Requester, Result, State
from app.outreach.services import asking, going, meeting, orienting, rounds, sorting
from app.outreach.services.asking import NotOpen
from app.outreach.services.meeting import Meeting, Said
from app.outreach.services.orienting import Chosen
from app.outreach.services.rounds import RoundPlan
from app.outreach.views import asking as views
from app.web.translations import speaking
from tests.outreach.making import ASKING, GOING, SORTING
from tests.outreach.phoning import send, tonight
from tests.outreach.rounding import EVENING, NEW, NOW
from tests.outreach.team_pages import fresh, path_of, text_of
from tests.outreach.wishing import ASK, EMAIL, FOLLOWED, asked, typed, wish
from tests.support.factories import PRIVAS
from tests.support.forms import hidden_fields, post_form

on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""Pages and words; what depends on the database is tried on both."""
TEAM, SORTER = Mover(Actor.TEAM), Mover(Actor.COORDINATOR)
NAME, NOTE, REFUGE = "Zozo Exemple", "Préfère le matin (exemple).", "Halte des Femmes exemple"
NEXT = "Autre maraude exemple"
T = speaking("fr")


@pytest.fixture
def does(maker, session):
    """`does(service, request, …, by=…)`: a gesture, committed."""

    def act(service, request, *values, by=TEAM):
        with unit_of_work(session):
            return service(maker.context(), queries.case(session, request.id), *values, by)

    return act


@pytest.fixture
def next_team(maker, sector):
    return maker.team("Autre équipe exemple", organisation=NEXT, sector=sector, rank=2)


class TestAnotherTeam:
    @pytest.fixture
    def passed_on(self, app, maker, session, does, goer, directory, next_team):  # noqa: PLR0917 - all sides of it
        """A request that a team met and closed, that the next one met anew; what the first one had prepared leaves only now."""
        service = directory.fixed(PRIVAS, nom=REFUGE, kinds=("domiciliation",), courriel="halte@exemple.fr", receives_orientations=True)
        directory.publish()
        settings, own = settings_of(app.extensions["reperes"]), maker.organisation(GOING).id
        request = maker.request(State.CONTACT)
        with unit_of_work(session):
            by, chosen = Mover(Actor.TEAM, goer[1].id, own), Chosen(service.id, "domiciliation")
            draft = orienting.prepare(maker.context(), settings, maker.case(request), chosen, by)
        does(going.close, request, Outcome.MOVED)
        does(sorting.reopen, request, "Elle est revenue (exemple).", by=SORTER)
        does(sorting.assign, request, next_team, by=SORTER)
        does(going.attempt, request, going.Attempt(utc_now(), Result.MET, "un"))
        with unit_of_work(session):
            sender = OrientationMover(OrientationActor.SENDER, goer[1].id, own)
            creating.dispatch(OrientationContext(session, settings, utc_now()), session.get_one(Orientation, draft.id), sender)
        return request, draft

    def test_where_another_organisation_oriented_her_is_not_its_own(self, passed_on, member) -> None:
        request, draft = passed_on
        page = text_of(member(NEXT, "suivante@exemple.fr")[0].get(path_of(request)))
        assert "La personne est rencontrée" in page
        assert REFUGE not in page
        assert f"/orientations/{draft.id}" not in page

    def test_what_another_organisation_sends_does_not_end_its_link(self, passed_on, session, maker) -> None:
        request, _ = passed_on
        with unit_of_work(session):
            assert not orienting.confirm_if_sent(maker.context(), queries.case(session, request.id))
        assert fresh(session, request).state == State.CONTACT

    @pytest.mark.parametrize("gesture", ["change", "cancel", "remove"])
    def test_its_passage_is_not_moved_by_a_round_of_the_one_before(self, session, maker, team, next_team, gesture) -> None:
        round_ = maker.round(team, starts=datetime(2097, 12, 2, 20, tzinfo=PARIS))
        request, at = maker.request(State.PLANNED, team=next_team), datetime(2097, 12, 2, 20, 15, tzinfo=PARIS)
        maker.place(round_, request, at)
        with unit_of_work(session):
            request.planned_at = at
        with unit_of_work(session):
            if gesture == "change":
                plan = RoundPlan(round_.day + timedelta(days=1), round_.starts, round_.ends)
                rounds.change(maker.context(), round_, plan, round_.version, TEAM)
            elif gesture == "cancel":
                rounds.cancel(maker.context(), round_, round_.version)
            else:
                rounds.remove(maker.context(), round_, request.id)
        found = fresh(session, request)
        assert (found.state, found.planned_at) == (State.PLANNED, at)


class TestWhoAsked:
    @on_sqlite
    def test_that_a_team_met_danger_is_not_told_to_who_asked(self, maker, session, asker, sorter) -> None:
        request = maker.request(State.TRIED, organisation=ASKING)
        maker.attempt(request, utc_now(), Result.DANGER)
        assert "Passage arrêté" in text_of(sorter[0].get(path_of(request)))
        page = text_of(asker[0].get(path_of(request)))
        assert "Passage arrêté" not in page
        assert "Une équipe est passée." in page

    @on_sqlite
    def test_an_organisation_that_nobody_verified_asks_as_anybody_does(self, session, asker, maker, sector) -> None:
        """Or an account and an invented name would be told who was met, and when; and open what the operator did not."""
        with unit_of_work(session):
            maker.organisation(ASKING).verified_at = None
        assert asked(asker[0], qualite="").status_code == 422
        assert asked(asker[0], qualite="riverain").status_code == 422
        assert asked(asker[0]).location == FOLLOWED
        made = session.scalars(select(OutreachRequest)).one()
        assert (made.organisation_id, made.account_id, made.asked_as) == (None, None, Requester.PARTNER)
        assert asker[0].get(path_of(made)).status_code == 404

    def test_the_service_too_refuses_an_organisation_that_nobody_verified(self, session, maker, sector) -> None:
        own = maker.organisation(ASKING)
        with unit_of_work(session):
            own.verified_at = None
        with unit_of_work(session), pytest.raises(NotOpen):
            asking.ask(maker.context(), wish(Requester.PROFESSIONAL), Mover(Actor.REQUESTER, None, own.id))

    @on_sqlite
    def test_a_request_merged_into_another_does_not_tell_when_teams_went_there_before(self, client, session, maker, does, sector) -> None:
        """Or whoever is after somebody would ask for her, and read when teams see her."""
        asked(client)
        merged, kept = session.scalars(select(OutreachRequest)).one(), maker.request(State.TRIED)
        before, since = utc_now() - timedelta(days=3), utc_now() + timedelta(days=2)
        maker.attempt(kept, before)
        does(sorting.merge, merged, kept, by=SORTER)
        maker.attempt(kept, since)
        page = client.get(f"{FOLLOWED}?suite=1").get_data(as_text=True)
        assert f"Une équipe est passée le {day_of(since, T)}." in page
        assert f"Une équipe est passée le {day_of(before, T)}." not in page


def test_a_refusal_forgets_at_once_also_how_she_was_called_in_what_was_merged(session, maker, does) -> None:
    before, request = maker.request(State.CONTACT), maker.request(State.ASSIGNED)
    does(meeting.consent, before, Said(Consent.YES, NAME, goes_on=True))
    does(meeting.meet_again, before, Meeting(utc_now(), "un", NOTE))
    does(going.close, before, Outcome.MOVED)
    does(sorting.reopen, before, "Elle est revenue (exemple).", by=SORTER)
    does(sorting.merge, before, request, by=SORTER)
    does(going.attempt, request, going.Attempt(utc_now(), Result.MET, "deux"))
    does(meeting.consent, request, Said(Consent.NO))
    assert session.connection().execute(text("SELECT count(*) FROM outreach_person")).scalar() == 0
    assert session.connection().execute(text("SELECT note FROM outreach_meeting")).scalars().all() == [None]


def test_an_organisation_that_was_refused_is_written_to_no_more(session, maker, sorter, coordinator) -> None:
    """Nor does what is left to it wait unseen: coordinators of the département are told instead."""
    own, case = maker.organisation(SORTING), maker.case(maker.request())
    assert [one.email for one in recipients.of_sorting(session, case)] == [sorter[1].email]
    with unit_of_work(session):
        own.refused_at = utc_now()
    assert [one.email for one in recipients.of_sorting(session, case)] == [coordinator[1].email]


@on_sqlite
class TestSharedDevice:
    def test_a_code_that_was_noted_is_not_shown_to_who_comes_next(self, client, session, sector) -> None:
        data = {**hidden_fields(client.get(ASK), ASK), **typed()}
        assert client.post(ASK, data=data).location == FOLLOWED
        code = session.scalars(select(OutreachRequest)).one().code
        shown = f"{code[:4]} {code[4:]}"
        assert shown in client.get(FOLLOWED).get_data(as_text=True)
        assert shown in client.get(FOLLOWED).get_data(as_text=True)
        client.get(f"{FOLLOWED}?suite=1")
        assert shown not in client.get(FOLLOWED).get_data(as_text=True)
        assert client.post(ASK, data=data).location == FOLLOWED
        assert shown not in client.get(FOLLOWED).get_data(as_text=True)


@on_sqlite
class TestFlood:
    def test_nobody_has_us_write_without_end_to_a_mailbox_that_is_not_theirs(self, client, monkeypatch, sector) -> None:
        monkeypatch.setattr(views, "TO_ONE_EMAIL", 1)
        assert asked(client).status_code == 303
        assert asked(client, courriel=EMAIL.upper()).status_code == 429
        assert asked(client, courriel="autre@exemple.fr").status_code == 303
        assert asked(client, courriel="").status_code == 303


@on_sqlite
class TestNeverBroken:
    @pytest.mark.parametrize("instant", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
    def test_an_instant_that_no_clock_says_breaks_nothing(self, session, maker, team, goer, instant) -> None:
        round_, request = tonight(maker, team)
        assert send(goer[0], round_, request, instant=instant).status_code == 422

    @pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
    def test_a_round_of_the_first_or_last_day_breaks_nothing(self, at, goer, day) -> None:
        at(NOW)
        for hours in ({"de": "00:01", "a": "00:02"}, {"de": "20:00", "a": "02:00"}):
            typed_in = {**EVENING, "jour": day, **hours, "arret-0-de": "21:00", "arret-0-nom": "Gare exemple"}
            assert post_form(goer[0], NEW, typed_in).status_code == 422


@on_sqlite
class TestTakingOver:
    @pytest.mark.parametrize(("path", "table"), [("secteurs", OutreachSector), ("equipes", OutreachTeam)])
    def test_giving_a_sector_or_a_team_to_another_organisation_leaves_a_line(self, maker, session, coordinator, path, table) -> None:
        """Whoever sets up may let their own organisation read places: not without a trace in the journal."""
        number, own = {"secteurs": maker.sector(), "equipes": maker.team()}[path].id, maker.organisation(NEXT)
        where = f"/aller-vers/{path}/{number}"
        said = {"name": "Nom exemple", "organisation": NEXT, "areas": "Privas"}
        assert post_form(coordinator[0], where, said).status_code == 303
        session.expire_all()
        assert session.get_one(table, number).organisation_id == own.id
        line = session.scalars(select(AuditEntry).where(AuditEntry.subject == table.__tablename__)).one()
        assert (line.subject_id, line.actor, line.account_id) == (number, "coordinateur", coordinator[1].id)
        assert line.detail == f"organisation-{own.id}"
