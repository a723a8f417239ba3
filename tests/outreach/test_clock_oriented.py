"""A request ends by itself once an orientation that came of it left: within the hour, whatever the day."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.unit_of_work import unit_of_work
from app.orientations.models import Orientation
from app.orientations.rules import State as OrientationState
from app.outreach import clock
from app.outreach.models import OutreachOrientation, OutreachStep
from app.outreach.rules import Action, Actor, State
from tests.outreach.making import ASKING, GOING
from tests.outreach.watching import ASKS, GOES, TUESDAY, Watch
from tests.support.factories import PRIVAS
from tests.support.plugins.accounts import account_of


@pytest.fixture
def watch(session, config, maker):
    return Watch(session, config, maker)


@pytest.fixture(autouse=True)
def sides(session, maker):
    """Somebody of the team, and of the organisation that asks."""
    maker.team(sector=maker.sector())
    for email, organisation in ((GOES, GOING), (ASKS, ASKING)):
        maker.organisation(organisation)
        account_of(session, email, [], {organisation: "membre"})


@pytest.fixture
def child(directory, session, maker):
    """`child(request, sent_at)`: an orientation that came of a request; not sent when None."""
    service = directory.fixed(PRIVAS, nom="Accueil exemple")

    def make(request, sent_at):
        values = dict.fromkeys(("recorded_at", "created_at", "state_since", "last_action_at"), TUESDAY)
        sending = maker.organisation(GOING)
        with unit_of_work(session):
            made = Orientation(
                state=OrientationState.SENT if sent_at else OrientationState.DRAFT, service_id=service.id, kind="domiciliation",
                structure_id=service.structure_id, departement="07", organisation_id=sending.id, sent_at=sent_at, first_sent_at=sent_at,
                **values,
            )  # fmt: skip
            session.add(made)
            session.flush()
            session.add(OutreachOrientation(request_id=request.id, orientation_id=made.id))
        return made

    return make


@pytest.mark.parametrize("state", [State.CONTACT, State.ONGOING])
def test_a_request_ends_once_an_orientation_left_at_any_hour(maker, watch, session, child, state):
    drafted, sent = (maker.request(state, at=TUESDAY, organisation=ASKING) for _ in range(2))
    child(drafted, None)
    child(sent, TUESDAY + timedelta(hours=1))
    assert watch.sweep("2027-06-12 23:10") == 1, "a Saturday night"
    watch.done(sent)
    assert (drafted.state, sent.state) == (state, State.ORIENTED)
    steps = select(OutreachStep).where(OutreachStep.request_id == sent.id).order_by(OutreachStep.id.desc())
    step = session.scalars(steps).first()
    assert (step.action, step.actor) == (Action.ORIENT, Actor.CLOCK)
    assert watch.written() == {(ASKS, "outreach-close"): 1}
    assert watch.sweep("2027-06-13 00:10") == 0


def test_one_that_cannot_be_ended_stops_no_other(maker, watch, monkeypatch, child, session):
    first, second = (maker.request(State.CONTACT, at=TUESDAY) for _ in range(2))
    for one in (first, second):
        child(one, TUESDAY + timedelta(hours=1))
    late = maker.request(State.TO_SORT, at=TUESDAY)
    confirm = clock.confirm_if_sent

    def fail(context, case):
        if case.request.id == first.id:
            raise RuntimeError
        return confirm(context, case)

    monkeypatch.setattr(clock, "confirm_if_sent", fail)
    with pytest.raises(clock.SomeFailed):
        watch.sweep("2027-06-09 10:00")
    assert watch.done(late) == ["sorting"]
    assert (first.state, second.state) == (State.CONTACT, State.ORIENTED)


def test_what_was_oriented_is_not_asked_about_on_that_morning(maker, watch, child, monkeypatch):
    """Sent after the sweep looked for those, before it came to this one."""
    made = maker.request(State.CONTACT, at=TUESDAY)
    child(made, TUESDAY + timedelta(hours=1))
    monkeypatch.setattr(clock, "_oriented", lambda _session: ())
    assert watch.sweep("2027-06-15 10:00") == 1
    watch.done(made)
    assert made.state == State.ORIENTED
    assert "outreach-met" not in {purpose for _, purpose in watch.written()}
