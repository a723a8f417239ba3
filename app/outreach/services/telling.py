"""Writing to each side of a request. Letters say a number, a commune at most, and where to read the rest."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from app.accounts.recipients import Recipient
from app.core.language import Translator
from app.mail.letters import Letter
from app.mail.services import post
from app.outreach import recipients
from app.outreach.queries import Case
from app.outreach.settings import Context
from app.web.translations import speaking

LetterMaker: TypeAlias = Callable[[str, Translator], Letter]
"""What makes a letter from the address that it leads to and the texts of who reads it."""
FOLLOW = "/aller-vers/suivi"


def tell_requester(context: Context, case: Case, letter_maker: LetterMaker) -> int:
    """Write to who asked; without an account, the letter leads to where the code is given. Return how many letters were posted."""
    path = FOLLOW if case.request.organisation_id is None else page_of(case)
    return _tell(context, case, recipients.of_requester(context.session, case), (path, letter_maker))


def tell_sorting(context: Context, case: Case, letter_maker: LetterMaker) -> int:
    """Write to the coordination of the sector; return how many letters were posted."""
    path = page_of(case) if case.sorting is not None else "/aller-vers/sans-secteur"
    return _tell(context, case, recipients.of_sorting(context.session, case), (path, letter_maker))


def tell_team(context: Context, case: Case, letter_maker: LetterMaker) -> int:
    """Write to the team that has it; return how many letters were posted."""
    return _tell(context, case, recipients.of_team(context.session, case), (page_of(case), letter_maker))


def page_of(case: Case) -> str:
    """Return the path of the page of a request, the same for all who sign in."""
    return f"/aller-vers/demandes/{case.request.id}"


def _tell(context: Context, case: Case, found: Sequence[Recipient], what: tuple[str, LetterMaker]) -> int:
    """Nobody is written to about an example."""
    if case.request.is_example:
        return 0
    path, letter_maker = what
    for one in found:
        post(context.session, one.email, letter_maker(f"{context.settings.base_url}{path}", speaking(one.language)))
    return len(found)
