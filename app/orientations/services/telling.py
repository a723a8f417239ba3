"""Writing to each side of an orientation. A letter to a target carries a link of its own, and nothing of the person."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from app.accounts.recipients import Recipient
from app.core.language import Translator
from app.mail.letters import Letter
from app.mail.services import post
from app.orientations import recipients
from app.orientations.queries import Case
from app.orientations.rules import LinkPurpose
from app.orientations.services.links import new_link
from app.orientations.settings import Context
from app.web.translations import speaking

LetterMaker: TypeAlias = Callable[[str, Translator], Letter]
"""What makes a letter from the address that it leads to and the texts of who reads it."""


def tell_target(context: Context, case: Case, letter_maker: LetterMaker) -> int:
    """Write to whoever receives, each with a new link; return how many letters were posted. Nobody where it is sent by other means."""
    if case.orientation.is_direct:
        return 0
    found = recipients.of_target(context.session, case)
    for one in found:
        url = new_link(context, case.orientation, LinkPurpose.TARGET)
        post(context.session, one.email, letter_maker(url, speaking(one.language)))
    return len(found)


def tell_sender(context: Context, case: Case, letter_maker: LetterMaker) -> int:
    """Write to who orients; return how many letters were posted."""
    url = f"{context.settings.base_url}/orientations/{case.orientation.id}"
    return _tell(context, recipients.of_sender(context.session, case), url, letter_maker)


def tell_coordination(context: Context, case: Case, letter_maker: LetterMaker) -> int:
    """Write to the coordinators of the département; return how many letters were posted."""
    url = f"{context.settings.base_url}/coordination/orientations/{case.orientation.id}"
    return _tell(context, recipients.of_coordination(context.session, case.departement), url, letter_maker)


def _tell(context: Context, found: Sequence[Recipient], url: str, letter_maker: LetterMaker) -> int:
    for one in found:
        post(context.session, one.email, letter_maker(url, speaking(one.language)))
    return len(found)
