"""Many who act at once on one request: one decision wins and the others are told; what is sent again and again is one attempt."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.core.clock import PARIS
from app.core.tokens import digest
from app.outreach.models import OutreachAssignment, OutreachAttempt, OutreachNote, OutreachReminder, OutreachRequest, OutreachStep
from app.outreach.rules import Action, Result, State
from app.outreach.services.moving import tries
from tests.orientations.test_concurrency import at_once, browsers
from tests.outreach.making import ASKING
from tests.outreach.phoning import SOME_MARK, day_of, tonight
from tests.support.forms import hidden_fields

MANY, SENDS = 100, 50


@pytest.fixture(autouse=True)
def evening(at):
    """One instant for a whole test, before anybody signs in."""
    at("2097-12-02 22:30")


@pytest.fixture
def same(app):
    """`same(client, count)`: so many browsers that are signed in as one is."""

    def make(client, count):
        with client.session_transaction() as kept:
            values = dict(kept)
        found = browsers(app, count)
        for one in found:
            with one.session_transaction() as own:
                own.update(values)
        return found

    return make


def form_of(client, path):
    return hidden_fields(client.get(path), path)


def steps(session, request):
    session.expire_all()
    return session.scalars(select(OutreachStep).where(OutreachStep.request_id == request.id).order_by(OutreachStep.id)).all()


def count(session, rows, request):
    return session.scalar(select(func.count()).select_from(rows).where(rows.request_id == request.id))


def test_of_a_hundred_decisions_at_once_exactly_one_wins_and_the_others_are_told(  # noqa: PLR0917 - fixtures
    session, maker, team, sorter, same, outbox
):
    made = maker.request(State.TO_SORT, organisation=ASKING)
    ways = {
        "attribuer": {"team": team.id},
        "refuser": {"reason": "trop-vague", "sentence": "Dites-nous où (exemple)."},
        "transferer": {"sector": maker.sector("Autre exemple").id, "note": "Voir avec eux (exemple)."},
        "fusionner": {"typed": maker.request(State.TO_SORT).id},
    }
    path = f"/aller-vers/demandes/{made.id}"
    forms = {action: form_of(sorter[0], f"{path}/{action}") for action in ways}
    clients = same(sorter[0], MANY)
    actions = {client: list(ways)[rank % len(ways)] for rank, client in enumerate(clients)}
    filled = {one: {**forms[action], **ways[action], "envoi": f"{rank:032}"} for rank, (one, action) in enumerate(actions.items())}

    answers = at_once(clients, lambda one: one.post(f"{path}/{actions[one]}", data=filled[one]))

    assert sorted({answer.status_code for answer in answers}) == [303, 409]
    [won] = [client for client, answer in zip(clients, answers, strict=True) if answer.status_code == 303]
    known = steps(session, made)
    action = {"attribuer": Action.ASSIGN, "refuser": Action.REFUSE, "transferer": Action.TRANSFER, "fusionner": Action.MERGE}[actions[won]]
    assert [step.action for step in known] == [Action.ROUTE, action]
    now = session.get_one(OutreachRequest, made.id)
    assert (now.state, known[-1].account_id) == (known[-1].target, sorter[1].id)
    assert all("Cette demande a changé" in answer.get_data(as_text=True) for answer in answers if answer.status_code == 409)
    assert count(session, OutreachAssignment, made) == (action is Action.ASSIGN)
    assert count(session, OutreachNote, made) <= 2
    recipients = [to for to, _ in outbox()]
    assert len(recipients) == len(set(recipients)), "each side is told once"


def test_who_asked_takes_it_back_while_the_team_answers_one_of_them_is_told(session, maker, goer, asker, same):
    made = maker.request(State.ASSIGNED, organisation=ASKING)
    path = f"/aller-vers/demandes/{made.id}"
    ways = {
        "planifier": (goer[0], {"jour": "2097-12-03", "heure": "21:00"}),
        "renvoyer": (goer[0], {"raison": "complet"}),
        "retirer": (asker[0], {}),
    }
    forms = {action: {**form_of(client, f"{path}/{action}"), **typed} for action, (client, typed) in ways.items()}
    clients = {one: action for action, (client, _) in ways.items() for one in same(client, 8)}
    filled = {one: {**forms[action], "envoi": f"{rank:032}"} for rank, (one, action) in enumerate(clients.items())}

    answers = at_once(list(clients), lambda one: one.post(f"{path}/{clients[one]}", data=filled[one]))

    assert [answer.status_code for answer in answers].count(303) == 1
    assert {answer.status_code for answer in answers} <= {303, 404, 409}, "a team that sent it back, or lost it, sees it no more"
    known = steps(session, made)
    assert [step.action for step in known[:-1]] == [Action.ROUTE, Action.ASSIGN]
    assert session.get_one(OutreachRequest, made.id).state == known[-1].target


def phone_form(client, round_, request, **told):
    token = hidden_fields(client.get(day_of(round_)), "/deconnexion")["csrf_token"]
    return {"csrf_token": token, "demande": request.id, "heure": "", "note": "", "marque": SOME_MARK, **told}


def test_an_attempt_that_fifty_connections_bring_at_once_is_one_attempt(session, maker, team, goer, same, outbox):  # noqa: PLR0917
    round_, made = tonight(maker, team)
    form = phone_form(goer[0], round_, made, resultat=Result.NOT_FOUND, note="Personne (exemple).")
    clients = same(goer[0], SENDS)
    before = len(outbox())

    answers = at_once(clients, lambda one: one.post(f"/aller-vers/tournees/{round_.id}/tentatives", data=form))

    assert {answer.status_code for answer in answers} == {303}
    session.expire_all()
    kept = session.scalars(select(OutreachAttempt)).one()
    assert (kept.mark, kept.is_late) == (digest(SOME_MARK), False)
    assert [step.action for step in steps(session, made)].count(Action.ATTEMPT) == 1
    assert count(session, OutreachNote, made) == 2, "what was asked, and one note"
    assert len(outbox()) - before <= 1, "who asked is told once"


def test_attempts_of_several_phones_at_once_are_all_kept_and_end_it_once(at, session, maker, team, goer, same):  # noqa: PLR0917 - fixtures
    at("2097-12-03 01:30")
    round_, made = tonight(maker, team)
    hours = ("20:15", "22:30", "01:00")
    base = phone_form(goer[0], round_, made, resultat=Result.NOT_FOUND)
    clients = same(goer[0], 12)
    filled = {one: {**base, "marque": f"{rank:020}", "heure": hours[rank % 3]} for rank, one in enumerate(clients)}

    answers = at_once(clients, lambda one: one.post(f"/aller-vers/tournees/{round_.id}/tentatives", data=filled[one]))

    assert {answer.status_code for answer in answers} == {303}
    session.expire_all()
    kept = session.scalars(select(OutreachAttempt)).all()
    assert len(kept) == len(clients)
    actions = [step.action for step in steps(session, made)]
    assert actions.count(Action.GIVE_UP) == 1
    assert actions.count(Action.ATTEMPT) == len([one for one in kept if not one.is_late])
    now = session.get_one(OutreachRequest, made.id)
    assert (now.state, now.first_attempt_at) == (State.NOT_MET, datetime(2097, 12, 2, 20, 15, tzinfo=PARIS))
    assert tries(maker.context(), now) == len(hours)
    assert session.scalar(select(func.count()).select_from(OutreachReminder)) == 0
    assert now.closed_at - now.last_attempt_at < timedelta(hours=6)
