"""Invitations: sent and taken back by owners, accepted by whoever receives their link."""

from datetime import timedelta

from flask import Response, current_app, redirect
from flask.typing import ResponseReturnValue

from app.accounts.forms.invitation import InvitationForm
from app.accounts.invitation_mails import MAY_DO, invitation_letter
from app.accounts.limiting import LINK, count_attempt
from app.accounts.models import Invitation
from app.accounts.queries import account_of_email
from app.accounts.recognising import enter
from app.accounts.rules import MemberRole
from app.accounts.services import invitations, organisations
from app.accounts.services.account import find_or_create
from app.accounts.services.invitations import AlreadyMember, InvitationOver
from app.accounts.services.organisations import Meant
from app.accounts.views import pages
from app.accounts.views.organisations import organisation, organisation_page
from app.accounts.views.signing_in import leading, onwards
from app.config import Config
from app.core.attempts import Limit
from app.core.clock import utc_now
from app.core.errors import NotThere
from app.core.language import mark
from app.core.unit_of_work import unit_of_work
from app.extensions import db
from app.mail.letters import Letter
from app.web.access import personal, public, requires
from app.web.identity import identity
from app.web.language import current_translator, selection
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import whole_page
from app.web.spending import spend
from app.web.translations import translator

A_DAY = timedelta(days=1)
SENT_BY_SOMEBODY = 30
SENT_TO_SOMEBODY = 5
"""Invitations of a day, by one account, and to one e-mail from anybody."""
IS_MEMBER = mark("Cette personne fait déjà partie de l’organisation.")


def with_invitation(number: int, invitation: int) -> Meant:
    """Load an organisation and one of its invitations."""
    return organisations.meant(db.session(), number, invitation=invitation)


@pages.post("/organisations/<int:number>/invitations")
@requires("organisation:manage", organisation)
@sent_once
def invite(meant: Meant) -> ResponseReturnValue:
    """Send an invitation."""
    form = InvitationForm()
    if not form.validate():
        return organisation_page(meant, 422, refused=form)
    config: Config = current_app.extensions["reperes"]
    by, to = Limit("invitations-by", str(identity().account), SENT_BY_SOMEBODY, A_DAY), str(form.email.data)
    spend(by, Limit("invitations-to", to, SENT_TO_SOMEBODY, A_DAY))

    name = meant.organisation.name

    def write(token: str) -> Letter:
        return invitation_letter(translator(form.langue.data), name, form.chosen, f"{config.base_url}/invitations/{token}")

    path = f"/organisations/{meant.organisation_id}"
    try:
        with unit_of_work(db.session()) as session:
            invitations.invite(session, meant.organisation, to, form.chosen, write)
            act_once(session, path)
    except AlreadyMember:
        form.email.errors = [IS_MEMBER]
        return organisation_page(meant, 422, refused=form)
    say(current_translator().gettext("L’invitation part par courriel."))
    return redirect(path, 303)


@pages.post("/organisations/<int:number>/invitations/<int:invitation>/annuler")
@requires("organisation:manage", with_invitation)
def revoke_invitation(meant: Meant) -> ResponseReturnValue:
    """Take an invitation back."""
    if meant.invitation is None:
        raise NotThere
    path = f"/organisations/{meant.organisation_id}"
    with unit_of_work(db.session()):
        invitations.revoke(meant.invitation, utc_now())
    say(current_translator().gettext("L’invitation est annulée : son lien ne sert plus."))
    return redirect(path, 303)


@pages.get("/invitations/<token>")
@public
@personal
def read_invitation(token: str) -> Response:
    """Show who invites, and to what."""
    invitation = invitations.invitation_by(db.session(), token)
    return _page(invitation, token, is_open=invitations.is_open(invitation, utc_now()))


@pages.post("/invitations/<token>")
@public
@personal
@sent_once
def accept_invitation(token: str) -> ResponseReturnValue:
    """Join: the link proves the e-mail, so it makes the account of whoever has none; whoever has one signs in as usual first."""
    count_attempt(LINK, token)
    try:
        with unit_of_work(db.session()) as session:
            invitation = invitations.invitation_by(session, token)
            if not invitations.is_open(invitation, utc_now()):
                return _page(invitation, token, is_open=False)
            is_known = account_of_email(session, invitation.email) is not None
            account = find_or_create(session, invitation.email, selection().language.code)
            if is_known and identity().account != account.id:
                return redirect(leading("/connexion", f"/invitations/{token}"), 303)
            invitations.accept(session, invitation, account, utc_now())
            path = f"/organisations/{invitation.organisation_id}"
            act_once(session, path)
            has_entered = identity().account != account.id
            if has_entered:
                enter(session, account)
    except InvitationOver:
        return _page(invitations.invitation_by(db.session(), token), token, is_open=False)
    say(current_translator().gettext("Bienvenue : vous faites maintenant partie de l’organisation."))
    return onwards(account, path) if has_entered else redirect(path, 303)


def _page(invitation: Invitation, token: str, *, is_open: bool) -> Response:
    return whole_page(
        "accounts/invitation.html",
        200 if is_open else 410,
        invitation=invitation,
        is_open=is_open,
        token=token,
        may_do=MAY_DO[MemberRole(invitation.role)],
    )
