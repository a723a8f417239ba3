"""The team's gestures on a request, as a browser makes them; what the database has of it now."""

from sqlalchemy import select

from app.outreach.models import OutreachRequest
from tests.support.forms import hidden_fields, post_form


def path_of(request, gesture=None):
    return f"/aller-vers/demandes/{request.id}" + (f"/{gesture}" if gesture else "")


def text_of(answer):
    return answer.get_data(as_text=True).replace("\u202f", " ").replace("\xa0", " ")


def fresh(session, request):
    """The request as the database has it now."""
    session.expire_all()
    return session.get_one(OutreachRequest, request.id)


def of(session, rows, request):
    """The rows that hang on a request, the first one first."""
    session.expire_all()
    return session.scalars(select(rows).where(rows.request_id == request.id).order_by(rows.id)).all()


def opened(client, request, gesture):
    """The hidden fields of a page, as a browser that opened it keeps them."""
    return hidden_fields(client.get(path_of(request, gesture)), path_of(request, gesture))


def send(client, request, gesture, data=None, **typed):
    """Open the page of a gesture, fill it, send it."""
    return post_form(client, path_of(request, gesture), {**(data or {}), **typed})
