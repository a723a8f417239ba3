"""Requests that no sector was found for: coordinators of the département give them one, and see neither where nor what."""

from datetime import timedelta

import pytest

from app.core.unit_of_work import unit_of_work
from app.outreach.models import OutreachRequester, OutreachStep
from app.outreach.rules import Actor, State, Urgency
from tests.outreach.making import ASKING, POINT, SITUATION, WORDS
from tests.support.forms import hidden_fields, links, post_form

PATH = "/aller-vers/sans-secteur"
HIDDEN = (POINT, "44.73", "halle", WORDS, SITUATION, ASKING, "06 39 98 00 02", "Un chien")


def text_of(client, path=PATH) -> str:
    page = client.get(path)
    assert page.status_code == 200
    return page.get_data(as_text=True).replace("\xa0", " ").replace("\u202f", " ")


@pytest.fixture
def lost(maker):
    """`lost(…)`: a request that no sector was found for."""
    return lambda **values: maker.request(State.REPORTED, **values)


@pytest.fixture
def march(at):
    return at("2026-03-10 10:00")


def test_a_sector_is_chosen_once_and_its_coordination_is_told(session, sector, sorter, coordinator, lost, outbox) -> None:  # noqa: PLR0917 - fixtures
    made = lost()
    path = f"{PATH}/{made.id}"
    form = {**hidden_fields(coordinator[0].get(path), path), "sector": sector.id}
    assert [coordinator[0].post(path, data=form).headers["Location"] for _ in range(2)] == [PATH, PATH]
    session.refresh(made)
    assert (made.state, made.sector_id) == (State.TO_SORT, sector.id)
    [step] = session.query(OutreachStep).filter_by(request_id=made.id)
    assert (step.actor, step.account_id, step.organisation_id) == (Actor.COORDINATOR, coordinator[1].id, None)
    assert [(to, letter.purpose) for to, letter in outbox()] == [(sorter[1].email, "outreach-to-sort")]
    assert sorter[0].get(f"/aller-vers/demandes/{made.id}").status_code == 200


def test_neither_page_says_where_what_or_who(session, sector, coordinator, lost) -> None:
    made, of_partner = lost(organisation=ASKING), lost()
    with unit_of_work(session):
        session.add(OutreachRequester(request_id=of_partner.id, name="Partenaire", phone="06 39 98 00 02"))
    for path in (PATH, f"{PATH}/{made.id}", f"{PATH}/{of_partner.id}"):
        told = text_of(coordinator[0], path)
        assert "Privas" in told
        for hidden in HIDDEN:
            assert hidden not in told, (path, hidden)


def test_the_urgent_come_first_then_the_oldest(march, sector, coordinator, lost) -> None:
    fresh, old = lost(at=march - timedelta(hours=1)), lost(at=march - timedelta(days=3))
    urgent = lost(at=march, urgency=Urgency.SOON)
    found = [href for href in links(coordinator[0].get(PATH)) if href.startswith(f"{PATH}/")]
    assert found == [f"{PATH}/{one.id}" for one in (urgent, old, fresh)]
    told = text_of(coordinator[0])
    assert "3 demandes attendent" in told
    assert "En retard :" in told
    assert "3 demandes n’ont pas de secteur" in text_of(coordinator[0], "/aller-vers/secteurs")


def test_what_has_a_sector_is_not_there(sector, coordinator, maker) -> None:
    maker.request(State.TO_SORT)
    assert "Toutes les demandes ont un secteur" in text_of(coordinator[0])


def test_whoever_comes_second_is_told_and_reads_no_more(session, sector, coordinator, lost, maker) -> None:
    made = lost()
    path = f"{PATH}/{made.id}"
    form = hidden_fields(coordinator[0].get(path), path)
    assert post_form(coordinator[0], path, {"sector": sector.id}).status_code == 303
    for answer in (coordinator[0].post(path, data={**form, "sector": sector.id}), coordinator[0].get(path)):
        told = answer.get_data(as_text=True)
        assert answer.status_code == 409
        assert "À trier" in told
        assert f'href="{PATH}"' in told
        assert not any(hidden in told for hidden in HIDDEN)


@pytest.mark.parametrize("sector_number", ["", "0", "999999", "zz"])
def test_a_sector_that_is_none_is_to_be_chosen_again(session, sector, coordinator, lost, sector_number) -> None:
    made = lost()
    assert post_form(coordinator[0], f"{PATH}/{made.id}", {"sector": sector_number}).status_code == 422
    session.refresh(made)
    assert made.state == State.REPORTED


def test_without_any_sector_it_says_what_to_do(session, sector, coordinator, lost) -> None:
    made = lost()
    with unit_of_work(session):
        sector.ended_at = made.asked_at
    assert "/aller-vers/secteurs/nouveau" in links(coordinator[0].get(f"{PATH}/{made.id}"))


def test_another_departement_sees_and_gives_nothing(session, app, signed_in_as, sector, coordinator, lost) -> None:  # noqa: PLR0917 - fixtures
    made, client = lost(), app.test_client()
    signed_in_as(client, email="drome@exemple.fr", roles=[("coordinateur", "26")], second_factor=True)
    path = f"{PATH}/{made.id}"
    assert f'"{path}"' not in text_of(client)
    assert client.get(path).status_code == 404
    form = hidden_fields(coordinator[0].get(path), path)
    token = hidden_fields(client.get("/aller-vers/secteurs/nouveau"), "/aller-vers/secteurs/nouveau")["csrf_token"]
    assert client.post(path, data={**form, "csrf_token": token, "sector": sector.id}).status_code == 404
    session.refresh(made)
    assert made.state == State.REPORTED


def test_neither_who_sorts_nor_who_asked_gives_a_sector(sorter, asker, lost) -> None:
    made = lost(organisation=ASKING)
    for client, _ in (sorter, asker):
        assert client.get(f"{PATH}/{made.id}").status_code == 404
