"""Deciding with an account: each side does what is its own, the sender writes down what was answered, others learn nothing."""

from datetime import datetime, timedelta

import pytest

from app.core.clock import PARIS, today
from app.orientations.display.deciding import VERBS, panel
from app.orientations.queries import case_of
from app.orientations.rules import WORKFLOW, Action, Actor, Mover, NoteKind, State
from app.orientations.services.deciding import Appointment, Decision
from app.orientations.services.deciding import decide as do
from app.web.translations import translator
from tests.listings.keeping import keep
from tests.orientations.conftest import SENDING
from tests.orientations.linking import decide, fresh, in_days, last_step, notes
from tests.orientations.making import EMAIL, NAME, PHONE

pytestmark = pytest.mark.one_engine
"""Pages and words; what depends on the database is tried on both, in the tests beside."""

WHO = "Camille de l’Exemple"
OTHERS = "Une autre association de l’Exemple"


def test_the_account_of_who_receives_decides_too(session, orientation, receiver):
    client, account = receiver
    made = orientation(State.SENT)
    base = f"/orientations/{made.id}"
    assert decide(client, base, "demander-complement", message="Une pièce d’identité ?").status_code == 303
    step = last_step(session, made)
    assert (step.actor, step.account_id, step.is_reported) == (Actor.TARGET, account.id, False)
    assert step.organisation_id is not None
    assert notes(session, made) == {NoteKind.MESSAGE: "Une pièce d’identité ?"}


def test_the_sender_writes_down_an_answer_that_came_by_telephone(session, orientation, sender, outbox):
    client, account = sender
    made = orientation(State.SENT, at=datetime.now(PARIS) - timedelta(days=3))
    told_on = today() - timedelta(days=1)
    before = len(outbox())
    answer = decide(client, f"/orientations/{made.id}", "mettre-en-attente", expected=in_days(9), told_on=told_on.isoformat(), told_by=WHO)
    assert answer.status_code == 303
    step, now = last_step(session, made), fresh(session, made)
    assert (step.actor, step.account_id, step.is_reported) == (Actor.SENDER, account.id, True)
    assert now.answered_at.astimezone(PARIS).date() == told_on
    assert notes(session, made)[NoteKind.DECIDER].startswith(WHO)
    assert len(outbox()) == before


@pytest.mark.parametrize("day", [in_days(1), "2001-01-01", ""])
def test_an_answer_is_not_of_tomorrow_nor_of_before_the_need(session, orientation, sender, day):
    client, _ = sender
    made = orientation(State.SENT)
    answer = decide(client, f"/orientations/{made.id}", "mettre-en-attente", expected=in_days(9), told_on=day, told_by=WHO)
    assert answer.status_code == 422
    assert fresh(session, made).state == State.SENT


def test_the_day_of_the_first_contact_stops_the_clock(session, orientation, receiver):
    client, _ = receiver
    made = orientation(State.SENT, at=datetime.now(PARIS) - timedelta(days=5))
    day = today() - timedelta(days=2)
    assert decide(client, f"/orientations/{made.id}", "contact-etabli", met_on=day.isoformat()).status_code == 303
    assert fresh(session, made).contact_at.astimezone(PARIS).date() == day


def test_completing_cancelling_and_reopening_tell_who_receives_without_a_word_of_the_person(session, orientation, sender, outbox):
    client, _ = sender
    for state, action in ((State.INCOMPLETE, "completer"), (State.SENT, "annuler"), (State.REFUSED, "rouvrir")):
        made = orientation(state)
        assert decide(client, f"/orientations/{made.id}", action, message="Voici sa carte.").status_code == 303
        to, letter = outbox()[-1]
        assert to == "tilleuls@exemple.fr"
        words = letter.subject + str(letter.blocks)
        assert "/orientations/lien/" in words
        assert not [word for word in (NAME, PHONE, EMAIL, "carte", "Mission locale", "Tilleuls") if word in words]


