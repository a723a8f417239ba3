"""Writing to the person, by the channel that she said was safe. Nothing leaves where none is."""

import re
from datetime import timedelta

from sqlalchemy import func, or_, select

from app.core.tokens import digest
from app.jobs.outbox import leaving
from app.mail.models import OutgoingMail
from app.mail.services import post as post_mail
from app.orientations.letters import person as letters
from app.orientations.letters.person import Occasion
from app.orientations.models import Orientation, OrientationLink, OrientationPerson
from app.orientations.queries import Case
from app.orientations.rules import LinkPurpose
from app.orientations.services.links import PATHS, new_link
from app.orientations.settings import Context
from app.sms.models import OutgoingSms
from app.sms.services import is_mobile
from app.sms.services import post as post_sms
from app.web.translations import speaking

MOST_A_DAY = 5
"""Messages to one telephone, whichever orientations they are of: who decides may decide again and again, and she is not to be flooded."""
_DAY = timedelta(days=1)
_SECRET = re.compile(re.escape(PATHS[LinkPurpose.PERSON]) + r"([\w-]+)")


def tell(context: Context, case: Case, occasion: str) -> None:
    """Write to the person about an occasion (`letters.person.Occasion`), with a new link: by SMS, else by mail, else not at all."""
    orientation, met = case.orientation, Occasion(occasion)
    person = reachable(case)
    if person is None or _lately(context, person) >= MOST_A_DAY:
        return
    t = speaking(orientation.language)
    phone = person.phone or ""
    if is_mobile(phone):
        url = new_link(context, orientation, LinkPurpose.PERSON)
        post_sms(context.session, phone, letters.text_message(orientation, met, url, t), f"person-{met}")
    elif person.email:
        url = new_link(context, orientation, LinkPurpose.PERSON)
        post_mail(context.session, person.email, letters.letter(orientation, met, url, t))


def reachable(case: Case) -> OrientationPerson | None:
    """Return who may be written to: her agreement stands, and she said that writing is safe."""
    orientation = case.orientation
    agreement = orientation.agreement
    if not orientation.may_write or agreement is None or not agreement.is_given or orientation.purged_at is not None:
        return None
    return orientation.person


def take_back(context: Context, orientation: Orientation) -> None:
    """Let nothing leave any more of what waits to be sent to the person: it leads to what she closed."""
    made = select(OrientationLink.token_digest).where(
        OrientationLink.orientation_id == orientation.id, OrientationLink.purpose == LinkPurpose.PERSON
    )
    known = frozenset(context.session.scalars(made))

    def is_of_hers(words: str) -> bool:
        return any(digest(secret) in known for secret in _SECRET.findall(words))

    if known:
        for words in (OutgoingMail.letter, OutgoingSms.text):
            leaving.take_back(context.session, words, "person-", is_of_hers)


def _lately(context: Context, person: OrientationPerson) -> int:
    """How many messages were written to her in a day: each has a link of its own."""
    same = [OrientationLink.orientation_id == person.orientation_id]
    if person.phone_mark:
        hers = select(OrientationPerson.orientation_id).where(OrientationPerson.phone_mark == person.phone_mark)
        same.append(OrientationLink.orientation_id.in_(hers))
    written = (OrientationLink.purpose == LinkPurpose.PERSON, OrientationLink.created_at > context.now - _DAY, or_(*same))
    return context.session.scalar(select(func.count()).select_from(OrientationLink).where(*written)) or 0
