"""What was tried against sign-in, and does not work."""

from datetime import timedelta

import pytest

from app.accounts.models import DeviceSession
from app.accounts.services import second_factor
from app.core.clock import utc_now
from tests.support.forms import hidden_fields, post_form


def test_a_long_way_back_does_not_stop_signing_in(client):
    suite = "/compte?x=" + "a" * 1800
    fields = hidden_fields(client.get("/connexion"), "/connexion")
    assert client.post("/connexion", data={**fields, "email": "moi@exemple.fr", "suite": suite}).status_code == 303


def test_nobody_keeps_somebody_else_from_asking_for_a_code(app, outbox):
    def ask(address: str) -> int:
        somebody = app.test_client()
        somebody.environ_base["REMOTE_ADDR"] = address
        return post_form(somebody, "/connexion", {"email": "victime@exemple.fr"}).status_code

    assert [ask("10.0.0.1") for _ in range(8)][-1] == 429
    assert ask("10.0.0.2") == 303


@pytest.mark.parametrize(("minutes", "is_fresh"), [(5, True), (16, False)])
def test_a_second_factor_given_long_ago_does_not_change_it(minutes, is_fresh):
    now = utc_now()
    device = DeviceSession(created_at=now - timedelta(days=1), second_factor_at=now - timedelta(minutes=minutes))
    assert second_factor.is_fresh(device, now) is is_fresh


def test_a_form_sent_from_another_page_does_not_lead_where_the_first_one_led(client, plain, directory):
    first, second = directory.fixed(), directory.fixed()
    directory.publish()
    path = f"/services/{first.id}/signaler"
    fields = hidden_fields(client.get(path), path)
    led_to = client.post(path, data={**fields, "trouble": "horaires"}).headers["Location"]
    elsewhere = f"/services/{second.id}/signaler"
    stolen = {**hidden_fields(plain.get(elsewhere), elsewhere), "envoi": fields["envoi"], "trouble": "horaires"}
    assert plain.post(elsewhere, data=stolen).headers["Location"].partition("?")[0] != led_to.partition("?")[0]


@pytest.mark.parametrize("name", ["Confirmez sur https://exemple.fr/x", "www.exemple.fr vous attend"])
def test_a_name_that_our_mails_would_carry_holds_no_link(client, signed_in_as, name):
    signed_in_as(client)
    answer = post_form(client, "/organisations/nouvelle", {"nom": name, "departement": "38"})
    assert answer.status_code == 422
