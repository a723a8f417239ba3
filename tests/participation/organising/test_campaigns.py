"""The campaigns of one's organisations: the list says where each is, the page what to share; members read, editors close."""

from datetime import date

import pytest
from sqlalchemy import select

from app.core.audit import AuditEntry
from app.participation.models import QuestionnaireVersion
from app.participation.rules import Audience, Channel, Refresh
from tests.participation.making import SMALL, question
from tests.participation.organising.reading import BASE, NEW, text_of
from tests.support.forms import hidden_fields, links, post_form

pytestmark = pytest.mark.one_engine
ANSWER = {"visite": "non"}
ELSEWHERE = "Ailleurs exemple"


@pytest.fixture(autouse=True)
def now(at):
    at("2026-11-23 10:00")


class TestList:
    def test_one_that_is_empty_says_what_to_do_next(self, editor, member) -> None:
        assert NEW in links(editor[0].get(BASE))
        plain, _ = member("membre", email="membre@exemple.fr")
        page = plain.get(BASE)
        assert page.status_code == 200
        assert NEW not in links(page)

    def test_each_campaign_says_where_it_is_and_how_many_answered(self, maker, editor, at) -> None:
        open_one = maker.campaign()
        maker.campaign({**SMALL, "code": "autre"}, closes_on=date(2026, 12, 1))
        maker.fill(open_one, [ANSWER] * 5)
        maker.send(open_one, ANSWER)
        page = text_of(editor[0], BASE)
        for told in ("Ouverte, sans dernier jour", "Ouverte jusqu’au 1er décembre 2026", "5 réponses comptées.", "1 réponse attend."):
            assert told in page
        at("2026-12-02 10:00")
        assert "Terminée : le dernier jour était le 1er décembre 2026" in text_of(editor[0], BASE)

    def test_those_of_others_are_not_there(self, maker, campaign, editor) -> None:
        maker.campaign(organisation=ELSEWHERE, name=ELSEWHERE)
        assert ELSEWHERE not in text_of(editor[0], BASE)

    def test_who_is_of_no_organisation_finds_nothing(self, app, signed_in_as) -> None:
        client = app.test_client()
        signed_in_as(client, email="seul@exemple.fr")
        assert client.get(BASE).status_code == 404
        assert client.get(NEW).status_code == 404


class TestCounts:
    """What waits is told with the reason why."""

    @pytest.mark.parametrize(
        ("plan", "taken", "waiting", "is_closed", "told"),
        [
            ({}, 0, 0, False, ["Aucune réponse pour le moment."]),
            ({}, 6, 4, False, ["6 réponses comptées.", "4 réponses attendent.", "d’au moins 5, pour que personne ne soit reconnu"]),
            ({}, 0, 1, False, ["Aucune réponse comptée pour le moment.", "1 réponse attend.", "par groupes d’au moins 5"]),
            ({"audience": Audience.PUBLIC, "k": 11}, 0, 7, False, ["7 réponses attendent.", "par groupes d’au moins 11"]),
            ({"refresh": Refresh.AT_END}, 0, 9, False, ["9 réponses attendent.", "à la fin de l’enquête, si elles sont au moins 5"]),
            ({}, 5, 3, True, ["5 réponses comptées.", "3 réponses attendent.", "À moins de 5, elles restent à part"]),
            ({}, 0, 8, False, ["8 réponses attendent.", "Elles seront ajoutées dans quelques minutes."]),
        ],
    )  # fmt: skip
    def test_are_told_as_they_are(self, maker, editor, plan, taken, waiting, is_closed, told) -> None:  # noqa: PLR0917 - fixtures
        campaign = maker.campaign(**plan)
        if taken:
            maker.fill(campaign, [ANSWER] * taken)
        for _ in range(waiting):
            maker.send(campaign, ANSWER)
        if is_closed:
            post_form(editor[0], f"{BASE}/{campaign.id}", action=f"{BASE}/{campaign.id}/fermer")
        page = text_of(editor[0], f"{BASE}/{campaign.id}")
        for one in told:
            assert one in page


