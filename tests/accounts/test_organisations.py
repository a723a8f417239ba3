"""Organisations: who is in them, what each may do, and that somebody always answers for them."""

import pytest
from sqlalchemy import func, select

from app.accounts.models import Account, Invitation, Membership, Organisation
from app.accounts.rules import MemberRole
from app.core.clock import utc_now
from app.core.tokens import digest
from app.core.unit_of_work import unit_of_work
from app.directory.models import Keeping, Structure
from tests.support.forms import hidden_fields, post_form
from tests.support.plugins.accounts import account_of

NAME = "Association des Tilleuls"
SIRET = "73282932000074"  # the example of python-stdnum


@pytest.fixture
def at_home(client, session, signed_in_as):
    """Somebody with a role in one organisation; return its path, its number and theirs."""

    def make(role=MemberRole.OWNER, **others):
        for email, their_role in others.items():
            account_of(session, f"{email}@exemple.fr", [], {NAME: their_role})
        signed_in_as(client, email="moi@exemple.fr", organisations={NAME: role})
        number = session.scalars(select(Organisation.id).where(Organisation.name == NAME)).one()
        return f"/organisations/{number}"

    return make


def member(session, email):
    session.expire_all()
    return session.scalar(select(Membership).join(Account).where(Account.email == f"{email}@exemple.fr"))


def press(client, path, action, **data):
    return client.post(action, data={**hidden_fields(client.get(path), action), **data})


def test_who_creates_an_organisation_owns_it_and_nobody_has_verified_it(client, session, signed_in_as):
    signed_in_as(client)
    answer = post_form(client, "/organisations/nouvelle", {"nom": f"  {NAME} ", "departement": "7", "siret": "732 829 320 00074"})

    made = session.scalars(select(Organisation)).one()
    assert (answer.status_code, answer.location) == (303, f"/organisations/{made.id}")
    assert (made.name, made.departement, made.siret, made.verified_at) == (NAME, "07", SIRET, None)
    assert session.scalars(select(Membership.role)).all() == [MemberRole.OWNER]
    page = client.get(answer.location).text
    assert "Pas encore vérifiée" in page
    assert NAME in client.get("/organisations").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"nom": ""}, "Répondez à cette question."),
        ({"nom": "n" * 201}, "trop long"),
        ({"siret": "73282932000075"}, "n’est pas un SIRET"),
        ({"siret": "12"}, "n’est pas un SIRET"),
        ({"departement": "99"}, "numéro d’un département"),
        ({"departement": "38\n"}, ""),
        ({"departement": ""}, "Répondez à cette question."),
    ],
)
def test_what_is_mistyped_is_said_and_nothing_typed_is_lost(client, session, signed_in_as, typed, said):
    signed_in_as(client)
    answer = post_form(client, "/organisations/nouvelle", {"nom": NAME, "departement": "38", "siret": "", **typed})

    if not said:
        assert answer.status_code == 303
        return
    assert answer.status_code == 422
    assert said in answer.text
    assert session.scalar(select(func.count()).select_from(Organisation)) == 0
    if "nom" not in typed:
        assert NAME in answer.text


def test_a_form_sent_twice_creates_one_organisation(client, session, signed_in_as):
    signed_in_as(client)
    fields = {**hidden_fields(client.get("/organisations/nouvelle"), "/organisations/nouvelle"), "nom": NAME, "departement": "38"}
    first, second = (client.post("/organisations/nouvelle", data=fields) for _ in range(2))

    assert first.location == second.location
    assert session.scalar(select(func.count()).select_from(Organisation)) == 1


def test_nobody_creates_organisations_by_the_dozen(client, signed_in_as):
    signed_in_as(client)
    statuses = [post_form(client, "/organisations/nouvelle", {"nom": NAME, "departement": "38"}).status_code for _ in range(6)]

    assert statuses == [303] * 5 + [429]


def test_members_see_each_other_and_only_owners_manage(client, at_home):
    path = at_home(MemberRole.EDITOR, proprio=MemberRole.OWNER)
    page = client.get(path).text

    assert "proprio@exemple.fr" in page
    assert "Inviter" not in page
    assert "Changer le rôle" not in page


def test_a_moderator_of_the_departement_sees_roles_without_emails(client, session, signed_in_as):
    account_of(session, "proprio@exemple.fr", [], {NAME: MemberRole.OWNER})
    with unit_of_work(session):
        found = session.scalars(select(Organisation)).one()
        found.departement = "38"
    path = f"/organisations/{found.id}"

    signed_in_as(client, email="moderation@exemple.fr", roles=[("moderateur", "38")], second_factor=True)
    page = client.get(path)
    assert page.status_code == 200
    assert "proprio@exemple.fr" not in page.text
    assert "Quitter" not in page.text

    signed_in_as(client, email="ailleurs@exemple.fr", roles=[("moderateur", "07")], second_factor=True)
    assert client.get(path).status_code == 404


