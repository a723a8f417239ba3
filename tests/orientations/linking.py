"""Links of a target, made as its mails bring them, and opened by the code that follows."""

import re
from datetime import timedelta

from sqlalchemy import func, select

from app.core.audit import AuditEntry
from app.core.clock import today
from app.core.unit_of_work import unit_of_work
from app.orientations.models import Orientation, OrientationNote, OrientationStep
from app.orientations.rules import LinkPurpose
from app.orientations.services.links import new_link
from tests.orientations.making import EMAIL, NAME, PHONE
from tests.support.forms import hidden_fields, post_form

DIGITS = re.compile(r"^[0-9]{6}$")
SECRETS = (NAME, "Exemplaire", PHONE, PHONE.replace(" ", "\u00a0"), "+33639980102", EMAIL)
"""Of the person that `making` names."""


def link_to(maker, session, orientation: Orientation, at=None) -> str:
    """Make a link; return its path."""
    context = maker.context(at)
    with unit_of_work(session):
        url = new_link(context, orientation, LinkPurpose.TARGET)
    return url.removeprefix(maker.settings.base_url)


def code_in(outbox) -> str:
    """Return the last code that was sent."""
    secrets = [block.text for _, letter in outbox() for block in letter.blocks if getattr(block, "is_secret", False)]
    assert DIGITS.match(secrets[-1])
    return secrets[-1]


def ask_code(client, path: str, outbox) -> str:
    """Have a code sent; return it."""
    sent = post_form(client, path, action=f"{path}/code")
    assert sent.status_code == 303
    return code_in(outbox)


def identify(client, path: str, outbox) -> None:
    """Open a link as somebody of the structure does."""
    code = ask_code(client, path, outbox)
    given = post_form(client, f"{path}/code", {"code": code})
    assert (given.status_code, given.headers["Location"]) == (303, path)


def decide(client, base: str, action: str, typed=None, **answers):
    """Fill the page of an action and send it."""
    return post_form(client, f"{base}/decision/{action}", {**(typed or {}), **answers})


def opened_form(client, path: str) -> dict[str, str]:
    """Return the hidden fields of a page of decision, as a browser that opened it keeps them."""
    page = client.get(path)
    assert page.status_code == 200
    return hidden_fields(page, path)


def text_of(answer) -> str:
    """Return a page as text."""
    return answer.get_data(as_text=True)


def reveals(answer) -> list[str]:
    """Return what of the person a page tells."""
    return [secret for secret in SECRETS if secret in text_of(answer)]


def state_of(session, orientation) -> str:
    """Return the state, as the database has it now."""
    session.expire_all()
    return session.get_one(Orientation, orientation.id).state


def steps_of(session, orientation) -> int:
    """Return how many steps were logged."""
    return session.scalar(select(func.count()).select_from(OrientationStep).where(OrientationStep.orientation_id == orientation.id))


def journal(session) -> list[tuple[str, str]]:
    """Return the journal: pairs of what was done and a detail."""
    return [(line.action, line.detail) for line in session.scalars(select(AuditEntry).order_by(AuditEntry.id))]


def fresh(session, orientation) -> Orientation:
    """Return an orientation as the database has it now."""
    session.expire_all()
    return session.get_one(Orientation, orientation.id)


def notes(session, orientation) -> dict[str, str]:
    """Return the texts kept beside an orientation, by kind."""
    found = session.scalars(select(OrientationNote).where(OrientationNote.orientation_id == orientation.id))
    return {note.kind: note.body for note in found}


def last_step(session, orientation) -> OrientationStep:
    """Return the last line of the log."""
    wanted = select(OrientationStep).where(OrientationStep.orientation_id == orientation.id).order_by(OrientationStep.id.desc())
    return session.scalars(wanted).first()


def in_days(count: int) -> str:
    """Return a day as a browser sends it."""
    return (today() + timedelta(days=count)).isoformat()
