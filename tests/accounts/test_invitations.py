"""Invitations: a link that proves an e-mail, for one organisation, once."""

import pytest
from sqlalchemy import func, select

from app.accounts.models import Account, Invitation, Membership, Organisation
from app.accounts.rules import MemberRole
from app.accounts.services import organisations
from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.mail.letters import Action, as_text
from tests.support.forms import hidden_fields, post_form
from tests.support.plugins.accounts import SESSION_KEY, account_of

NAME = "Association des Tilleuls"
INVITED = "benevole@exemple.fr"


@pytest.fixture
def invite(app, session, signed_in_as, outbox):
    """Invite somebody as an owner does; return the path of their link."""
    owner = app.test_client()
    signed_in_as(owner, email="proprio@exemple.fr", organisations={NAME: MemberRole.OWNER})
    number = session.scalars(select(Organisation.id)).one()

    def send(email=INVITED, role=MemberRole.EDITOR, langue="fr"):
        path = f"/organisations/{number}"
        action = f"{path}/invitations"
        send.answer = post_form(owner, path, {"email": email, "role": role, "langue": langue}, action=action)
        letters = [letter for to, letter in outbox() if letter.purpose == "invitation"]
        address = next((block.url for letter in letters[-1:] for block in letter.blocks if isinstance(block, Action)), "")
        return address.removeprefix("http://127.0.0.1:5000")

    send.client, send.path = owner, f"/organisations/{number}"
    return send


def members(session):
    session.expire_all()
    rows = session.execute(select(Account.email, Membership.role).join(Membership, Membership.account_id == Account.id))
    return dict(map(tuple, rows))


def accept(client, link):
    return post_form(client, link, action=link)


def device(client):
    with client.session_transaction() as kept:
        return kept.get(SESSION_KEY)


def test_an_invitation_is_a_letter_that_says_who_invites_to_what(invite, outbox):
    invite()
    ((to, letter),) = [(to, letter) for to, letter in outbox() if letter.purpose == "invitation"]

    assert to == INVITED
    assert NAME not in letter.subject
    assert INVITED not in letter.subject
    assert NAME in as_text(letter)
    assert "modifier les fiches" in as_text(letter)
    assert INVITED in invite.client.get(invite.path).text


def test_the_letter_and_its_page_are_in_the_language_chosen(invite, client, outbox):
    link = invite(langue="en")

    assert outbox()[-1][1].language.code == "en"
    assert link.endswith("?lang=en")
    assert 'lang="en"' in client.get(link).text


def test_opening_the_link_shows_who_invites_and_changes_nothing(invite, client, session):
    page = client.get(invite())

    assert NAME in page.text
    assert INVITED in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert members(session) == {"proprio@exemple.fr": MemberRole.OWNER}


def test_accepting_makes_the_account_signs_it_in_and_joins(invite, client, session):
    answer = accept(client, invite())

    assert (answer.status_code, answer.location) == (303, invite.path)
    assert members(session)[INVITED] == MemberRole.EDITOR
    assert NAME in client.get(invite.path).text


def test_an_account_that_is_signed_in_joins_without_signing_in_again(invite, client, session, signed_in_as):
    signed_in_as(client, email=INVITED)
    before = device(client)

    assert accept(client, invite()).location == invite.path
    assert device(client) == before
    assert members(session)[INVITED] == MemberRole.EDITOR


def test_signed_in_as_somebody_else_one_becomes_who_was_invited(invite, client, session, signed_in_as):
    signed_in_as(client, email="autre@exemple.fr")
    before = device(client)
    accept(client, invite())

    assert device(client) != before
    assert "autre@exemple.fr" not in members(session)
    assert members(session)[INVITED] == MemberRole.EDITOR


def test_who_has_an_account_signs_in_as_usual_first(invite, client, session):
    account_of(session, INVITED, [], {})
    link = invite()

    assert accept(client, link).headers["Location"].startswith("/connexion?suite=")
    assert device(client) is None
    assert INVITED not in members(session)


def test_a_double_click_makes_one_member(invite, client, session):
    link = invite()
    fields = hidden_fields(client.get(link), link)
    first = client.post(link, data=fields)
    again = hidden_fields(client.get(invite.path))["csrf_token"]
    second = client.post(link, data={**fields, "csrf_token": again})

    assert (first.location, second.location) == (invite.path, invite.path)
    assert session.scalar(select(func.count()).select_from(Membership)) == 2


def test_a_link_serves_once(invite, client, session, app):
    link = invite()
    accept(client, link)
    somebody = app.test_client()
    page = somebody.get(link)

    assert page.status_code == 410
    assert "déjà été acceptée" in page.text
    token = hidden_fields(somebody.get("/connexion"))["csrf_token"]
    assert somebody.post(link, data={"csrf_token": token}).status_code == 410
    assert device(somebody) is None


def test_a_link_that_expired_says_to_ask_for_another(invite, client, session, at):
    link = invite()
    at("2027-03-01 10:00")

    page = client.get(link)
    assert page.status_code == 410
    assert "Demandez-en une autre" in page.text


def test_an_owner_takes_an_invitation_back(invite, client, session):
    link = invite()
    number = session.scalars(select(Invitation.id)).one()
    action = f"{invite.path}/invitations/{number}/annuler"
    post_form(invite.client, invite.path, action=action)

    assert client.get(link).status_code == 410
    assert INVITED not in invite.client.get(invite.path).text


def test_inviting_again_makes_the_first_link_worth_nothing(invite, client):
    first, second = invite(), invite()

    assert client.get(first).status_code == 410
    assert client.get(second).status_code == 200


def test_an_organisation_that_was_refused_takes_nobody_in(invite, client, session):
    link = invite()
    with unit_of_work(session):
        session.scalars(select(Organisation)).one().refused_at = utc_now()

    assert client.get(link).status_code == 410


def test_a_disabled_account_does_not_come_in_by_an_invitation(invite, client, session):
    account = account_of(session, INVITED, [], {})
    link = invite()
    with unit_of_work(session):
        account.disabled_at = utc_now()
    answer = accept(client, link)

    assert answer.location.startswith("/connexion?suite=")
    assert device(client) is None
    assert INVITED not in members(session)


@pytest.mark.parametrize(
    ("email", "said"), [("", "Répondez"), ("pas une adresse", "adresse complète"), ("proprio@exemple.fr", "déjà partie")]
)
def test_an_email_that_will_not_do_is_said(invite, outbox, email, said):
    invite(email)

    assert invite.answer.status_code == 422
    assert said in invite.answer.text
    assert outbox() == []


def test_nobody_is_flooded_with_invitations(invite):
    for _ in range(5):
        invite()
    invite()

    assert invite.answer.status_code == 429


def test_who_was_made_a_member_meanwhile_keeps_their_role(invite, client, session):
    link = invite(role=MemberRole.MEMBER)
    account_of(session, INVITED, [], {NAME: MemberRole.OWNER})
    accept(client, link)

    assert members(session)[INVITED] == MemberRole.OWNER
    number = session.scalars(select(Organisation.id)).one()
    assert len(organisations.members(session, number)) == 2


def test_an_unknown_link_is_not_found(client):
    assert client.get("/invitations/inconnue").status_code == 404