def test_an_owner_changes_a_role(client, session, at_home):
    path = at_home(collegue=MemberRole.MEMBER)
    number = member(session, "collegue").id
    answer = press(client, path, f"{path}/membres/{number}/role", **{f"membre-{number}-role": MemberRole.EDITOR})

    assert answer.status_code == 303
    assert member(session, "collegue").role == MemberRole.EDITOR


def test_a_role_that_does_not_exist_is_refused(client, session, at_home):
    path = at_home(collegue=MemberRole.MEMBER)
    number = member(session, "collegue").id
    answer = press(client, path, f"{path}/membres/{number}/role", **{f"membre-{number}-role": "chef"})

    assert answer.status_code == 422
    assert member(session, "collegue").role == MemberRole.MEMBER


def test_an_owner_removes_somebody(client, session, at_home):
    path = at_home(collegue=MemberRole.EDITOR)
    number = member(session, "collegue").id

    assert press(client, path, f"{path}/membres/{number}/retirer").status_code == 303
    assert member(session, "collegue") is None


def test_the_last_owner_is_told_to_name_another_first(client, session, at_home):
    path = at_home(collegue=MemberRole.EDITOR)
    page = client.get(path)
    assert "seule personne responsable" in page.text
    assert f"{path}/quitter" not in page.text

    mine = member(session, "moi").id
    token = {"csrf_token": hidden_fields(page)["csrf_token"]}
    for action in (f"{path}/quitter", f"{path}/membres/{mine}/retirer"):
        answer = client.post(action, data=token, follow_redirects=True)
        assert "Il faut au moins une personne responsable" in answer.text
    answer = client.post(f"{path}/membres/{mine}/role", data={**token, f"membre-{mine}-role": MemberRole.MEMBER}, follow_redirects=True)
    assert "Il faut au moins une personne responsable" in answer.text
    assert member(session, "moi").role == MemberRole.OWNER


def test_an_owner_who_is_not_the_last_leaves(client, session, at_home):
    path = at_home(collegue=MemberRole.OWNER)
    answer = press(client, path, f"{path}/quitter")

    assert (answer.status_code, answer.location) == (303, "/organisations")
    assert member(session, "moi") is None
    assert client.get(path).status_code == 404


def test_leaving_alone_ends_the_organisation_once_one_says_so_and_its_listings_stay(client, session, at_home):
    path = at_home()
    with unit_of_work(session):
        organisation = session.scalars(select(Organisation)).one()
        structure = Structure(source="exemple", source_id="1", nom="Accueil")
        session.add(structure)
        session.flush()
        session.add(Keeping(organisation_id=organisation.id, structure_id=structure.id, way="moderation", since=utc_now()))
        session.add(
            Invitation(
                organisation_id=organisation.id,
                email="a@exemple.fr",
                role="membre",
                token_digest=digest("0"),
                created_at=utc_now(),
                expires_at=utc_now(),
            )
        )

    assert press(client, path, f"{path}/quitter").status_code == 422
    assert press(client, path, f"{path}/quitter", sur="y").location == "/organisations"
    session.expire_all()
    counts = {kind: session.scalar(select(func.count()).select_from(kind)) for kind in (Organisation, Membership, Keeping, Invitation)}
    assert set(counts.values()) == {0}
    assert session.scalar(select(func.count()).select_from(Structure)) == 1
    assert client.get(path).status_code == 404


def test_an_organisation_that_was_refused_opens_to_nobody(client, session, at_home):
    path = at_home()
    with unit_of_work(session):
        session.scalars(select(Organisation)).one().refused_at = utc_now()

    assert client.get(path).status_code == 404
    assert "n’a pas reconnu" in client.get("/organisations").text


def test_a_member_of_another_organisation_is_not_reached_through_ours(client, session, at_home):
    account_of(session, "autre@exemple.fr", [], {"Une autre": MemberRole.MEMBER})
    path = at_home()
    number = member(session, "autre").id
    token = {"csrf_token": hidden_fields(client.get(path))["csrf_token"]}

    assert client.post(f"{path}/membres/{number}/retirer", data=token).status_code == 404
    assert member(session, "autre")


@pytest.mark.parametrize("number", [0, 2**31, 2**70])
def test_numbers_that_are_no_organisation_are_not_found(client, at_home, number):
    at_home()
    assert client.get(f"/organisations/{number}").status_code == 404


def test_a_name_is_shown_as_it_was_typed_never_as_markup(client, signed_in_as):
    signed_in_as(client)
    answer = post_form(client, "/organisations/nouvelle", {"nom": "<script>alert(1)</script>", "departement": "38"}, follow_redirects=True)

    assert "&lt;script&gt;" in answer.text
    assert "<script>alert" not in answer.text
