"""What somebody reads of the listings that they asked for: the form, the list of what waits, the answers."""

import pytest
from lxml import html

from app.core.unit_of_work import unit_of_work
from app.listings.models import Ticket
from app.listings.services import claims
from app.mail.letters import Action
from tests.listings.claiming import BY_EMAIL, BY_MODERATOR, SIRET, claim, codes, fill, rows, try_code, where
from tests.support.factories import GRENOBLE

SITE = claims.Site("https://reperes.exemple.fr", "a secret that only tests share, long enough")  # pragma: allowlist secret
WAITS = "en attente de réponse"


@pytest.fixture
def structure(directory):
    made = directory.structure(nom="Association du Relais", code_insee=GRENOBLE, siret=SIRET, courriel="accueil@relais.exemple.fr")
    directory.fixed(structure=made)
    directory.publish()
    return made


@pytest.fixture
def unknown(directory):
    """A structure of which nothing can prove a claim."""
    made = directory.structure(nom="Cercle sans courriel", code_insee=GRENOBLE, siret="", courriel="")
    directory.fixed(structure=made)
    directory.publish()
    return made


def text_of(client, path):
    return client.get(path).get_data(as_text=True)


def test_a_claim_that_waits_for_its_code_is_found_again_with_where_to_write_it(client, structure, signed_in_as):
    signed_in_as(client)
    assert WAITS not in text_of(client, "/mes-fiches")
    path = claim(client, structure, BY_EMAIL).headers["Location"]
    assert 'href="/mes-fiches"' in html.tostring(html.fromstring(text_of(client, path)).get_element_by_id("contenu"), encoding="unicode")
    text = text_of(client, "/mes-fiches")
    assert WAITS in text
    assert "Association du Relais" in text
    assert f'href="{path}"' in text


def test_a_claim_that_somebody_is_to_decide_is_listed_until_it_is(client, session, structure, signed_in_as):
    signed_in_as(client)
    path = claim(client, structure, BY_MODERATOR).headers["Location"]
    text = text_of(client, "/mes-fiches")
    assert WAITS in text
    assert f'href="{path}"' not in text
    with unit_of_work(session):
        claims.refuse(session, rows(session, Ticket)[0], by="moderation", site=SITE)
    assert WAITS not in text_of(client, "/mes-fiches")


def test_a_colleague_sees_the_claim_and_not_its_code_and_nobody_else_sees_it(app, client, structure, signed_in_as):
    signed_in_as(client)
    path = claim(client, structure, BY_EMAIL).headers["Location"]
    colleague, stranger = app.test_client(), app.test_client()
    signed_in_as(colleague, email="collegue@exemple.fr", organisations={"Le Relais": "membre"})
    signed_in_as(stranger, email="autre@exemple.fr", organisations={"Autre": "proprietaire"})
    assert WAITS in text_of(colleague, "/mes-fiches")
    assert f'href="{path}"' not in text_of(colleague, "/mes-fiches")
    assert WAITS not in text_of(stranger, "/mes-fiches")
    assert stranger.get(where(structure)).status_code == 200


def test_who_asked_already_is_led_to_what_they_asked_and_may_ask_otherwise(client, session, structure, signed_in_as):
    signed_in_as(client)
    path = claim(client, structure, BY_EMAIL).headers["Location"]
    assert client.get(where(structure)).headers["Location"] == path
    otherwise = f"{where(structure)}?autrement=oui"
    assert f'href="{otherwise}"' in text_of(client, path)
    number = str(rows(session, Ticket)[0].organisation_id)
    assert fill(client, otherwise, organisation=number, preuve=BY_MODERATOR, message="Présidente.").headers["Location"] == path
    assert [ticket.way for ticket in rows(session, Ticket)] == ["moderation"]
    assert WAITS in text_of(client, path)


def test_who_has_no_organisation_names_one_and_is_asked_nothing_without_choice(client, session, unknown, signed_in_as):
    signed_in_as(client)
    page = html.fromstring(text_of(client, where(unknown)))
    assert not page.xpath("//input[@type='radio']")
    assert "Votre organisation" in [legend.text_content() for legend in page.xpath("//legend")]
    assert "facultatif" not in page.xpath("//label[@for='nom']")[0].text_content()
    assert "facultatif" not in page.xpath("//label[@for='message']")[0].text_content()
    assert "Une personne de l’équipe du site lira votre demande." in page.text_content()
    assert fill(client, where(unknown), message="Bénévole.").status_code == 422
    assert fill(client, where(unknown), nom="Cercle").status_code == 422
    assert fill(client, where(unknown), nom="Cercle", message="Bénévole.").status_code == 303
    assert [ticket.way for ticket in rows(session, Ticket)] == ["moderation"]


def test_who_has_an_organisation_chooses_it_and_how_to_prove_it(client, structure, signed_in_as):
    signed_in_as(client, organisations={"Le Relais": "proprietaire"})
    page = html.fromstring(text_of(client, where(structure)))
    assert {radio.get("name") for radio in page.xpath("//input[@type='radio']")} == {"organisation", "preuve"}


def test_the_mail_that_grants_leads_to_the_listing_and_promises_no_silence(client, structure, signed_in_as, outbox):
    signed_in_as(client)
    try_code(client, claim(client, structure, BY_EMAIL).headers["Location"], codes(outbox)[0])
    _recipient, letter = outbox()[-1]
    [action] = [block for block in letter.blocks if isinstance(block, Action)]
    assert letter.subject == "Votre demande est acceptée"
    assert (action.label, action.url.partition("/mes-fiches")[1:]) == ("Tenir ma fiche à jour", ("/mes-fiches", f"/{structure.id}"))
    assert "pas d’autre" not in letter.signature


def test_the_mail_that_refuses_says_neither_its_answer_nor_the_name_in_its_subject(client, session, structure, signed_in_as, outbox):
    signed_in_as(client)
    claim(client, structure, BY_MODERATOR)
    with unit_of_work(session):
        claims.refuse(session, rows(session, Ticket)[0], by="moderation", site=SITE)
    [(_recipient, letter)] = outbox()
    assert letter.subject == "Réponse à votre demande"
