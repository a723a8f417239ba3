"""Answering from the link of a mail: no account, no script."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.unit_of_work import unit_of_work
from app.directory.editing import edit
from app.directory.history import Author
from app.directory.models import Revision, Service
from app.directory.rules import Origin
from app.listings.models import Correspondent, Question, Ticket
from tests.listings.answers import opened, read, say
from tests.listings.corresponding import agreed, keep, path_of, questions
from tests.support.factories import PRIVAS
from tests.support.forms import hidden_fields, links

pytestmark = pytest.mark.one_engine


def test_three_parts_are_confirmed_in_three_taps(client, link, listing, session) -> None:
    page = opened(client, link)
    assert "Le mardi, vous êtes ouverts : 9\u00a0h – 12\u00a0h." in page.text
    assert "1 sur 3" in page.text
    for _ in range(3):
        page = say(client, page, "oui")
    assert page.request.path == f"{link}/merci"
    assert "Merci. C’est noté." in page.text
    service = read(session, listing)
    assert {service.hours_confirmed_by, service.contact_confirmed_by, service.conditions_confirmed_by} == {"association"}
    assert service.hours_confirmed_at is not None
    [asked] = questions(session)
    assert asked.answers == {f"{service.id}:{part}": "oui" for part in ("hours", "contact", "conditions")}
    assert asked.answered_at is not None
    assert session.scalars(select(Correspondent.unanswered)).one() == 0
    assert session.scalars(select(Revision)).all() == []
    assert service.version == listing.version


def test_reading_confirms_nothing(client, plain, link, listing, session) -> None:
    for path in (link, f"{link}/1", f"{link}/1/dire", f"{link}/merci", f"{link}/arreter"):
        assert plain.head(path).status_code in (200, 302)
        assert client.get(path).headers["Cache-Control"] == "no-store"
    assert read(session, listing).hours_confirmed_at is None
    assert questions(session)[0].answers == {}


def test_back_and_another_answer(client, link, listing, session) -> None:
    say(client, opened(client, link), "oui")
    page = client.get(f"{link}/1")
    assert "Vous avez déjà répondu" in page.text
    told = say(client, page, "non")
    assert told.request.path == f"{link}/1/dire"
    client.post(f"{link}/1/dire", data={**hidden_fields(told, f"{link}/1/dire"), "message": "Le jeudi."})
    assert read(session, listing).hours_confirmed_at is None
    say(client, client.get(f"{link}/1"), "oui")
    assert read(session, listing).hours_confirmed_by == "association"


def test_the_same_answer_sent_twice_is_one(client, link, listing, session) -> None:
    page = opened(client, link)
    first, again = say(client, page, "oui"), say(client, page, "oui")
    assert first.request.path == again.request.path == f"{link}/2"


def test_what_changed_while_somebody_read_it_is_shown_again(client, link, listing, session) -> None:
    page = opened(client, link)
    with unit_of_work(session):
        edit(session, session.get_one(Service, listing.id), {"hours": ["We 14:00-16:00", ""]}, Author(Origin.MODERATOR, "moderation"))
    page = say(client, page, "oui")
    assert "La fiche a changé entre-temps" in page.text
    assert "Le mercredi" in page.text
    assert read(session, listing).hours_confirmed_at is None


def test_no_leads_to_a_form_whose_words_wait_for_somebody(client, link, listing, session) -> None:
    page = say(client, opened(client, link), "non")
    form = {**hidden_fields(page, page.request.path), "message": "Le mardi de 10 h à 11 h maintenant."}
    for _ in range(2):
        then = client.post(page.request.path, data=form, follow_redirects=True)
        assert then.request.path == f"{link}/2"
    ticket = session.scalars(select(Ticket)).one()
    assert (ticket.sort, ticket.subject, ticket.message) == ("signalement", "horaires", "Le mardi de 10 h à 11 h maintenant.")
    assert (ticket.contact, ticket.service_id, ticket.departement) == ("benevole@exemple.fr", listing.id, "07")


def test_a_closure_is_proposed_and_the_other_hours_stand(client, link, listing, session) -> None:
    page = say(client, opened(client, link), "change")
    form = {**hidden_fields(page, page.request.path), "first": "2026-08-01", "last": "2026-08-15"}
    assert client.post(page.request.path, data=form).status_code == 303
    ticket = session.scalars(select(Ticket)).one()
    assert ticket.sort == "fermeture"
    assert ticket.proposed == {
        "temporary": [{"kind": "closure", "starts": "2026-08-01", "ends": "2026-08-15", "expression": "", "message": ""}]
    }
    assert read(session, listing).hours_confirmed_by == "association"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Écrivez en quelques mots"),
        ({"first": "2026-08-01"}, "Donnez le premier et le dernier jour"),
        ({"first": "2026-08-15", "last": "2026-08-01"}, "Le dernier jour vient avant"),
        ({"first": "2025-08-01", "last": "2025-08-15"}, "Ce jour est passé"),
        ({"first": "x", "last": "y"}, "Écrivez un jour"),
        ({"message": "a" * 5001}, "trop long"),
    ],
)
def test_a_form_that_cannot_be_taken_says_why(client, link, session, typed, said) -> None:
    say(client, opened(client, link), "non")
    page = client.get(f"{link}/1/dire")
    refused = client.post(f"{link}/1/dire", data={**hidden_fields(page, f"{link}/1/dire"), **typed})
    assert refused.status_code == 422
    assert said in refused.text
    assert session.scalars(select(Ticket)).all() == []


def test_who_has_an_account_may_write_it_themselves(client, link, listing, session, signed_in_as) -> None:
    assert "/mes-fiches/services" not in client.get(f"{link}/1/dire").text
    account = signed_in_as(client)
    with unit_of_work(session):
        session.scalars(select(Correspondent)).one().account_id = account.id
    assert f"/mes-fiches/services/{listing.id}" in client.get(f"{link}/1/dire").text


def test_what_nobody_knows_is_asked_otherwise(client, link_to, directory, session) -> None:
    made = directory.fixed(PRIVAS, hours="")
    directory.publish()
    page = opened(client, link_to(made))
    assert "Vos horaires ne sont pas connus." in page.text
    assert "Toujours vrai" not in page.text
    assert "On ne sait pas comment vous joindre." in say(client, page, "plus-tard").text
    assert read(session, made).hours_confirmed_at is None


def test_services_that_say_the_same_are_confirmed_together(client, link_to, directory, session) -> None:
    structure = directory.structure(telephone="04 75 00 00 02")
    both = [directory.fixed(PRIVAS, structure=structure, nom=name) for name in ("Repas", "Douches")]
    directory.publish()
    page = opened(client, link_to(both[0]))
    assert "1 sur 3" in page.text
    assert "Repas" in page.text
    assert "Douches" in page.text
    say(client, page, "oui")
    assert all(read(session, service).hours_confirmed_by == "association" for service in both)


def test_a_town_hall_that_confirms_everything_is_no_default_any_more(client, link_to, directory, session) -> None:
    made = directory.fixed(PRIVAS, structure=directory.structure(is_default=True), is_default=True)
    directory.publish()
    keep(session, made.structure)
    page = opened(client, link_to(made))
    for number in range(3):
        assert read(session, made).is_default, number
        page = say(client, page, "oui" if "Toujours vrai" in page.text else "plus-tard")
        if "On ne sait pas comment vous joindre" in page.text:
            with unit_of_work(session):
                session.get_one(Service, made.id).telephone = "04 75 00 00 03"
            page = client.get(page.request.path)
    service = read(session, made)
    assert (service.is_default, service.structure.is_default) == (False, False)


def test_the_other_listings_of_a_person_are_offered_at_the_end(client, link, directory, session, outbox) -> None:
    other = directory.fixed(PRIVAS, structure=directory.structure(nom="Les Platanes"))
    stranger = directory.fixed(PRIVAS)
    directory.publish()
    agreed(session, other.structure)
    agreed(session, stranger.structure, "autre@exemple.fr")
    page = client.get(f"{link}/merci")
    assert "Les Platanes" in page.text
    action = f"{link}/aussi/{other.structure_id}"
    sent = [client.post(action, data=hidden_fields(page, action)) for _ in range(2)]
    assert len({answer.headers["Location"] for answer in sent}) == 1
    assert "1 sur" in opened(client, sent[0].headers["Location"]).text
    assert len(questions(session)) == 2
    assert len(outbox()) == 1
    assert client.post(f"{link}/aussi/{stranger.structure_id}", data=hidden_fields(page, action) | {"envoi": "x"}).status_code == 404


def test_an_old_link_says_so_and_gives_a_new_one(client, link, session, outbox, at) -> None:
    at("2026-05-05 15:00")
    for path in (link, f"{link}/1", f"{link}/1/dire", f"{link}/merci"):
        dead = client.get(path)
        assert dead.status_code == 410
        assert "Ce lien ne sert plus" in dead.text
    assert client.get(f"{link}/arreter").status_code == 200
    form = hidden_fields(dead, f"{link}/nouveau")
    assert client.post(f"{link}/nouveau", data=form).status_code == 303
    assert client.post(f"{link}/nouveau", data=form).status_code == 303
    assert len(outbox()) == 2
    assert "Un courriel plus récent est parti le 5 mai 2026" in client.get(link).text
    assert client.get(path_of(outbox()[1][1]), follow_redirects=True).status_code == 200
    assert len(questions(session)) == 2


def test_who_stops_is_written_to_no_more_and_may_change_their_mind(client, link, session, config, at) -> None:
    page = client.get(f"{link}/arreter")
    assert client.post(f"{link}/arreter", data=hidden_fields(page, f"{link}/arreter")).status_code == 303
    page = client.get(f"{link}/arreter")
    assert "Nous ne vous écrivons plus" in page.text
    assert client.get(link).status_code == 410
    assert client.post(f"{link}/1", data={**hidden_fields(page, f"{link}/nouveau"), "reponse": "oui", "lu": "x"}).status_code == 410
    client.post(f"{link}/nouveau", data=hidden_fields(page, f"{link}/nouveau"))
    assert opened(client, link).status_code == 200
    assert len(questions(session)) == 1


@pytest.mark.parametrize("path", ["/vrai/inconnu", "/vrai/inconnu/1", "/vrai/inconnu/merci", "/vrai/inconnu/arreter", "/vrai/é"])
def test_a_link_that_never_was_is_not_there(client, app, path) -> None:
    assert client.get(path).status_code == 404


def test_a_place_or_an_answer_that_is_not_there(client, link) -> None:
    assert client.get(f"{link}/9").status_code == 404
    assert client.get(f"{link}/0").status_code == 404
    page = opened(client, link)
    assert client.post(f"{link}/1", data={**hidden_fields(page, f"{link}/1"), "reponse": "peut-être"}).status_code == 404


def test_the_link_is_nowhere_in_the_database(client, link, session) -> None:
    [asked] = session.scalars(select(Question)).all()
    token = link.rsplit("/", 1)[1]
    assert token not in str({column.name: getattr(asked, column.name) for column in Question.__table__.columns})
    assert asked.expires_at - asked.asked_at == timedelta(days=60)


def test_no_page_of_a_link_leads_elsewhere_with_it(client, link) -> None:
    for path in links(opened(client, link)):
        assert path.startswith(("/", "#")) or link not in path