def test_reopening_says_why(session, orientation, sender):
    client, _ = sender
    made = orientation(State.REFUSED)
    assert decide(client, f"/orientations/{made.id}", "rouvrir", message=" ").status_code == 422
    assert decide(client, f"/orientations/{made.id}", "rouvrir", message="Une place s’est libérée.").status_code == 303
    assert fresh(session, made).state == State.SENT
    assert notes(session, made)[NoteKind.MESSAGE] == "Une place s’est libérée."


def test_reopening_after_ninety_days_is_not_offered_and_not_done(session, maker, orientation, sender):
    client, _ = sender
    made = orientation(State.REFUSED, at=datetime.now(PARIS) - timedelta(days=91))
    assert client.get(f"/orientations/{made.id}/decision/rouvrir").status_code == 409
    codes = [choice.code for choice in panel(case_of(session, made), Actor.SENDER, maker.context(), "/x", translator("fr")).own]
    assert Action.REOPEN not in codes


def test_nobody_else_learns_that_it_exists(app, session, orientation, service, signed_in_as):
    made = orientation(State.SENT)
    client = app.test_client()
    signed_in_as(client, email="ailleurs@exemple.fr", organisations={OTHERS: "proprietaire"}, roles=[("coordinateur", "07")])
    for path in (
        f"/orientations/{made.id}/decision/accepter",
        f"/orientations/{made.id}/decision/annuler",
        "/orientations/999/decision/accepter",
    ):
        assert client.get(path).status_code == 404
        assert client.post(path, data={"csrf_token": "x"}).status_code in (400, 404)
    nobody = app.test_client()
    assert nobody.get(f"/orientations/{made.id}/decision/accepter").status_code == 303
    assert fresh(session, made).state == State.SENT


@pytest.mark.parametrize("action", ["envoyer", "soumettre", "expirer", "clore", "reorienter", "effacer", "é"])
def test_what_has_no_page_is_not_there(orientation, receiver, action):
    client, _ = receiver
    assert client.get(f"/orientations/{orientation(State.SENT).id}/decision/{action}").status_code == 404


def test_who_receives_does_not_do_what_only_the_sender_may(session, orientation, receiver):
    client, _ = receiver
    made = orientation(State.SENT)
    assert client.get(f"/orientations/{made.id}/decision/annuler").status_code == 409
    assert client.post(f"/orientations/{made.id}/liens/fermer").status_code in (400, 404)


def test_who_is_of_both_sides_is_the_sender_and_still_does_what_only_the_target_may(session, orientation, sender, service):
    client, _ = sender
    keep(session, service, SENDING)
    made = orientation(State.SENT)
    base = f"/orientations/{made.id}"
    assert decide(client, base, "recevoir").status_code == 303
    assert last_step(session, made).actor == Actor.TARGET
    assert decide(client, base, "mettre-en-attente", expected=in_days(9), told_on=in_days(0), told_by=WHO).status_code == 303
    assert (last_step(session, made).actor, last_step(session, made).is_reported) == (Actor.SENDER, True)


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("actor", [Actor.SENDER, Actor.TARGET])
def test_the_panel_offers_what_the_table_lists_and_nothing_else(maker, session, orientation, state, actor):
    made = orientation(state)
    shown = panel(case_of(session, made), actor, maker.context(), "/base", translator("fr"))
    offered = {choice.code for choice in (*shown.own, *shown.reported)}
    assert offered == {action for action in VERBS if WORKFLOW.allows(state, action, actor)}
    assert all(choice.href.startswith("/base/") and choice.label and choice.hint for choice in (*shown.own, *shown.reported))
    assert sum(choice.is_primary for choice in (*shown.own, *shown.reported)) <= 1
    assert actor is Actor.SENDER or not shown.reported


def test_a_place_that_is_the_services_own_is_not_written_again(maker, session, orientation):
    made = orientation(State.SENT)
    other = Appointment(maker.context().now + timedelta(days=2), "Mairie, 2 place de l’Exemple")
    do(maker.context(), case_of(session, made), Decision(Action.ACCEPT, Mover(Actor.TARGET), made.version, other))
    assert made.appointment_place == "Mairie, 2 place de l’Exemple"
    session.rollback()
