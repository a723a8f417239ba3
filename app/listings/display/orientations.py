"""What is said to those who keep a service of receiving orientations by this site."""

from collections.abc import Collection, Sequence

from sqlalchemy.orm import Session

from app.core.language import Translator, mark
from app.directory.history import services_that_chose
from app.directory.mailboxes import mailbox_of
from app.directory.models import Service
from app.listings.sections import OF_SERVICE, ORIENTATIONS, Section

TO_CHOOSE = mark("Dites si vous voulez recevoir des orientations par ce site.")
_FIELD = ORIENTATIONS.fields[0]


def sections_of(service: Service) -> Sequence[Section]:
    """Return the sections of a service: one that is for organisations alone is no place where somebody is sent."""
    return [section for section in OF_SERVICE if section is not ORIENTATIONS] if service.organisations_only else OF_SERVICE


def to_choose(session: Session, services: Collection[Service]) -> frozenset[int]:
    """Return the numbers of the services for which nobody ever said whether they receive orientations."""
    asked = {service.id for service in services if _may_receive(service) and not service.receives_orientations}
    return frozenset(asked) - services_that_chose(session, asked, _FIELD) if asked else frozenset()


def no_email(service: Service, t: Translator) -> str:
    """Return what to do when a service receives orientations and has no e-mail; else nothing."""
    if service.receives_orientations and not mailbox_of(service):
        return t.gettext("Donnez un courriel : sans lui, nous n’écrivons qu’aux membres de votre organisation.")
    return ""


def _may_receive(service: Service) -> bool:
    is_over = service.ended_on is not None or service.structure.ended_on is not None
    return not (is_over or service.organisations_only or service.merged_into_id is not None)
