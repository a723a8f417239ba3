"""Once a year, on a phone, without a password: somebody of an association takes a listing, closes it for August, says it is still true."""

import pytest

from app.directory.models import Keeping
from app.listings.models import Ticket
from tests.listings.claiming import BY_EMAIL, claim, codes, rows, try_code
from tests.listings.corresponding import path_of, sweep
from tests.support.factories import PRIVAS
from tests.support.forms import hidden_fields, post_form

KNOWN = "accueil@relais.exemple.fr"


@pytest.fixture
def place(directory, at):
    """A day centre that the directory knows, in June."""
    at("2026-06-03 10:00")
    structure = directory.structure(nom="Le Relais", code_insee=PRIVAS, courriel=KNOWN)
    service = directory.fixed(PRIVAS, structure=structure, nom="Accueil de jour", hours="Mo-Fr 09:00-12:00")
    directory.publish()
    return service


def sign_in(client, outbox, email):
    post_form(client, "/connexion", {"email": email, "suite": "/mes-fiches"})
    assert post_form(client, "/connexion/code", {"code": codes(outbox)[-1]}).status_code == 303


def test_from_nothing_to_a_listing_closed_in_august(client, plain, session, outbox, place, at):  # noqa: PLR0917 - fixtures
    sign_in(client, outbox, "benevole@exemple.fr")
    waiting = claim(client, place.structure, BY_EMAIL).headers["Location"]
    assert outbox()[-1][0] == KNOWN
    assert try_code(client, waiting, codes(outbox)[-1]).status_code == 303
    assert len(rows(session, Keeping)) == 1

    listing = f"/mes-fiches/{place.structure_id}"
    assert "Le Relais" in client.get("/mes-fiches").text
    assert client.get(listing).status_code == 200
    form = f"{listing}/fermer-temporairement"
    closed = {"debut": "2026-08-01", "fin": "2026-08-31", "message": "Bonnes vacances"}
    assert post_form(client, form, closed).status_code == 303

    at("2026-08-03 10:00")
    assert "fermé" in plain.get(f"/services/{place.id}").text.lower()
    at("2026-09-01 10:00")
    assert "Bonnes vacances" not in plain.get(f"/services/{place.id}").text


def test_a_year_later_three_taps_say_that_all_is_true(client, plain, session, config, outbox, place, at):  # noqa: PLR0917 - fixtures
    sign_in(client, outbox, "benevole@exemple.fr")
    try_code(client, claim(client, place.structure, BY_EMAIL).headers["Location"], codes(outbox)[-1])
    at("2027-03-02 10:00")
    assert sweep(session, config) == 1
    to, letter = outbox()[-1]
    assert to == "benevole@exemple.fr"
    assert "Relais" not in letter.subject

    page = plain.get(path_of(letter), follow_redirects=True)
    taps = 0
    while "/merci" not in page.request.path:
        path = page.request.path
        page = plain.post(path, data={**hidden_fields(page, path), "reponse": "oui"}, follow_redirects=True)
        taps += 1
    assert taps <= 3
    session.expire_all()
    assert {place.hours_confirmed_by, place.contact_confirmed_by, place.conditions_confirmed_by} == {"association"}
    assert "par la structure" in plain.get(f"/services/{place.id}").text


def test_a_stranger_tells_what_changed_and_reads_the_answer(client, plain, session, place, signed_in_as):
    followed = post_form(plain, f"/services/{place.id}/signaler", {"trouble": "telephone"}).headers["Location"]
    signed_in_as(client, roles=[("moderateur", "07")], second_factor=True)
    assert "Le Relais" in client.get("/moderation").text or "Accueil de jour" in client.get("/moderation").text
    path = f"/moderation/tickets/{rows(session, Ticket)[0].id}"
    page = client.get(path)
    fields = {**hidden_fields(page, path), "decision": "rien-a-changer"}
    version = next(name for name in fields if name.endswith("-version"))
    fields = {**fields, "rien-a-changer-version": fields[version], "rien-a-changer-answer": "Nous avons appelé : le numéro répond."}
    assert client.post(path, data=fields).status_code == 303
    assert "le numéro répond" in plain.get(followed).text
    assert client.get("/moderation").status_code == 200
