"""The worker looks at both outboxes each second."""

from sqlalchemy import select

from app.core.unit_of_work import unit_of_work
from app.ops.worker import look
from app.sms.models import OutgoingSms
from app.sms.services import post


def test_a_short_message_leaves_at_the_next_look(app, session):
    with unit_of_work(session):
        post(session, "06 39 98 01 02", "Votre code : 123 456", "code")
    look(app)
    session.expire_all()
    assert session.scalars(select(OutgoingSms)).one().sent_at


def test_messages_that_wait_too_long_are_told_while_pages_go_on(app, session, plain, monday):
    with unit_of_work(session):
        post(session, "06 39 98 01 02", "Votre code : 123 456", "code")
    monday.shift(16 * 60)
    ready = plain.get("/readyz").json
    assert (ready["status"], ready["checks"]["sms"], ready["details"]["sms"]["waiting"]) == ("degraded", False, 1)
