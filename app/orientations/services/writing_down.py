"""The parts of an orientation as they are written down: towards what, what is safe, who, each text sealed for its row alone."""

from sqlalchemy import select

from app.core.blind_index import mark_of, name_form, phone_form
from app.directory.models import Service
from app.orientations.models import Agreement, Orientation, OrientationNote, OrientationPerson
from app.orientations.models.person import new_note
from app.orientations.recipients import can_receive
from app.orientations.rules import Actor, AgreementWay, Mover, NoteKind
from app.orientations.services import agreement
from app.orientations.services.moving import set_clock
from app.orientations.settings import Context
from app.orientations.wishes import Told, Wish
from app.territory.gazetteer import gazetteer


def towards(context: Context, orientation: Orientation, service: Service, commune: str) -> None:
    """Write down the service, whether it receives through us, and where: coordinators of its département see states and dates."""
    places = [*(place.code_insee for place in service.locations), service.structure.code_insee]
    known = [found for found in map(gazetteer().commune, filter(None, [*places, commune])) if found is not None]
    orientation.service_id, orientation.structure_id = service.id, service.structure_id
    orientation.is_direct = not can_receive(context.session, service)
    orientation.commune = commune if gazetteer().commune(commune) else next((found.code for found in known), "")
    orientation.departement = next((found.departement for found in known), orientation.departement)


def describe(orientation: Orientation, wish: Wish) -> None:
    """Write down the conditions that were ticked, and what is safe."""
    reach = wish.reach
    orientation.conditions = list(wish.conditions)
    orientation.language = reach.language
    orientation.may_call, orientation.may_write = reach.may_call, reach.may_write
    orientation.may_leave_message, orientation.may_print = reach.may_leave_message, reach.may_print


def tell(context: Context, orientation: Orientation, told: Told | None, by: Mover) -> None:
    """Write down what the person agreed to share, after her agreement: the database takes it in no other order."""
    set_clock(context, orientation)
    if told is not None:
        if context.session.get(Agreement, orientation.id) is None:
            agreement.give(context, orientation, told.way, told.read_in, by.account)
        _name(context, orientation, told)
        if told.presentation:
            context.session.add(new_note(orientation.id, NoteKind.TO_TARGET, told.presentation, by, context.now))
    context.session.flush()
    context.session.expire(orientation, ["person", "agreement"])


def _name(context: Context, orientation: Orientation, told: Told) -> None:
    if not (told.name or told.phone or told.email):
        return
    keyring = context.settings.keyring
    person = OrientationPerson(orientation_id=orientation.id)
    if told.name:
        person.name = told.name
        person.name_mark = mark_of(keyring, "orientation_person.name", name_form(told.name))
    if told.phone:
        person.phone = told.phone
        person.phone_mark = mark_of(keyring, "orientation_person.phone", phone_form(told.phone))
    if told.email:
        person.email = told.email
    context.session.add(person)


def carry_over(context: Context, parent: Orientation, child: Orientation, given: Agreement) -> None:
    """Seal for the child what the parent holds of the person."""
    agreement.carry_over(context, given, child)
    child.may_call, child.may_write, child.may_leave_message = parent.may_call, parent.may_write, parent.may_leave_message
    known = context.session.get(OrientationPerson, parent.id)
    if known is not None:
        told = Told(AgreementWay(given.way), "", known.name or "", known.phone or "", known.email or "")
        _name(context, child, told)
    notes = select(OrientationNote).where(OrientationNote.orientation_id == parent.id, OrientationNote.kind == NoteKind.TO_TARGET)
    for note in context.session.scalars(notes.order_by(OrientationNote.at)):
        author = Mover(Actor(note.author), note.account_id)
        context.session.add(new_note(child.id, NoteKind.TO_TARGET, note.body or "", author, context.now))
    context.session.flush()
    context.session.expire(child, ["person", "agreement"])
