"""Orienting somebody: the orientation written down, kept as a draft, sent or submitted; and the one that takes another over.

Whom it goes to is the service, by its number; where letters go is what the directory knows of it.
"""

from sqlalchemy import delete, select

from app.accounts.models import Organisation
from app.core.errors import DomainError, NotThere
from app.core.tokens import new_word
from app.directory.models import Service
from app.orientations.letters import sending
from app.orientations.models import Agreement, Orientation, OrientationNote, OrientationPerson
from app.orientations.queries import case_of
from app.orientations.rules import CODE_ALPHABET, CODE_LENGTH, Action, Actor, Mover, State
from app.orientations.services.moving import move, set_clock
from app.orientations.services.opening import code_digest
from app.orientations.services.telling import tell_coordination, tell_sender, tell_target
from app.orientations.services.writing_down import carry_over, describe, tell, towards
from app.orientations.settings import Context
from app.orientations.wishes import Wish


class NotVerified(DomainError):
    """An organisation that nobody verified sends nothing by itself."""


class NotADraft(DomainError):
    """It was sent, submitted or cancelled meanwhile."""


def create(context: Context, wish: Wish, by: Mover) -> Orientation:
    """Write a draft down; raise NotThere for a service that cannot be oriented to, or without an organisation that stands."""
    organisation = _organisation(context, by)
    service = _service(context, wish.service)
    now = context.now
    made = Orientation(
        kind=wish.kind, departement=organisation.departement, organisation_id=organisation.id, sender_id=by.account, recorded_at=now,
        created_at=now, state_since=now, last_action_at=now, is_example=service.is_example,
    )  # fmt: skip
    towards(context, made, service, wish.commune)
    describe(made, wish)
    context.session.add(made)
    context.session.flush()
    made.root_id = made.id
    make_code(context, made)
    tell(context, made, wish.told, by)
    return made


def change(context: Context, orientation: Orientation, wish: Wish, by: Mover) -> None:
    """Write a draft again, as it is wished now; raise NotADraft, or NotThere as `create`."""
    if orientation.state != State.DRAFT:
        raise NotADraft
    organisation = _organisation(context, by)
    orientation.organisation_id, orientation.kind = organisation.id, wish.kind
    towards(context, orientation, _service(context, wish.service), wish.commune)
    describe(orientation, wish)
    orientation.last_action_at = context.now
    _forget(context, orientation, wish)
    tell(context, orientation, wish.told, by)


def create_child(context: Context, parent: Orientation, service: Service, by: Mover, *, carried: bool = True) -> Orientation:
    """Write down a draft that takes an orientation over towards another service: same need, same person, same first dates.

    `carried`: whether what the person agreed to share goes along, where she still agrees; without it, the child says nothing of her.
    """
    organisation = _organisation(context, by)
    target = _service(context, service.id)
    now = context.now
    child = Orientation(
        kind=parent.kind, departement=parent.departement, organisation_id=organisation.id, sender_id=by.account, parent_id=parent.id,
        root_id=parent.root_id or parent.id, recorded_at=parent.recorded_at, first_sent_at=parent.first_sent_at, created_at=now,
        state_since=now, last_action_at=now, language=parent.language, may_print=parent.may_print,
        is_example=parent.is_example or target.is_example,
    )  # fmt: skip
    towards(context, child, target, parent.commune)
    context.session.add(child)
    context.session.flush()
    make_code(context, child)
    given = context.session.get(Agreement, parent.id)
    if carried and given is not None and given.is_given:
        carry_over(context, parent, child, given)
    set_clock(context, child)
    context.session.flush()
    return child


def dispatch(context: Context, orientation: Orientation, by: Mover) -> State:
    """Send a draft, or submit it to coordinators while its organisation is not verified; return its state."""
    if is_verified(context, orientation):
        send(context, orientation, by)
    else:
        submit(context, orientation, by)
    return State(orientation.state)


def send(context: Context, orientation: Orientation, by: Mover) -> None:
    """Send it, and write to whoever receives; by a coordinator, the sender is told.

    What the service is today counts: what it turned out to be, whether it receives. Raise NotVerified, NotThere when it ended, NotAllowed.
    """
    if by.actor is Actor.SENDER and not is_verified(context, orientation):
        raise NotVerified
    service = _service(context, orientation.service_id or 0, follows=True)
    towards(context, orientation, service, orientation.commune)
    move(context, orientation, Action.SEND, by)
    case = case_of(context.session, orientation)
    tell_target(context, case, lambda url, t: sending.to_target(case, url, t))
    if by.actor is Actor.COORDINATOR:
        tell_sender(context, case, lambda url, t: sending.left(case, url, t))


def submit(context: Context, orientation: Orientation, by: Mover) -> None:
    """Leave it to coordinators to send; they are written to. Raise NotAllowed (of the table)."""
    move(context, orientation, Action.SUBMIT, by)
    case = case_of(context.session, orientation)
    tell_coordination(context, case, lambda url, t: sending.to_verify(case, url, t))


def is_verified(context: Context, orientation: Orientation) -> bool:
    """Whether the organisation that orients may send by itself."""
    found = context.session.get(Organisation, orientation.organisation_id) if orientation.organisation_id else None
    return found is not None and found.verified_at is not None and found.refused_at is None


def make_code(context: Context, orientation: Orientation) -> str:
    """Give an orientation the code by which the person opens her page, in place of the one that it had; return it."""
    while True:
        code = new_word(CODE_ALPHABET, CODE_LENGTH)
        mark = code_digest(context.settings.secret_key, code)
        if context.session.scalar(select(Orientation.id).where(Orientation.code_digest == mark)) is None:
            orientation.code, orientation.code_digest = code, mark
            return code


def _forget(context: Context, orientation: Orientation, wish: Wish) -> None:
    """Take away what a draft told of the person, and her agreement unless the same one stands."""
    for rows in (OrientationNote, OrientationPerson):
        context.session.execute(delete(rows).where(rows.orientation_id == orientation.id))
    given = context.session.get(Agreement, orientation.id)
    if given is not None and (wish.told is None or (given.way, given.words.language) != (wish.told.way, wish.told.read_in)):
        context.session.delete(given)
    context.session.flush()


def _organisation(context: Context, by: Mover) -> Organisation:
    found = context.session.get(Organisation, by.organisation) if by.organisation else None
    if found is None or found.refused_at is not None:
        raise NotThere
    return found


def _service(context: Context, number: int, *, follows: bool = False) -> Service:
    """Return a service that can be oriented to; one that turned out to be another is followed there, or is not there."""
    found = context.session.get(Service, number)
    if follows and found is not None and found.merged_into_id is not None:
        found = context.session.get(Service, found.merged_into_id)
    if found is None or found.merged_into_id is not None or found.organisations_only:
        raise NotThere
    if found.ended_on is not None or found.structure.ended_on is not None:
        raise NotThere
    return found
