"""Secrets of devices and access codes are told once; what is kept tells nothing of them."""

import re

import pytest
from sqlalchemy import select

from app.core.tokens import digest
from app.participation.models import AccessCode, CampaignLink
from app.participation.rules import Channel
from app.participation.services.campaigns import code_digest
from tests.participation.organising.reading import BASE, text_of, words
from tests.support.forms import hidden_fields, post_form

pytestmark = pytest.mark.one_engine
SECRET = re.compile(r"/appareil/([\w-]{20,})")
CODE = re.compile(r'class="cut-code" dir="ltr">(\w{4}) (\w{4})<')


@pytest.fixture
def path(campaign):
    return f"{BASE}/{campaign.id}/liens"


class TestLinks:
    def test_the_address_is_told_on_the_next_page_and_never_again(self, editor, campaign, path, session) -> None:
        client = editor[0]
        answer = post_form(client, path, {"voie": "borne", "nom": "Tablette de l’entrée"})
        assert (answer.status_code, answer.headers["Location"]) == (303, path)
        shown = client.get(path)
        assert shown.headers["Cache-Control"] == "no-store"
        (secret,) = set(SECRET.findall(words(shown)))
        assert f"http://127.0.0.1:5000/enquetes/{campaign.slug}/appareil/{secret}" in words(shown)
        assert 'class="qr"' in words(shown)
        (made,) = session.scalars(select(CampaignLink)).all()
        assert (made.token_digest, made.channel, made.name) == (digest(secret), Channel.KIOSK, "Tablette de l’entrée")
        page = text_of(client, path)
        assert SECRET.findall(page) == []
        assert "Tablette de l’entrée" in page

    def test_it_is_not_told_on_the_page_of_another_campaign(self, editor, maker, path) -> None:
        client, other = editor[0], maker.campaign()
        post_form(client, path, {"voie": "borne", "nom": "Tablette"})
        assert SECRET.findall(text_of(client, f"{BASE}/{other.id}/liens")) == []
        assert len(set(SECRET.findall(text_of(client, path)))) == 1

    def test_two_clicks_make_one(self, editor, path, session) -> None:
        client = editor[0]
        form = {**hidden_fields(client.get(path), path), "voie": "telephone", "nom": "Téléphone"}
        assert [client.post(path, data=form).status_code for _ in range(2)] == [303, 303]
        assert len(session.scalars(select(CampaignLink)).all()) == 1

    @pytest.mark.parametrize(
        ("given", "told"),
        [
            ({"voie": "papier", "nom": "Tablette"}, "Choisissez à quoi sert le lien."),
            ({"nom": "Tablette"}, "Choisissez à quoi sert le lien."),
            ({"voie": "borne", "nom": "\x00"}, "Donnez un nom à l’appareil"),
            ({"voie": "borne", "nom": "a" * 5000}, "Ce texte est trop long."),
        ],
    )
    def test_a_mistake_is_told(self, editor, path, session, given, told) -> None:
        answer = post_form(editor[0], path, given)
        assert answer.status_code == 422
        assert told in words(answer)
        assert session.scalars(select(CampaignLink)).all() == []

    def test_one_that_is_revoked_stays_in_the_list_and_serves_no_more(self, editor, maker, path, session) -> None:
        client = editor[0]
        post_form(client, path, {"voie": "borne", "nom": "Tablette"})
        (made,) = session.scalars(select(CampaignLink)).all()
        revoke = f"{path}/{made.id}/retirer"
        form = hidden_fields(client.get(path), revoke)
        other = maker.campaign()
        assert client.post(f"{BASE}/{other.id}/liens/{made.id}/retirer", data=form).status_code == 404
        assert [client.post(revoke, data=form).status_code for _ in range(2)] == [303, 303]
        session.refresh(made)
        assert made.revoked_at is not None
        page = text_of(client, path)
        assert "Retiré" in page
        assert revoke not in page

    def test_there_is_none_where_no_device_answers_nor_once_it_is_over(self, editor, maker, campaign) -> None:
        client, other = editor[0], maker.campaign(channels=(Channel.LINK,))
        assert "ni sur une tablette" in text_of(client, f"{BASE}/{other.id}/liens")
        post_form(client, f"{BASE}/{campaign.id}", action=f"{BASE}/{campaign.id}/fermer")
        page = client.get(f"{BASE}/{campaign.id}/liens")
        assert "ses liens n’ouvrent plus rien" in words(page)
        data = {**hidden_fields(page, "/deconnexion"), "voie": "borne", "nom": "Tablette"}
        assert client.post(f"{BASE}/{campaign.id}/liens", data=data).status_code == 200


class TestCodes:
    @pytest.fixture
    def coded(self, maker):
        return maker.campaign(needs_code=True)

    @pytest.fixture
    def path(self, coded):
        return f"{BASE}/{coded.id}/codes"

    def test_are_shown_once_and_open_the_questionnaire(self, editor, maker, coded, path, session) -> None:
        client = editor[0]
        form = {**hidden_fields(client.get(path), path), "combien": " 30 "}
        answer = client.post(path, data=form)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
        codes = {"".join(found) for found in CODE.findall(words(answer))}
        assert len(codes) == 30
        kept = set(session.scalars(select(AccessCode.digest).where(AccessCode.campaign_id == coded.id)))
        assert {code_digest(maker.context(), coded, code) for code in codes} == kept
        assert "30 codes n’ont pas encore servi." in words(answer)
        page = text_of(client, path)
        assert CODE.findall(page) == []
        assert "30 codes n’ont pas encore servi." in page
        sent_again = client.post(path, data=form, follow_redirects=True)
        assert "ont déjà été montrés" in words(sent_again)
        assert CODE.findall(words(sent_again)) == []
        assert len(session.scalars(select(AccessCode)).all()) == 30

    def test_five_hundred_stand_on_a_page_of_a_bearable_size(self, editor, path) -> None:
        answer = post_form(editor[0], path, {"combien": "500"})
        assert len(set(CODE.findall(words(answer)))) == 500
        assert len(answer.get_data()) < 500_000

    @pytest.mark.parametrize("many", ["", "0", "501", "-1", "deux", "1e3", "9" * 50, "1\x002\n3 4", "１２"])
    def test_how_many_is_a_number_from_one_to_five_hundred(self, editor, path, session, many) -> None:
        answer = post_form(editor[0], path, {"combien": many})
        assert answer.status_code == 422
        assert "Écrivez un nombre de 1 à 500." in words(answer)
        assert session.scalars(select(AccessCode)).all() == []

    def test_there_is_none_where_none_is_asked_nor_once_it_is_over(self, editor, campaign, coded, path) -> None:
        client = editor[0]
        assert client.get(f"{BASE}/{campaign.id}/codes").status_code == 404
        post_form(client, f"{BASE}/{coded.id}", action=f"{BASE}/{coded.id}/fermer")
        assert "un code n’ouvre plus rien" in text_of(client, path)