class TestPage:
    def test_the_address_is_shared_and_the_version_told(self, maker, campaign, editor, session) -> None:
        page = text_of(editor[0], f"{BASE}/{campaign.id}")
        address = f"http://127.0.0.1:5000/enquetes/{campaign.slug}"
        version = session.get(QuestionnaireVersion, campaign.version_id)
        for told in (f'data-copy-text="{address}"', f'href="{address}"', "sms:?&amp;body=", "mailto:?subject=", version.sha256[:12]):
            assert told in page
        assert version.sha256[:13] not in page

    def test_a_sensitive_one_is_shared_without_its_title(self, maker, editor) -> None:
        asked = [question("accord", "consent"), *SMALL["questions"]]
        campaign = maker.campaign({**SMALL, "sensitive": True, "questions": asked})
        page = text_of(editor[0], f"{BASE}/{campaign.id}")
        (message,) = [href for href in page.split('"') if href.startswith("mailto:")]
        assert "Essai" not in message
        assert "Quelques%20questions" in message

    def test_only_what_the_campaign_does_is_offered(self, maker, editor) -> None:
        campaign = maker.campaign(channels=(Channel.LINK,))
        found = links(editor[0].get(f"{BASE}/{campaign.id}"))
        for page in ("affiche", "papier", "liens", "codes", "saisie"):
            assert f"{BASE}/{campaign.id}/{page}" not in found
        whole = maker.campaign(needs_code=True)
        found = links(editor[0].get(f"{BASE}/{whole.id}"))
        for page in (
            "affiche",
            "papier",
            "liens",
            "codes",
            "saisie",
            "resultats",
            "textes",
            "reponses.csv",
            "reponses.xlsx",
            "dictionnaire.csv",
        ):
            assert f"{BASE}/{whole.id}/{page}" in found


class TestRights:
    """Members read; editors close; others find nothing."""

    def test_a_member_reads_and_closes_nothing(self, campaign, editor, member, session) -> None:
        path = f"{BASE}/{campaign.id}"
        plain, _ = member("membre", email="membre@exemple.fr")
        page = text_of(plain, path)
        assert "Terminer l’enquête" not in page
        assert f"{path}/liens" not in page
        form = hidden_fields(plain.get(path), "/deconnexion")
        for asked in ("fermer", "liens", "codes"):
            assert plain.post(f"{path}/{asked}", data=form).status_code == 404
        for asked, status in (("liens", 404), ("codes", 404), ("affiche", 200), ("papier", 200)):
            assert plain.get(f"{path}/{asked}").status_code == status
        session.refresh(campaign)
        assert campaign.closed_at is None

    def test_another_organisation_finds_nothing(self, maker, campaign, member) -> None:
        maker.campaign(organisation=ELSEWHERE)
        other, _ = member("proprietaire", organisation=ELSEWHERE, email="ailleurs@exemple.fr")
        form = hidden_fields(other.get(BASE), "/deconnexion")
        for page in ("", "/liens", "/codes", "/affiche", "/papier"):
            assert other.get(f"{BASE}/{campaign.id}{page}").status_code == 404
        assert other.post(f"{BASE}/{campaign.id}/fermer", data=form).status_code == 404

    @pytest.mark.parametrize("number", ["0", "999", "99999999999999999999"])
    def test_a_number_of_nothing_is_not_there(self, editor, number) -> None:
        for page in ("", "/liens", "/codes", "/affiche", "/papier"):
            assert editor[0].get(f"{BASE}/{number}{page}").status_code == 404


class TestClosing:
    def test_ends_it_once_and_the_journal_says_who(self, campaign, editor, session) -> None:
        client, account = editor
        path = f"{BASE}/{campaign.id}"
        form = hidden_fields(client.get(path), f"{path}/fermer")
        for _ in range(2):
            assert client.post(f"{path}/fermer", data=form).headers["Location"] == path
        session.refresh(campaign)
        assert campaign.closed_at is not None
        page = text_of(client, path)
        assert "Terminée le 23 novembre 2026" in page
        assert f"{path}/fermer" not in page
        assert campaign.slug not in page
        entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "survey:closed")).all()
        assert [entry.account_id for entry in entries] == [account.id]
