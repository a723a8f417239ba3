"""Answering in tests: opening the link of a mail, tapping, reading what came of it."""

from app.directory.models import Service
from tests.support.forms import hidden_fields


def say(client, page, answer: str):
    """Tap one of the buttons."""
    path = page.request.path
    return client.post(path, data={**hidden_fields(page, path), "reponse": answer}, follow_redirects=True)


def opened(client, link):
    return client.get(link, follow_redirects=True)


def read(session, service) -> Service:
    session.expire_all()
    return session.get_one(Service, service.id)
