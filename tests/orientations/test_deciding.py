"""Deciding: one page an action, by link or account; who comes too late is told, who has no right learns nothing."""

from datetime import date, datetime, timedelta

import pytest

from app.core.clock import PARIS, today
from app.core.unit_of_work import unit_of_work
from app.orientations.rules import TAKEN_BACK, WORKFLOW, Action, Actor, Mover, NoteKind, Outcome, Reason, State
from app.orientations.services.deciding import ACTS
from app.orientations.services.moving import move
from tests.orientations.linking import decide, fresh, identify, in_days, last_step, link_to, notes, opened_form, text_of
from tests.orientations.making import EMAIL, NAME, PHONE
from tests.support.forms import links

pytestmark = pytest.mark.one_engine

WHO = "Camille de l’Exemple"
OTHERS = "Une autre association de l’Exemple"


@pytest.fixture
def by_link(client, maker, session, outbox):
    """Open the link of an orientation as somebody of the structure does; the path of its page."""

    def open_it(orientation) -> str:
        path = link_to(maker, session, orientation)
        identify(client, path, outbox)
        return path

    return open_it


def test_accepting_gives_day_hour_and_place_and_tells_both(client, session, orientation, by_link, outbox):
    made = orientation(State.SENT)
    path = by_link(made)
    day = today() + timedelta(days=6)
    answer = decide(client, path, "accepter", day=day.isoformat(), hour="14:30", message="Au 2e étage.", name=WHO)
    assert (answer.status_code, answer.headers["Location"]) == (303, path)
    now = fresh(session, made)
    assert now.state == State.ACCEPTED
    assert now.appointment_at == datetime(day.year, day.month, day.day, 14, 30, tzinfo=PARIS)
    assert now.appointment_place is None
    assert notes(session, made) == {NoteKind.TO_PERSON: "Au 2e étage.", NoteKind.DECIDER: WHO}
    letters = [(to, letter.subject + str(letter.blocks)) for to, letter in outbox()]
    told = [words for to, words in letters if to == "emetteur@exemple.fr"][-1]
    assert f"n° {made.id}" in told.replace("\u00a0", " ")
    assert not [word for _, words in letters for word in (NAME, PHONE, EMAIL, WHO, "Tilleuls", "2e étage") if word in words]
    page = text_of(client.get(path))
    assert "14 h 30" in page.replace("\u202f", " ").replace("\xa0", " ")
    assert "1 rue de l’Exemple" in page


def test_the_service_may_rather_call_before_a_day(client, session, orientation, by_link):
    made = orientation(State.SENT)
    day = today() + timedelta(days=4)
    assert decide(client, by_link(made), "accepter", before=day.isoformat(), name=WHO).status_code == 303
    now = fresh(session, made)
    assert now.calls_before == day
    assert now.appointment_at == datetime(day.year, day.month, day.day, 18, tzinfo=PARIS)


def test_nobody_offers_to_call_whom_it_is_not_safe_to_call(client, session, orientation, by_link):
    made = orientation(State.SENT)
    with unit_of_work(session):
        fresh(session, made).may_call = False
    path = by_link(made)
    assert "avant le" not in text_of(client.get(f"{path}/decision/accepter")).partition("<form")[2]
    assert decide(client, path, "accepter", before=in_days(4), name=WHO).status_code == 422
    assert "Ne l’appelez pas" in text_of(client.get(path))
    assert "tel:+33639980102" not in text_of(client.get(path))


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"day": in_days(3)},
        {"hour": "10:00"},
        {"day": in_days(-1), "hour": "10:00"},
        {"day": in_days(400), "hour": "10:00"},
        {"day": "demain", "hour": "10:00"},
        {"day": in_days(3), "hour": "midi"},
        {"day": in_days(3), "hour": "10:00", "before": in_days(2)},
        {"before": in_days(-2)},
        {"day": in_days(3), "hour": "10:00", "message": "x" * 301},
        {"day": in_days(3), "hour": "10:00", "message": "Voir https://exemple.fr"},
        {"day": in_days(3), "hour": "10:00", "name": " "},
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(client, session, orientation, by_link, typed):
    made = orientation(State.SENT)
    answer = decide(client, by_link(made), "accepter", {"place": "Salle des fêtes", "name": WHO, **typed})
    assert answer.status_code == 422
    assert "Salle des fêtes" in text_of(answer)
    assert fresh(session, made).state == State.RECEIVED


def test_an_appointment_of_this_morning_is_past_this_afternoon(at, client, maker, session, orientation, outbox):  # noqa: PLR0917 - fixtures
    at("2026-11-24 15:00")
    made = orientation(State.SENT)
    path = link_to(maker, session, made)
    identify(client, path, outbox)
    assert decide(client, path, "accepter", day="2026-11-24", hour="10:00", name=WHO).status_code == 422
    assert decide(client, path, "accepter", day="2026-11-24", hour="16:00", name=WHO).status_code == 303


