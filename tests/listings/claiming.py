"""Claiming in tests: filling the forms, reading the codes."""

from sqlalchemy import select

from app.accounts.models import Organisation
from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.mail.letters import Paragraph
from tests.support.forms import post_form

SIRET, OTHER_SIRET = "73282932000074", "55203253400646"
BY_EMAIL, BY_SIRET, BY_MODERATOR = "courriel-0", "siret", "moderation"


def where(structure):
    return f"/structures/{structure.id}/prendre-en-main"


def fill(client, path, **said):
    return post_form(client, path, said, action=path)


def claim(client, structure, way, organisation="nouvelle", **said):
    said = {"nom": "Le Relais", "message": "Présidente.", **said} if organisation == "nouvelle" else {"message": "Présidente.", **said}
    return fill(client, where(structure), organisation=organisation, preuve=way, **said)


def try_code(client, path, code):
    return fill(client, path, code=code)


def codes(outbox):
    return [block.text for _to, letter in outbox() for block in letter.blocks if isinstance(block, Paragraph) and block.is_secret]


def other_than(code):
    return f"{(int(code) + 1) % 10**6:06}"


def rows(session, model):
    session.expire_all()
    return session.scalars(select(model).order_by(model.id)).all()


def organisation_of(session, name):
    return session.scalars(select(Organisation).where(Organisation.name == name)).one()


def give_siret(session, name, siret, *, verified=True):
    with unit_of_work(session):
        organisation = organisation_of(session, name)
        organisation.siret, organisation.verified_at = siret, utc_now() if verified else None
    return str(organisation.id)
