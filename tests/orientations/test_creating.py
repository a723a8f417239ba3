"""« Orienter une personne »: what is asked, what is kept, where it goes."""

import pytest
from sqlalchemy import select

from app.accounts.models import Organisation
from app.core.blind_index import marks_of, name_form, phone_form
from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.directory.models import Service
from app.directory.rules import Audience, Public, ResponseBand
from app.orientations.models import Agreement, OrientationNote, OrientationPerson, OrientationStep
from app.orientations.rules import CODE_ALPHABET, Actor, NoteKind, State
from app.orientations.services.opening import code_digest
from tests.orientations.conftest import SENDING
from tests.orientations.making import EMAIL, NAME, PHONE
from tests.orientations.orienting import DRAFT, PERSON, SEND, WORDS, count, only, path
from tests.support.factories import PRIVAS, VALENCE
from tests.support.forms import hidden_fields, post_form

pytestmark = pytest.mark.one_engine
"""Pages and words; what depends on the database is tried on both, in the tests beside."""


def test_what_the_person_agreed_to_share_is_kept_and_the_service_is_written_to(service, sender, session, outbox):
    client, account = sender
    answer = post_form(client, path(service), {**PERSON, **SEND})
    made = only(session)
    assert (answer.status_code, answer.location) == (303, f"/orientations/{made.id}")
    assert (made.state, made.kind, made.departement, made.commune, made.root_id) == (State.SENT, "domiciliation", "07", PRIVAS, made.id)
    assert (made.sender_id, made.is_direct, made.first_sent_at, made.language) == (account.id, False, made.sent_at, "ar")
    assert (made.may_call, made.may_write, made.may_leave_message, made.may_print) == (True, False, False, True)
    assert (made.person.name, made.person.phone, made.person.email) == (NAME, PHONE, EMAIL)
    note = session.scalars(select(OrientationNote)).one()
    assert (note.kind, note.author, note.body) == (NoteKind.TO_TARGET, Actor.SENDER, WORDS)
    assert [to for to, _ in outbox()] == ["tilleuls@exemple.fr"]


def test_her_name_and_telephone_are_found_by_their_marks_however_they_are_written(service, sender, session, maker):
    post_form(sender[0], path(service), {**PERSON, **SEND})
    person, keyring = only(session).person, maker.settings.keyring
    assert person.name_mark in marks_of(keyring, "orientation_person.name", name_form("exemplaire ZOE"))
    assert person.phone_mark in marks_of(keyring, "orientation_person.phone", phone_form("+33 6 39 98 01 02"))


def test_somebody_who_shares_nothing_is_oriented_with_a_code(service, sender, session, outbox):
    answer = post_form(sender[0], path(service), {"canaux": ["papier"], **SEND})
    made = only(session)
    assert (answer.status_code, made.state) == (303, State.SENT)
    assert session.get(OrientationPerson, made.id) is None
    assert session.get(Agreement, made.id) is None
    assert len(made.code) == 8
    assert set(made.code) <= set(CODE_ALPHABET)
    assert made.code_digest == code_digest(app_key(sender[0]), made.code)
    assert len(outbox()) == 1


def app_key(client) -> str:
    return client.application.extensions["reperes"].secret_key


@pytest.mark.parametrize(
    "typed", [{"nom": "Z. E."}, {"telephone": PHONE, "canaux": ["appeler"]}, {"courriel": EMAIL}, {"presentation": WORDS}], ids=str
)
@pytest.mark.parametrize("gesture", [SEND, DRAFT], ids=["send", "draft"])
def test_nothing_about_her_is_kept_without_her_agreement_and_nothing_typed_is_lost(service, sender, session, typed, gesture):
    answer = post_form(sender[0], path(service), {**typed, **gesture})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Sans accord, rien de personnel ne part" in page
    assert all(value in page for value in typed.values() if isinstance(value, str))
    assert count(session) == 0


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"maniere": ""}, "comment la personne a donné son accord"),
        ({"lu_en": "tlh"}, "une des langues proposées"),
        ({"telephone": "bonjour"}, "un numéro à 10 chiffres"),
        ({"courriel": "zoe"}, "une adresse complète"),
        ({"presentation": "a" * 301}, "300 caractères au plus"),
        ({"presentation": "Son numéro est le 2 95 10 99 126 111 93"}, "Effacez le numéro de sécurité sociale"),
        ({"nom": "Zoé 2951099126111"}, "Effacez le numéro de sécurité sociale"),
        ({"canaux": []}, "si on peut l’appeler ou lui écrire"),
        ({"telephone": "", "canaux": ["appeler"]}, "écrivez son numéro"),
        ({"telephone": "", "courriel": "", "canaux": ["ecrire"]}, "un numéro de téléphone ou un courriel"),
    ],
)
def test_a_mistake_is_told_and_nothing_leaves(service, sender, session, typed, told):
    answer = post_form(sender[0], path(service), {**PERSON, **SEND, **typed})
    page = answer.get_data(as_text=True)
    assert (answer.status_code, count(session)) == (422, 0)
    assert told in page
    assert NAME.split()[0] in page


