"""Opening the person's page as she does: with the code of her slip, or the link of a message."""

from app.core.unit_of_work import unit_of_work
from app.orientations.rules import LinkPurpose
from app.orientations.services.links import new_link
from app.orientations.services.opening import code_digest
from tests.support.forms import post_form

CODE = "ABCD2345"
FOLLOWED = "/ma-demande/suivi"


def code(maker, session, made):
    """Give an orientation the code; return it."""
    with unit_of_work(session):
        made.code, made.code_digest = CODE, code_digest(maker.settings.secret_key, CODE)
    return made


def opened(client, typed=CODE):
    """Return a client that gave a code."""
    answer = post_form(client, "/ma-demande", {"code": typed})
    assert (answer.status_code, answer.location) == (303, FOLLOWED), answer.get_data(as_text=True)[:400]
    return client


def path_of_link(maker, session, made):
    """Return where a new link of hers leads."""
    with unit_of_work(session):
        return new_link(maker.context(), made, LinkPurpose.PERSON).removeprefix(maker.settings.base_url)
