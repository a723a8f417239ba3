"""A change said and not written, and all that waits confirmed at once."""

import pytest

from app.core.unit_of_work import unit_of_work
from app.directory.editing import edit
from app.directory.history import Author
from app.directory.models import Service
from app.directory.rules import Origin
from tests.listings.answers import opened, read, say
from tests.listings.corresponding import questions
from tests.support.forms import hidden_fields, links


@pytest.mark.parametrize("value", ["non", "change"])
def test_a_change_that_nobody_writes_erases_no_yes_and_is_still_to_write(client, link, listing, session, value) -> None:
    say(client, opened(client, link), "oui")
    assert say(client, client.get(f"{link}/1"), value).request.path == f"{link}/1/dire"
    assert read(session, listing).hours_confirmed_by == "association"
    thanks = client.get(f"{link}/merci")
    assert "Il manque ce qui a changé\u00a0: Vos horaires" in thanks.text
    assert f"{link}/1/dire" in links(thanks)
    assert "Vous l’avez confirmé." in thanks.text
    assert "Vous avez dit ce qui a changé." not in thanks.text

    form = hidden_fields(client.get(f"{link}/1/dire"), f"{link}/1/dire")
    client.post(f"{link}/1/dire", data={**form, "message": "Le jeudi maintenant."})
    thanks = client.get(f"{link}/merci")
    assert "Il manque" not in thanks.text
    assert "Vous avez dit ce qui a changé." in thanks.text
    assert read(session, listing).hours_confirmed_at is None


def test_a_change_that_nobody_writes_leaves_the_question_open(client, link, session) -> None:
    say(client, opened(client, link), "non")
    page = opened(client, link)
    assert page.request.path == f"{link}/1"
    for number in (2, 3):
        page = say(client, client.get(f"{link}/{number}"), "oui")
    assert page.request.path == f"{link}/1"
    assert "Il reste à répondre" in client.get(f"{link}/merci").text
    assert questions(session)[0].answered_at is None


def test_all_that_waits_is_confirmed_in_one_tap(client, link, listing, session) -> None:
    page = opened(client, link)
    assert "Tout est juste" in page.text
    then = client.post(f"{link}/tout", data=hidden_fields(page, f"{link}/tout"), follow_redirects=True)
    assert then.request.path == f"{link}/merci"
    assert "Merci. C’est noté." in then.text
    service = read(session, listing)
    assert {service.hours_confirmed_by, service.contact_confirmed_by, service.conditions_confirmed_by} == {"association"}
    assert "Tout est juste" not in client.get(f"{link}/1").text


def test_all_is_not_confirmed_when_one_part_changed_meanwhile(client, link, listing, session) -> None:
    form = hidden_fields(opened(client, link), f"{link}/tout")
    with unit_of_work(session):
        edit(session, session.get_one(Service, listing.id), {"telephone": "04 75 00 00 09"}, Author(Origin.MODERATOR, "moderation"))
    then = client.post(f"{link}/tout", data=form, follow_redirects=True)
    assert then.request.path == f"{link}/1"
    assert "La fiche a changé entre-temps" in then.text
    assert read(session, listing).hours_confirmed_at is None
    assert questions(session)[0].answers == {}