def test_300_characters_and_a_siret_are_no_mistake(service, sender, session):
    text = ("Suivie par la structure 21070186000011. " + "a" * 300)[:300]
    assert post_form(sender[0], path(service), {**PERSON, **SEND, "presentation": text}).status_code == 303
    assert session.scalars(select(OrientationNote)).one().body == text


def test_conditions_that_exclude_are_ticked_or_told(directory, sender, session):
    reserved = directory.fixed(
        PRIVAS, audience=Audience.EXCLUSIVE, publics=[Public.YOUNG], age_min=16, age_max=25, by_appointment=True, courriel="a@exemple.fr",
        receives_orientations=True, eligible=[("departement", "07")],
    )  # fmt: skip
    directory.publish()
    page = sender[0].get(path(reserved)).get_data(as_text=True)
    assert all(words in page for words in ("Réservé\u00a0: jeunes", "de 16 à 25 ans", "Ardèche", "qu’il faut un rendez-vous"))
    refused = post_form(sender[0], path(reserved), {"conditions": ["public", "age"], **SEND})
    assert refused.status_code == 422
    assert "Cochez chaque condition obligatoire" in refused.get_data(as_text=True)
    assert post_form(sender[0], path(reserved), {"conditions": ["public", "age", "secteur", "forged"], **SEND}).status_code == 303
    assert only(session).conditions == ["public", "age", "secteur"]
    assert post_form(sender[0], path(reserved), {"conditions": ["public"], "manque": "y", **SEND}).status_code == 303


def test_several_kinds_of_help_are_a_question_and_only_those_of_the_service_are_answers(directory, sender, session):
    both = directory.fixed(PRIVAS, kinds=("accueil-de-jour", "domiciliation"))
    directory.publish()
    assert post_form(sender[0], path(both), SEND).status_code == 422
    assert post_form(sender[0], path(both), {"besoin": "maraude", **SEND}).status_code == 422
    assert post_form(sender[0], path(both), {"besoin": "domiciliation", **SEND}).status_code == 303
    assert only(session).kind == "domiciliation"


def test_the_commune_of_the_search_comes_along(service, sender, session):
    post_form(sender[0], f"{path(service)}?commune={VALENCE}", SEND, action=path(service))
    assert only(session).commune == VALENCE
    assert only(session).departement == "07"


def test_target_state_and_address_sent_by_hand_are_ignored(service, directory, sender, session, outbox):
    other = directory.fixed(VALENCE, courriel="autre@exemple.fr", receives_orientations=True)
    directory.publish()
    forged = {
        "service": other.id, "service_id": other.id, "state": "acceptee", "etat": "acceptee", "email": "pirate@exemple.fr",
        "destinataire": "pirate@exemple.fr", "sender_id": 999, "organisation_id": 999, "is_direct": "1", "commune": "99999",
    }  # fmt: skip
    post_form(sender[0], path(service), {**forged, **SEND})
    made = only(session)
    assert (made.service_id, made.state, made.commune) == (service.id, State.SENT, PRIVAS)
    assert [to for to, _ in outbox()] == ["tilleuls@exemple.fr"]


def test_one_orients_for_ones_own_organisations_only(app, service, session, signed_in_as, sender):
    client = app.test_client()
    signed_in_as(client, email="deux@exemple.fr", organisations={"Mairie de l’Exemple": "membre", "Autre de l’Exemple": "membre"})
    numbers = {one.name: one.id for one in session.scalars(select(Organisation))}
    assert post_form(client, path(service), SEND).status_code == 422
    assert post_form(client, path(service), {"organisation": numbers[SENDING], **SEND}).status_code == 422
    assert post_form(client, path(service), {"organisation": numbers["Autre de l’Exemple"], **SEND}).status_code == 303
    assert only(session).organisation_id == numbers["Autre de l’Exemple"]


