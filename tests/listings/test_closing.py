"""A closed account leaves no e-mail and no author behind on listings."""

from sqlalchemy import select

from app.accounts.models import Organisation
from app.accounts.services import account as accounts
from app.accounts.services import organisations
from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.directory import editing
from app.directory.history import Author
from app.directory.models import Keeping, Revision
from app.directory.rules import Origin
from app.listings.models import Correspondent


def test_closing_an_account_forgets_who_wrote_and_who_was_asked(session, directory, signed_in_as, client):
    account = signed_in_as(client)
    service = directory.fixed()
    directory.publish()
    with unit_of_work(session):
        editing.edit(session, service, {"telephone": "04 00 00 00 00"}, Author(Origin.ASSOCIATION, "association", account.id))
        values = {"email": "a@exemple.fr", "email_digest": "0" * 64, "agreed_at": utc_now()}
        session.add(Correspondent(structure_id=service.structure_id, account_id=account.id, **values))
    with unit_of_work(session):
        accounts.close(session, session.merge(account))
    assert session.scalars(select(Correspondent)).all() == []
    assert {revision.account_id for revision in session.scalars(select(Revision))} == {None}
    assert len(session.scalars(select(Revision)).all()) == 2


def test_who_leaves_an_organisation_is_asked_no_more_about_its_listings(session, directory, signed_in_as, client):
    account = signed_in_as(client, organisations={"Association": "redacteur"})
    other = signed_in_as(client, email="autre@exemple.fr", organisations={"Association": "proprietaire"})
    service = directory.fixed()
    directory.publish()
    organisation = session.scalars(select(Organisation)).one()
    with unit_of_work(session):
        session.add(Keeping(organisation_id=organisation.id, structure_id=service.structure_id, way="moderation", since=utc_now()))
        for number, who in enumerate((account, other)):
            values = {"email": who.email, "email_digest": str(number) * 64, "agreed_at": utc_now()}
            session.add(Correspondent(structure_id=service.structure_id, account_id=who.id, **values))
    with unit_of_work(session):
        organisations.leave(session, organisation.id, account.id)
    assert [row.account_id for row in session.scalars(select(Correspondent))] == [other.id]
