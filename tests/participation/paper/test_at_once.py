"""Two people have the same sheet at once: one wins, the other is told and loses nothing."""

import pytest

from tests.orientations.test_concurrency import at_once, browsers
from tests.participation.organising.reading import words
from tests.participation.paper.typing_pages import KEPT, SHEET, base, sent, type_it, waiting
from tests.support.forms import hidden_fields

MANY = 8


def test_two_first_typings(campaign, first, second, session):
    path = f"{base(campaign)}/saisie/7"
    forms = [hidden_fields(client.get(path), path) for client in (first, second)]
    assert first.post(path, data={**forms[0], **SHEET}).status_code == 303
    late = second.post(path, data={**forms[1], **SHEET, "age-reponse": "43"})
    assert late.status_code == 409
    assert "La vôtre peut être la seconde" in words(late)
    assert 'value="43"' in late.text
    assert [one.turn for one in waiting(session)] == [1]
    led = second.post(path, data={**hidden_fields(late, path), **SHEET, "age-reponse": "43"})
    assert led.location == f"{base(campaign)}/ecarts/7"


def test_two_second_typings_when_the_first_of_them_ends_the_sheet(campaign, first, second, session):
    type_it(first, campaign)
    path = f"{base(campaign)}/saisie/7"
    forms = [hidden_fields(client.get(path), path) for client in (first, second)]
    assert first.post(path, data={**forms[0], **SHEET}).status_code == 303
    late = second.post(path, data={**forms[1], **SHEET})
    assert late.status_code == 409
    assert "quelqu’un vient sans doute de la terminer" in words(late)
    assert len(sent(session)) == 1
    assert waiting(session) == []


def test_two_second_typings_when_the_first_of_them_differs(campaign, first, second, session):
    type_it(first, campaign)
    path = f"{base(campaign)}/saisie/7"
    forms = [hidden_fields(client.get(path), path) for client in (first, second)]
    assert first.post(path, data={**forms[0], **SHEET, "age-reponse": "1"}).status_code == 303
    late = second.post(path, data={**forms[1], **SHEET})
    assert late.status_code == 409
    assert "vient d’être saisie deux fois" in words(late)
    assert second.post(path, data={**hidden_fields(late, path), **SHEET}).location == f"{base(campaign)}/saisie"
    assert [one.answers for one in sent(session)] == [KEPT]


@pytest.mark.parametrize("is_second", [False, True])
def test_the_same_form_twice_acts_once(campaign, first, second, session, is_second):
    if is_second:
        type_it(first, campaign)
    path = f"{base(campaign)}/saisie/7"
    form = {**hidden_fields(second.get(path), path), **SHEET}
    assert [second.post(path, data=form).status_code for _ in range(3)] == [303] * 3
    assert (len(waiting(session)), len(sent(session))) == ((0, 1) if is_second else (1, 0))


def test_two_who_settle(campaign, first, second, session):
    type_it(first, campaign)
    type_it(second, campaign, age="1")
    path = f"{base(campaign)}/ecarts/7"
    forms = [hidden_fields(client.get(path), path) for client in (first, second)]
    assert [first.post(path, data={**forms[0], "choix-age": "1"}).status_code for _ in range(2)] == [303, 303]
    late = second.post(path, data={**forms[1], "choix-age": "2"})
    assert late.status_code == 409
    assert "Votre choix n’est pas gardé" in words(late)
    assert [one.answers["age"] for one in sent(session)] == [42]


@pytest.mark.parametrize("is_second", [False, True])
def test_many_at_the_same_instant_make_one_typing_or_one_answer(app, campaign, first, second, session, is_second):  # noqa: PLR0917 - fixtures
    if is_second:
        type_it(second, campaign)
    path = f"{base(campaign)}/saisie/7"
    form = {**hidden_fields(first.get(path), path), **SHEET}
    with first.session_transaction() as opened:
        kept = dict(opened)
    clients = browsers(app, MANY)
    for one in clients:
        with one.session_transaction() as own:
            own.update(kept)

    def send(client):
        rank = clients.index(client)
        mine = {**form, "envoi": f"form {rank}", "age-reponse": "42" if is_second else str(rank + 1)}
        return client.post(path, data=mine).status_code

    assert sorted(at_once(clients, send)) == [303] + [409] * (MANY - 1)
    assert (len(waiting(session)), len(sent(session))) == ((0, 1) if is_second else (1, 0))