def test_an_organisation_that_nobody_verified_leaves_it_to_coordinators(service, sender, session, signed_in_as, outbox):
    signed_in_as(sender[0].application.test_client(), email="coordination@exemple.fr", roles=[("coordinateur", "07")])
    with unit_of_work(session):
        session.scalars(select(Organisation).where(Organisation.name == SENDING)).one().verified_at = None
    page = sender[0].get(path(service)).get_data(as_text=True)
    assert "pas encore vérifiée" in page
    answer = post_form(sender[0], path(service), {**PERSON, **SEND})
    made = only(session)
    assert (answer.status_code, made.state, made.sent_at) == (303, State.TO_VERIFY, None)
    assert [to for to, _ in outbox()] == ["coordination@exemple.fr"]


def test_a_service_that_receives_nothing_here_is_called(directory, sender, session, outbox):
    called = directory.fixed(PRIVAS, telephone="04 65 71 00 09", courriel="secret@exemple.fr")
    directory.publish()
    page = sender[0].get(path(called)).get_data(as_text=True)
    assert "Ce service ne reçoit rien par le site" in page
    assert "tel:+33465710009" in page
    assert "17\u202fh" in page or "17 h" in page or "17\u00a0h" in page
    assert post_form(sender[0], path(called), {**PERSON, **SEND}).status_code == 303
    made = only(session)
    assert (made.is_direct, made.state, outbox()) == (True, State.SENT, [])


def test_a_double_click_orients_once(service, sender, session, outbox):
    client = sender[0]
    typed = {**hidden_fields(client.get(path(service)), path(service)), **PERSON, **SEND}
    answers = [client.post(path(service), data=typed) for _ in range(3)]
    assert {answer.location for answer in answers} == {f"/orientations/{only(session).id}"}
    assert len(outbox()) == 1


def test_who_belongs_nowhere_is_told_to_make_an_organisation(app, service, session, signed_in_as):
    client = app.test_client()
    assert client.get(path(service)).location.startswith("/connexion?suite=")
    signed_in_as(client, email="seul@exemple.fr")
    page = client.get(path(service))
    assert page.status_code == 200
    assert "/organisations/nouvelle" in page.get_data(as_text=True)
    assert client.post(path(service), data=hidden_of(page)).status_code == 200
    assert count(session) == 0


def hidden_of(page) -> dict[str, str]:
    return {"csrf_token": hidden_fields(page, "/deconnexion")["csrf_token"], **PERSON, **SEND}


def test_a_service_that_is_none_any_more_is_not_there_or_leads_to_the_right_one(service, directory, sender, session):
    other, ended, hidden_one = (directory.fixed(PRIVAS) for _ in range(3))
    directory.publish()
    with unit_of_work(session):
        session.get(Service, other.id).merged_into_id = service.id
        session.get(Service, ended.id).ended_on = utc_now().date()
        session.get(Service, hidden_one.id).organisations_only = True
    assert sender[0].get(path(other)).location == path(service)
    assert sender[0].get(path(ended)).status_code == 404
    assert sender[0].get(path(hidden_one)).status_code == 404
    assert sender[0].get("/services/99999999999/orienter").status_code == 404


def test_danger_comes_first_then_who_reads_and_when(service, sender, session):
    page = sender[0].get(path(service)).get_data(as_text=True)
    urgent, form = page.index("tel:112"), page.index('name="accord"')
    assert urgent < page.index("Qui lira") < form
    assert all(f"tel:{number}" in page for number in (15, 17, 18, 119, 115))
    assert "On ne sait pas encore en combien de temps il répond" in page
    with unit_of_work(session):
        session.get(Service, service.id).response_band = ResponseBand.TWO_DAYS
    assert "en 2 jours" in sender[0].get(path(service)).get_data(as_text=True)


def test_60_a_day_and_no_more(service, sender, session, monkeypatch):
    monkeypatch.setattr("app.orientations.views.creating.BY_ONE_ACCOUNT", creating_limit(2))
    codes = [post_form(sender[0], path(service), SEND).status_code for _ in range(3)]
    assert (codes, count(session)) == ([303, 303, 429], 2)


def creating_limit(most: int):
    from app.orientations.views.creating import BY_ONE_ACCOUNT

    assert BY_ONE_ACCOUNT.most == 60
    return BY_ONE_ACCOUNT._replace(most=most)


def test_the_log_says_who_sent_it_in_whose_name(service, sender, session):
    post_form(sender[0], path(service), SEND)
    step, made = session.scalars(select(OrientationStep)).one(), only(session)
    assert (step.actor, step.account_id, step.organisation_id) == (Actor.SENDER, sender[1].id, made.organisation_id)
