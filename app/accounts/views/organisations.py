"""Organisations and their members."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from flask import Response, redirect
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.forms.invitation import InvitationForm
from app.accounts.forms.organisation import LeavingForm, OrganisationForm, RoleForm
from app.accounts.labels import MEMBER_ROLES
from app.accounts.models import Membership, Organisation
from app.accounts.rules import MemberRole
from app.accounts.services import invitations, organisations
from app.accounts.services.organisations import LastOwner, Meant
from app.accounts.views import pages
from app.core.attempts import Limit
from app.core.clock import utc_now
from app.core.errors import NotThere
from app.core.language import mark
from app.core.unit_of_work import again, unit_of_work
from app.extensions import db
from app.web.access import requires, signed_in
from app.web.forms import Form
from app.web.identity import identity
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import render, whole_page
from app.web.spending import spend

CREATED_A_DAY = 5
LAST_OWNER = mark("Il faut au moins une personne responsable. Donnez d’abord ce rôle à quelqu’un d’autre.")


@dataclass(frozen=True, slots=True)
class Row:
    """One member, as the page shows them."""

    member: Membership
    form: RoleForm
    is_self: bool
    is_last_owner: bool

    @property
    def called(self) -> str:
        """How colleagues call them: their name, else their e-mail."""
        return self.member.account.name or self.member.account.email or ""


def organisation(number: int) -> Meant:
    """Load an organisation by its number."""
    return organisations.meant(db.session(), number)


def with_member(number: int, member: int) -> Meant:
    """Load an organisation and one of its members."""
    return organisations.meant(db.session(), number, member=member)


@pages.get("/organisations")
@signed_in
def list_organisations() -> str:
    """Show the organisations that one is of."""
    rows = organisations.memberships_of(db.session(), identity().account or 0)
    return render("accounts/organisations.html", memberships=rows, roles=MEMBER_ROLES)


@pages.get("/organisations/nouvelle")
@requires("organisation:create")
def start_organisation() -> str:
    """Show the form of a new organisation."""
    return render("accounts/organisation_new.html", form=OrganisationForm())


@pages.post("/organisations/nouvelle")
@requires("organisation:create")
@sent_once
def create_organisation() -> ResponseReturnValue:
    """Create an organisation that nobody verified yet."""
    form, account = OrganisationForm(), identity().account or 0
    if not form.validate():
        return whole_page("accounts/organisation_new.html", 422, form=form)
    spend(Limit("organisation", str(account), CREATED_A_DAY, timedelta(days=1)))
    with unit_of_work(db.session()) as session:
        made = organisations.create(session, Organisation(**form.said, created_at=utc_now()), account)
        path = f"/organisations/{made.id}"
        act_once(session, path)
    say(current_translator().gettext("L’organisation est créée. Invitez les personnes qui y travaillent avec vous."))
    return redirect(path, 303)


@pages.get("/organisations/<int:number>")
@requires("organisation:read", organisation)
def read_organisation(meant: Meant) -> Response:
    """Show an organisation, its members, and to owners what they may do."""
    return organisation_page(meant)


@pages.post("/organisations/<int:number>/membres/<int:member>/role")
@requires("organisation:manage", with_member)
def change_role(meant: Meant) -> ResponseReturnValue:
    """Give a member another role."""
    form = _role_form(_member(meant))
    if not form.validate():
        return organisation_page(meant, 422, refused=form)
    return _act(meant, lambda session, member: organisations.change_role(session, member, form.chosen), mark("Le rôle est changé."))


@pages.post("/organisations/<int:number>/membres/<int:member>/retirer")
@requires("organisation:manage", with_member)
def remove_member(meant: Meant) -> ResponseReturnValue:
    """Take somebody out of an organisation."""
    return _act(meant, organisations.remove, mark("Cette personne ne fait plus partie de l’organisation."))


@pages.post("/organisations/<int:number>/quitter")
@requires("organisation:leave", organisation)
def leave_organisation(meant: Meant) -> ResponseReturnValue:
    """Leave; with its last member the organisation ends, once they said that they know."""
    t, number, account = current_translator(), meant.organisation_id, identity().account or 0
    form = LeavingForm()
    if len(organisations.members(db.session(), number)) == 1 and not form.validate():
        return organisation_page(meant, 422, refused=form)
    try:
        has_ended = again(db.session(), lambda session: organisations.leave(session, number, account))
    except LastOwner:
        say(t.gettext(LAST_OWNER))
        return redirect(f"/organisations/{number}", 303)
    say(t.gettext("L’organisation est supprimée.") if has_ended else t.gettext("Vous ne faites plus partie de cette organisation."))
    return redirect("/organisations", 303)


def organisation_page(meant: Meant, status: int = 200, *, refused: Form | None = None) -> Response:
    """Return the page of an organisation; with the form that was refused in its place, if one was."""
    session, who = db.session(), identity()
    members = organisations.members(session, meant.organisation_id)
    owners = [member for member in members if member.role == MemberRole.OWNER]
    rows = [
        Row(
            member,
            form=_refused(refused, RoleForm, member) or _role_form(member),
            is_self=member.account_id == who.account,
            is_last_owner=[member] == owners,
        )
        for member in members
    ]
    return whole_page(
        "accounts/organisation.html",
        status,
        meant=meant,
        rows=rows,
        roles=MEMBER_ROLES,
        waiting=invitations.waiting(session, meant.organisation_id, utc_now()),
        refused=refused,
        inviting=refused if isinstance(refused, InvitationForm) else InvitationForm(formdata=None),
        leaving=refused if isinstance(refused, LeavingForm) else LeavingForm(formdata=None),
    )


def _role_form(member: Membership) -> RoleForm:
    return RoleForm(prefix=f"membre-{member.id}-", role=member.role)


def _refused(form: Form | None, kind: type[RoleForm], member: Membership) -> RoleForm | None:
    return form if isinstance(form, kind) and form.role.name.startswith(f"membre-{member.id}-") else None


def _member(meant: Meant) -> Membership:
    if meant.member is None:
        raise NotThere
    return meant.member


def _act(meant: Meant, work: Callable[[Session, Membership], None], done: str) -> ResponseReturnValue:
    """Do something with a member, from its reading again if need be, and say that it is done, or why not."""
    number, member = meant.organisation_id, _member(meant).id

    def whole(session: Session) -> None:
        work(session, _member(organisations.meant(session, number, member=member)))

    try:
        again(db.session(), whole)
    except LastOwner:
        done = LAST_OWNER
    say(current_translator().gettext(done))
    return redirect(f"/organisations/{number}", 303)
