"""Many who decide at once on one orientation: one wins, the others get a clear page; a code opens once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import func, select

from app.core.unit_of_work import unit_of_work
from app.orientations.models import Orientation, OrientationNote, OrientationStep
from app.orientations.rules import Action, State
from tests.listings.keeping import keep
from tests.orientations.conftest import RECEIVING
from tests.orientations.linking import ask_code, link_to, opened_form
from tests.support.forms import hidden_fields
from tests.support.plugins.directories import PlainClient

MANY = 100
WAY = {
    "accepter": {"day": "2098-01-05", "hour": "10:00"},
    "mettre-en-attente": {"expected": "2098-01-05"},
    "refuser": {"reason": "complet"},
    "demander-complement": {"message": "Une pièce d’identité ?"},
}


def browsers(app, count: int) -> list[PlainClient]:
    """Clients that inspect nothing: by the hundred, one page is like another."""
    return [PlainClient(app, response_wrapper=app.response_class, use_cookies=True) for _ in range(count)]


def at_once(clients, do) -> list:
    """Have each client do something at the same moment; return the answers."""
    barrier = Barrier(len(clients))

    def one(client):
        barrier.wait(timeout=60)
        return do(client)

    with ThreadPoolExecutor(len(clients)) as pool:
        return list(pool.map(one, clients))


def test_of_a_hundred_decisions_at_once_exactly_one_wins_and_the_others_are_told(  # noqa: PLR0917 - fixtures
    at, app, session, service, orientation, signed_in_as, outbox
):
    at("2097-12-02 10:00")
    made = orientation(State.SENT)
    clients = browsers(app, MANY)
    first = signed_in_as(clients[0], email="destinataire@exemple.fr", organisations={RECEIVING: "membre"})
    keep(session, service, RECEIVING)
    forms = {action: opened_form(clients[0], f"/orientations/{made.id}/decision/{action}") for action in WAY}
    with clients[0].session_transaction() as opened:
        kept = dict(opened)
    for client in clients[1:]:
        with client.session_transaction() as own:
            own.update(kept)
    actions = dict(zip(clients, [list(WAY)[rank % len(WAY)] for rank in range(MANY)], strict=True))
    paths = {client: f"/orientations/{made.id}/decision/{action}" for client, action in actions.items()}
    filled = {client: {**forms[action], "envoi": f"{rank:032}", **WAY[action]} for rank, (client, action) in enumerate(actions.items())}
    letters = len(outbox())

    answers = at_once(clients, lambda client: client.post(paths[client], data=filled[client]))

    assert sorted({answer.status_code for answer in answers}) == [303, 409]
    won = [client for client, answer in zip(clients, answers, strict=True) if answer.status_code == 303]
    assert len(won) == 1
    session.expire_all()
    now = session.get_one(Orientation, made.id)
    steps = session.scalars(select(OrientationStep).where(OrientationStep.orientation_id == made.id).order_by(OrientationStep.id)).all()
    assert [step.action for step in steps] == [Action.SEND, actions[won[0]]]
    assert (now.state, steps[-1].account_id) == (steps[-1].target, first.id)
    assert all("Cette orientation a changé" in answer.get_data(as_text=True) for answer in answers if answer.status_code == 409)
    told = [to for to, _ in outbox()[letters:]]
    assert told == (["emetteur@exemple.fr", "zoe.exemplaire@exemple.fr"] if len(told) > 1 else ["emetteur@exemple.fr"])
    assert session.scalar(select(func.count()).select_from(OrientationNote).where(OrientationNote.orientation_id == made.id)) <= 1


def test_a_code_given_by_many_at_once_opens_for_one(app, client, maker, session, orientation, outbox):  # noqa: PLR0917 - fixtures
    made = orientation(State.SENT)
    path = link_to(maker, session, made)
    code = ask_code(client, path, outbox)
    clients = browsers(app, 8)
    filled = {one: {**hidden_fields(one.get(f"{path}/code"), f"{path}/code"), "code": code} for one in clients}
    answers = at_once(clients, lambda one: one.post(f"{path}/code", data=filled[one]))
    assert sorted(answer.status_code for answer in answers) == [303] + [422] * 7
    read = select(func.count()).select_from(OrientationStep).where(OrientationStep.action == Action.RECEIVE)
    assert session.scalar(read) == 1


def test_wrong_codes_at_once_are_five_at_most(app, client, maker, session, orientation, outbox):  # noqa: PLR0917 - fixtures
    made = orientation(State.SENT)
    path = link_to(maker, session, made)
    right = ask_code(client, path, outbox)
    clients = browsers(app, 12)
    wrong = {one: f"{(int(right) + rank + 1) % 10**6:06}" for rank, one in enumerate(clients)}
    filled = {one: {**hidden_fields(one.get(f"{path}/code"), f"{path}/code"), "code": wrong[one]} for one in clients}
    assert {answer.status_code for answer in at_once(clients, lambda one: one.post(f"{path}/code", data=filled[one]))} == {422}
    with unit_of_work(session):
        session.expire_all()
    page = client.get(f"{path}/code")
    late = client.post(f"{path}/code", data={**hidden_fields(page, f"{path}/code"), "code": right})
    assert late.status_code == 422
    session.expire_all()
    assert session.get_one(Orientation, made.id).state == State.SENT
