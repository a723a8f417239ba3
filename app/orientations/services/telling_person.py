"""Writing to the person, by the channel that she said was safe. Nothing leaves where none is."""

from app.mail.services import post as post_mail
from app.orientations.letters import person as letters
from app.orientations.letters.person import Occasion
from app.orientations.models import OrientationPerson
from app.orientations.queries import Case
from app.orientations.rules import LinkPurpose
from app.orientations.services.links import new_link
from app.orientations.services.telling import speaking
from app.orientations.settings import Context
from app.sms.services import is_mobile
from app.sms.services import post as post_sms


def tell(context: Context, case: Case, occasion: str) -> None:
    """Write to the person about an occasion (`letters.person.Occasion`), with a new link: by SMS, else by mail, else not at all."""
    orientation, met = case.orientation, Occasion(occasion)
    person = reachable(case)
    if person is None:
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
