"""What holds for a time: said in two taps, ended in one."""

import pytest
from sqlalchemy import select

from app.directory import history
from app.directory.models import Service, Structure, TemporaryInfo
from tests.listings.keeping import ORGANISATION, keep, send
from tests.support.factories import GRENOBLE
from tests.support.forms import hidden_fields, links, post_form

pytestmark = pytest.mark.usefixtures("monday")
PROPOSED = {"debut": "2026-11-23", "fin": "2026-11-29"}
"""The days that the form holds when it is opened."""


@pytest.fixture
def kept(client, session, directory, signed_in_as):
    """Two services of a structure that somebody of an association keeps."""
    structure = directory.structure(nom="Le Phare")
    services = [directory.fixed(GRENOBLE, structure=structure, nom=name) for name in ("Repas", "Douches")]
    directory.publish()
    signed_in_as(client, organisations={ORGANISATION: "redacteur"})
    keep(session, services[0])
    return services


def announced(session):
    session.expire_all()
    return session.scalars(select(TemporaryInfo).order_by(TemporaryInfo.id)).all()


def test_a_closure_takes_two_taps(client, session, kept):
    listing = f"/mes-fiches/{kept[0].structure_id}"
    second_tap = 'value="2026-11-29"'
    first_tap = f"{listing}/fermer-temporairement"
    assert first_tap in links(client.get(listing))
    assert second_tap in client.get(first_tap).get_data(as_text=True)
    answer = send(client, first_tap, PROPOSED)

    assert answer.headers["Location"] == f"{listing}#annonces"
    info = announced(session)[0]
    assert (info.structure_id, info.kind, str(info.starts), str(info.ends)) == (kept[0].structure_id, "closure", "2026-11-23", "2026-11-29")
    assert "Fermé temporairement" in client.get(f"/services/{kept[1].id}").get_data(as_text=True)
    assert "Terminer maintenant" in client.get(listing).get_data(as_text=True)


@pytest.mark.parametrize(
    ("first", "said"),
    [("2026-12-08", "Le public le lit dès maintenant."), ("2026-12-09", "C’est noté. Le public le lira à partir du 24 novembre 2026.")],
)
def test_what_is_far_ahead_says_from_when_the_public_reads_it(first, said, client, kept, at):
    listing = f"/mes-fiches/{kept[0].structure_id}"
    send(client, f"{listing}/fermer-temporairement", {"debut": first, "fin": "2026-12-30", "message": "Des travaux."})

    page = client.get(listing).get_data(as_text=True)
    assert said in page
    assert 'id="annonces"' in page
    assert ('<p class="hint">Le public le lira à partir du 24 novembre 2026.</p>' in page) is (first == "2026-12-09")
    assert ("Des travaux." in client.get(f"/services/{kept[0].id}").get_data(as_text=True)) is (first == "2026-12-08")
    at("2026-11-24 09:00")
    assert "Des travaux." in client.get(f"/services/{kept[0].id}").get_data(as_text=True)


def test_some_services_only_may_close(client, session, kept):
    send(
        client, f"/mes-fiches/{kept[0].structure_id}/fermer-temporairement",
        {"debut": "2026-12-24", "fin": "2027-01-02", "services": [str(kept[1].id)], "message": "Bonnes fêtes."},
    )  # fmt: skip

    assert [(info.service_id, info.message) for info in announced(session)] == [(kept[1].id, "Bonnes fêtes.")]
    assert history.revisions(session, session.get_one(Service, kept[1].id))[0].changed == ["temporary"]


def test_other_hours_are_typed_in_the_same_grid(client, session, kept):
    path = f"/mes-fiches/{kept[0].structure_id}/autres-horaires"
    assert send(client, path, {**PROPOSED, "jour-0-0-de": "10h", "jour-0-0-a": "11h"}).status_code == 303

    assert [(info.kind, info.expression) for info in announced(session)] == [("hours", "Mo 10:00-11:00")]
    assert "10\u00a0h – 11\u00a0h" in client.get(f"/mes-fiches/{kept[0].structure_id}").get_data(as_text=True)


@pytest.mark.parametrize(
    ("what", "typed", "said"),
    [
        ("fermer-temporairement", {"debut": "2026-12-24", "fin": "2026-12-23"}, "Le dernier jour est avant le premier"),
        ("fermer-temporairement", {"debut": "2026-11-01", "fin": "2026-11-02"}, "Ces jours sont passés"),
        ("fermer-temporairement", {"debut": "2026-11-24", "fin": "2028-11-24"}, "un an au plus"),
        ("fermer-temporairement", {"debut": "demain", "fin": "2026-11-24"}, "Répondez à cette question."),
        ("message", {**PROPOSED, "message": ""}, "Répondez à cette question."),
        ("autres-horaires", PROPOSED, "au moins un jour"),
        ("autres-horaires", {**PROPOSED, "jour-0-0-de": "10h"}, "il manque l’heure"),
    ],
)
def test_what_cannot_be_announced_is_said(what, typed, said, client, session, kept):  # noqa: PLR0917
    answer = send(client, f"/mes-fiches/{kept[0].structure_id}/{what}", typed)

    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)
    assert announced(session) == []


def test_an_announcement_sent_twice_is_made_once(client, session, kept):
    path = f"/mes-fiches/{kept[0].structure_id}/message"
    sent = {**hidden_fields(client.get(path), path), "debut": "2026-11-23", "fin": "2026-11-24", "message": "Entrez par la cour."}
    assert [client.post(path, data=sent).status_code for _ in range(2)] == [303, 303]

    assert [info.message for info in announced(session)] == ["Entrez par la cour."]


def test_ending_early_keeps_the_days_that_were_and_forgets_what_never_began(client, session, kept, at):
    listing = f"/mes-fiches/{kept[0].structure_id}"
    send(client, f"{listing}/fermer-temporairement", {"debut": "2026-11-23", "fin": "2026-11-30"})
    send(client, f"{listing}/message", {"debut": "2026-12-20", "fin": "2026-12-30", "message": "Plus tard."})
    at("2026-11-25 09:00")
    for info in announced(session):
        answer = post_form(client, listing, action=f"{listing}/annonces/{info.id}/terminer") if info.ends.day == 30 else None
        assert answer is None or answer.status_code == 303

    assert [(info.kind, str(info.ends)) for info in announced(session)] == [("closure", "2026-11-24")]
    assert len(history.revisions(session, session.get_one(Structure, kept[0].structure_id))) == 5


def test_what_another_listing_announces_is_not_ended_from_here(client, session, kept, directory):
    other = directory.fixed(GRENOBLE)
    directory.publish()
    listing = f"/mes-fiches/{kept[0].structure_id}"
    send(client, f"{listing}/fermer-temporairement", PROPOSED)
    page = client.get(listing)
    token = hidden_fields(page)["csrf_token"]
    number = announced(session)[0].id
    assert client.post(f"/mes-fiches/{other.structure_id}/annonces/{number}/terminer", data={"csrf_token": token}).status_code == 404
    assert client.post(f"{listing}/annonces/99/terminer", data={"csrf_token": token}).status_code == 404