@pytest.mark.parametrize("action", list(ACTS))
def test_each_action_is_done_by_link_or_refused_with_a_clear_page(client, session, orientation, by_link, action):
    """From every state: what the table lists leads where it says, the rest is answered 409 and changes nothing."""
    typed = {
        "name": WHO, "message": "Un papier", "expected": in_days(20), "day": in_days(3), "hour": "9:05", "met_on": in_days(0),
        "outcome": Outcome.MET.value, "reason": (Reason.FULL if action is Action.REFUSE else Reason.UNREACHABLE).value,
    }  # fmt: skip
    for state in set(State) - {State.DRAFT, State.TO_VERIFY} - TAKEN_BACK:
        made = orientation(state)
        path = by_link(made)
        start = fresh(session, made).state
        page = client.get(f"{path}/decision/{action}")
        if not WORKFLOW.allows(start, action, Actor.TARGET):
            assert page.status_code == 409
            assert fresh(session, made).state == start
            continue
        assert decide(client, path, action, typed).status_code == 303
        assert fresh(session, made).state == WORKFLOW.transition(start, action, Actor.TARGET).target


def test_a_refusal_speaks_plainly_to_the_person_in_her_language(client, session, orientation, by_link):
    made = orientation(State.SENT, language="en")
    assert decide(client, by_link(made), "refuser", reason=Reason.FULL.value, name=WHO).status_code == 303
    now = fresh(session, made)
    assert (now.state, now.reason) == (State.REFUSED, Reason.FULL)
    assert notes(session, made)[NoteKind.TO_PERSON]
    own = orientation(State.SENT)
    assert decide(client, by_link(own), "refuser", reason=Reason.OUTSIDE.value, sentence="Voyez à Valence.", name=WHO).status_code == 303
    assert notes(session, own)[NoteKind.TO_PERSON] == "Voyez à Valence."


def test_a_reason_of_another_action_is_none(client, session, orientation, by_link):
    made = orientation(State.SENT)
    assert decide(client, by_link(made), "refuser", reason=Reason.DECEASED.value, name=WHO).status_code == 422
    assert fresh(session, made).state == State.RECEIVED


def test_a_state_or_a_recipient_written_by_hand_is_ignored(client, session, orientation, by_link, outbox):
    made, other = orientation(State.SENT), orientation(State.SENT)
    path = by_link(made)
    forged = {
        "state": State.DONE.value, "etat": State.DONE.value, "action": "terminer", "actor": "emetteur", "courriel": "voleur@exemple.fr",
        "email": "voleur@exemple.fr", "orientation": str(other.id), "orientation_id": str(other.id), "organisation_id": "1",
    }  # fmt: skip
    assert decide(client, path, "mettre-en-attente", {**forged, "expected": in_days(20), "name": WHO}).status_code == 303
    assert fresh(session, made).state == State.WAITING
    assert fresh(session, other).state == State.SENT
    assert "voleur@exemple.fr" not in {to for to, _ in outbox()}
    step = last_step(session, made)
    assert (step.actor, step.account_id, step.organisation_id) == (Actor.TARGET, None, None)


def test_who_read_an_older_version_is_told_where_it_is_now(client, maker, session, orientation, by_link):
    made = orientation(State.SENT)
    path = by_link(made)
    form = opened_form(client, f"{path}/decision/mettre-en-attente")
    with unit_of_work(session):
        kept = fresh(session, made)
        kept.appointment_at = maker.context().now + timedelta(days=3)
        move(maker.context(), kept, Action.WAIT, Mover(Actor.SENDER))
        move(maker.context(), kept, Action.ACCEPT, Mover(Actor.SENDER))
    late = client.post(f"{path}/decision/mettre-en-attente", data={**form, "expected": in_days(20), "name": WHO})
    assert late.status_code == 409
    assert "Acceptée" in text_of(late)
    assert path in links(late)
    assert fresh(session, made).state == State.ACCEPTED


@pytest.mark.parametrize("version", ["", "1", "999999", "-1", "abc"])
def test_a_version_that_nobody_read_decides_nothing(client, session, orientation, by_link, version):
    made = orientation(State.SENT)
    answer = decide(client, by_link(made), "mettre-en-attente", expected=in_days(20), name=WHO, version=version)
    assert answer.status_code == 409
    assert fresh(session, made).state == State.RECEIVED


def test_a_form_sent_twice_decides_once(client, session, orientation, by_link, outbox):
    made = orientation(State.SENT)
    path = by_link(made)
    data = {**opened_form(client, f"{path}/decision/mettre-en-attente"), "expected": in_days(20), "name": WHO}
    first, letters = client.post(f"{path}/decision/mettre-en-attente", data=data), len(outbox())
    second = client.post(f"{path}/decision/mettre-en-attente", data=data)
    assert (first.status_code, second.status_code, second.headers["Location"]) == (303, 303, path)
    assert len(outbox()) == letters


def test_without_agreement_no_text_is_asked_for_and_nothing_fails(client, session, orientation, by_link):
    made = orientation(State.SENT, is_anonymous=True)
    path = by_link(made)
    page = text_of(client.get(f"{path}/decision/accepter"))
    assert 'name="message"' not in page
    assert 'name="name"' not in page
    assert decide(client, path, "accepter", day=in_days(3), hour="10:00", message="caché", name=WHO).status_code == 303
    assert fresh(session, made).state == State.ACCEPTED
    assert notes(session, made) == {}


def test_in_which_state_it_is_told_to_the_sender_by_name_of_state_only(client, orientation, by_link, outbox):
    made = orientation(State.SENT)
    decide(client, by_link(made), "mettre-en-attente", expected=in_days(20), name=WHO)
    assert "Sur liste d’attente" in str(outbox()[-1][1].blocks)
    assert date.fromisoformat(in_days(20)) > today()
