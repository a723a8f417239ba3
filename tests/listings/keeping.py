"""A listing that an organisation keeps, and somebody of it who signs in."""

from collections.abc import Mapping
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.accounts.models import Organisation
from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.directory.models import Keeping, Service
from tests.support.forms import post_form

ORGANISATION = "Association de l’Exemple"


def keep(session, service: Service, organisation: str = ORGANISATION) -> None:
    """Say that an organisation, whose account exists, keeps the structure of a service."""
    with unit_of_work(session):
        found = session.scalars(select(Organisation).where(Organisation.name == organisation)).one()
        session.add(Keeping(organisation_id=found.id, structure_id=service.structure_id, way="siret", since=utc_now()))


def send(client: FlaskClient, path: str, typed: Mapping[str, Any] | None = None) -> TestResponse:
    """Fill the form of a page that is sent to the page itself."""
    return post_form(client, path, typed, action=path)
