"""From somebody who was met to a service: near ones found, a draft that says nothing of her, the end once one was sent."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.core.errors import NotThere
from app.core.unit_of_work import unit_of_work
from app.core.workflow.table import NotAllowed
from app.directory.kinds import kinds
from app.orientations.models import Agreement, Orientation, OrientationPerson
from app.orientations.rules import Actor as OrientationActor
from app.orientations.rules import Mover as OrientationMover
from app.orientations.rules import State as OrientationState
from app.orientations.services import creating, deciding
from app.orientations.settings import Context as OrientationContext
from app.orientations.settings import settings_of
from app.outreach import queries
from app.outreach.models import OutreachOrientation, OutreachStep
from app.outreach.near_services import KINDS
from app.outreach.rules import Action, Actor, Consent, Mover, Need, State
from app.outreach.services import meeting, orienting
from app.outreach.services.meeting import Said
from app.outreach.services.orienting import Chosen, NothingLeft
from tests.outreach.making import GOING
from tests.outreach.team_pages import fresh, path_of, text_of
from tests.support.factories import PRIVAS, VALENCE
from tests.support.forms import hidden_fields, links, post_form

TEAM = Mover(Actor.TEAM)
NAME = "Zozo Exemple"


@pytest.fixture
def service(directory):
    """A service in Privas that receives orientations."""
    made = directory.fixed(
        PRIVAS, nom="Domiciliation des Tilleuls", kinds=("domiciliation",), courriel="tilleuls@exemple.fr", receives_orientations=True
    )
    directory.fixed(PRIVAS, north=2, nom="Douches des Saules", kinds=("douche",))
    directory.fixed(PRIVAS, north=1, nom="Pour les associations", kinds=("domiciliation",), organisations_only=True)
    directory.fixed(VALENCE, nom="Domiciliation de Valence", kinds=("domiciliation",))
    directory.publish()
    return made


@pytest.fixture
def by(maker, goer):
    return Mover(Actor.TEAM, goer[1].id, maker.organisation(GOING).id)


@pytest.fixture
def prepare(app, maker, session, service, by):
    """`prepare(request)`: a draft towards the service."""

    def make(request, chosen=None, now=None):
        with unit_of_work(session):
            case = queries.case(session, request.id)
            wished = chosen or Chosen(service.id, "domiciliation", is_accompanied=True)
            return orienting.prepare(maker.context(now), settings_of(app.extensions["reperes"]), case, wished, by)

    return make


@pytest.fixture
def send(app, session, by):
    """`send(draft)`: send it, as its page does."""

    def leave(draft, now=None):
        context = OrientationContext(session, settings_of(app.extensions["reperes"]), now or utc_now())
        with unit_of_work(session):
            mover = OrientationMover(OrientationActor.SENDER, by.account, by.organisation)
            creating.dispatch(context, session.get_one(Orientation, draft.id), mover)

    return leave


def last_action(session, request):
    return session.scalars(select(OutreachStep).where(OutreachStep.request_id == request.id).order_by(OutreachStep.id.desc())).first()


class TestPreparing:
    @pytest.mark.parametrize("state", [State.CONTACT, State.ONGOING])
    def test_it_is_a_draft_of_the_team_that_says_nothing_of_her(self, session, maker, prepare, service, state):
        request = maker.request(state)
        with unit_of_work(session):
            meeting.consent(maker.context(), maker.case(request), Said(Consent.YES, NAME), TEAM)
        draft = prepare(request)
        assert (draft.state, draft.organisation_id) == (OrientationState.DRAFT, maker.organisation(GOING).id)
        assert (draft.service_id, draft.kind, draft.commune) == (service.id, "domiciliation", PRIVAS)
        for rows in (OrientationPerson, Agreement):
            assert session.get(rows, draft.id) is None
        assert session.get_one(OutreachOrientation, (request.id, draft.id)).is_accompanied
        assert fresh(session, request).state == state

    @pytest.mark.parametrize("state", [State.ASSIGNED, State.TRIED, State.CLOSED, State.NOT_MET])
    def test_not_before_she_was_met_nor_after_the_end(self, session, maker, prepare, state):
        request = maker.request(state)
        with pytest.raises(NotAllowed):
            prepare(request)
        assert session.scalars(select(Orientation)).all() == []

    def test_not_towards_what_cannot_be_oriented_to(self, maker, prepare):
        with pytest.raises(NotThere):
            prepare(maker.request(State.CONTACT), Chosen(999_999, "domiciliation"))


class TestConfirming:
    def test_a_draft_is_not_enough(self, session, maker, prepare):
        request = maker.request(State.CONTACT)
        prepare(request)
        with pytest.raises(NothingLeft):
            orienting.confirm(maker.context(), maker.case(request), TEAM)
        assert not orienting.confirm_if_sent(maker.context(), maker.case(request))
        session.rollback()

    @pytest.mark.parametrize("state", [State.CONTACT, State.ONGOING])
    def test_one_that_was_sent_ends_it(self, session, maker, prepare, send, state):
        request = maker.request(state)
        send(prepare(request))
        with unit_of_work(session):
            orienting.confirm(maker.context(), queries.case(session, request.id), TEAM)
        assert fresh(session, request).state == State.ORIENTED
        assert last_action(session, request).action == Action.ORIENT

    def test_the_clock_does_it_too(self, session, maker, prepare, send):
        request = maker.request(State.CONTACT)
        send(prepare(request))
        with unit_of_work(session):
            assert orienting.confirm_if_sent(maker.context(), queries.case(session, request.id))
        assert last_action(session, request).actor == Actor.CLOCK
        with unit_of_work(session):
            assert not orienting.confirm_if_sent(maker.context(), queries.case(session, request.id))

    def test_one_that_was_taken_back_is_none(self, app, session, maker, prepare, send, by):  # noqa: PLR0917 - fixtures
        request = maker.request(State.CONTACT)
        draft = prepare(request)
        send(draft)
        with unit_of_work(session):
            context = OrientationContext(session, settings_of(app.extensions["reperes"]), utc_now())
            mover = OrientationMover(OrientationActor.SENDER, by.account, by.organisation)
            deciding.cancel(context, session.get_one(Orientation, draft.id), mover)
        assert not orienting.confirm_if_sent(maker.context(), maker.case(request))

    def test_one_from_before_the_link_was_taken_up_is_none(self, session, maker, prepare, send):
        request = maker.request(State.CONTACT, at=utc_now() - timedelta(days=3))
        send(prepare(request), utc_now() - timedelta(days=2))
        with unit_of_work(session):
            orienting.confirm(maker.context(utc_now() - timedelta(days=1)), queries.case(session, request.id), TEAM)
            meeting.reopen(maker.context(), queries.case(session, request.id), "Elle revient (exemple).", TEAM)
        assert not orienting.confirm_if_sent(maker.context(), maker.case(request))
        send(prepare(request))
        with unit_of_work(session):
            assert orienting.confirm_if_sent(maker.context(), queries.case(session, request.id))


def test_each_need_has_kinds_of_help_that_exist():
    assert set(KINDS) == set(Need)
    assert all(kinds()[code].can_be_searched for codes in KINDS.values() for code in codes)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
class TestPage:
    @pytest.fixture
    def request_(self, maker):
        return maker.request(State.ONGOING, needs=["domiciliation"])

    def test_it_opens_on_what_answers_her_needs_the_nearest_first(self, request_, service, goer):
        page = text_of(goer[0].get(path_of(request_, "orienter")))
        assert "Services les plus proches de Privas" in page
        assert page.index("Domiciliation des Tilleuls") < page.index("Domiciliation de Valence")
        assert "Douches des Saules" not in page
        assert "Pour les associations" not in page

    @pytest.mark.parametrize("typed", [{"aide": "douche"}, {"recherche": "douche"}, {"recherche": "Saules"}])
    def test_another_kind_or_words_are_looked_for_without_standing_in_an_address(self, request_, service, goer, typed):
        answer = post_form(goer[0], path_of(request_, "orienter"), {"geste": "chercher", **typed})
        assert answer.status_code == 200
        assert "Douches des Saules" in text_of(answer)
        assert "Domiciliation des Tilleuls" not in text_of(answer)
        assert not [link for link in links(answer) if "douche" in link]

    def test_words_that_find_nothing_say_so(self, request_, service, goer):
        answer = post_form(goer[0], path_of(request_, "orienter"), {"geste": "chercher", "recherche": "zzyzx"})
        assert answer.status_code == 200
        assert "Aucun service trouvé près de Privas." in text_of(answer)

    def test_what_was_chosen_becomes_a_draft_to_complete_with_her(self, session, request_, service, goer):
        answer = post_form(
            goer[0],
            path_of(request_, "orienter"),
            {"geste": "preparer", "aide": "domiciliation", "service": str(service.id), "accompagnement": "y"},
        )
        made = session.scalars(select(Orientation)).one()
        assert answer.headers["Location"] == f"/services/{service.id}/orienter?brouillon={made.id}"
        assert goer[0].get(answer.headers["Location"]).status_code == 200
        page = text_of(goer[0].get(path_of(request_)))
        assert f'href="/orientations/{made.id}"' in page
        assert "Brouillon · accompagnée en personne" in page
        assert "terminer ici" not in page

    @pytest.mark.parametrize("typed", [{}, {"service": "999999"}, {"service": "abc"}, {"aide": "rien"}, {"recherche": "x" * 201}])
    def test_what_cannot_be_is_said(self, session, request_, service, goer, typed):
        answer = post_form(goer[0], path_of(request_, "orienter"), {"geste": "preparer", "aide": "domiciliation", **typed})
        assert answer.status_code == 422
        assert session.scalars(select(Orientation)).all() == []

    def test_sent_twice_it_prepares_once(self, session, request_, service, goer):
        path = path_of(request_, "orienter")
        data = {**hidden_fields(goer[0].get(path), path), "geste": "preparer", "aide": "domiciliation", "service": str(service.id)}
        assert len({goer[0].post(path, data=data).headers["Location"] for _ in range(2)}) == 1
        assert len(session.scalars(select(Orientation)).all()) == 1

    def test_once_it_left_the_request_ends_by_one_button(self, session, request_, prepare, send, goer):
        send(prepare(request_))
        page = goer[0].get(path_of(request_))
        assert "L’orientation est partie : terminer ici" in text_of(page)
        data = {**hidden_fields(page, path_of(request_, "orienter")), "geste": "terminer"}
        answer = goer[0].post(path_of(request_, "orienter"), data=data)
        assert (answer.status_code, answer.headers["Location"]) == (303, path_of(request_))
        assert fresh(session, request_).state == State.ORIENTED
        assert "la personne est orientée vers un service" in text_of(goer[0].get(path_of(request_)))

    def test_before_it_left_that_button_ends_nothing(self, session, request_, prepare, goer):
        prepare(request_)
        answer = post_form(goer[0], path_of(request_, "orienter"), {"geste": "terminer"})
        assert answer.status_code == 409
        assert fresh(session, request_).state == State.ONGOING

    @pytest.mark.parametrize("press", ["preparer", "terminer"])
    def test_who_comes_too_late_prepares_nothing(self, session, request_, service, goer, press):
        typed = {"geste": press, "aide": "domiciliation", "service": str(service.id), "version": "1"}
        assert post_form(goer[0], path_of(request_, "orienter"), typed).status_code == 409
        assert session.scalars(select(Orientation)).all() == []
