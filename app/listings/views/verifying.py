"""Organisations to verify."""

from flask import current_app, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.models import Organisation
from app.core.errors import NotThere
from app.core.numbers import LARGEST
from app.core.unit_of_work import again
from app.core.written_days import day_text
from app.extensions import db
from app.listings import moderation_queries as queue
from app.listings.display.queue import place_name
from app.listings.forms.deciding import AnswerForm
from app.listings.queries import owners
from app.listings.services import moderating
from app.listings.views import pages
from app.listings.views.moderation import NEXT, codes, next_after
from app.listings.views.sending import here
from app.web.access import requires
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import whole_page


def load_organisation(number: int) -> Organisation:
    """Return an organisation; raise NotThere."""
    organisation = db.session.get(Organisation, number) if number < LARGEST else None
    if organisation is None:
        raise NotThere
    return organisation


@pages.get("/moderation/organisations/<int:number>")
@requires("organisation:verify", load_organisation)
def read_organisation_to_verify(organisation: Organisation) -> ResponseReturnValue:
    """Show who an organisation says that it is."""
    return _page(organisation, AnswerForm(formdata=None))


@pages.post("/moderation/organisations/<int:number>")
@requires("organisation:verify", load_organisation)
@sent_once
def verify_organisation(organisation: Organisation) -> ResponseReturnValue:
    """Verify it, or refuse it with words; its owners receive them. Go on with what comes next."""
    verifies = request.form.get("decision") == "verifier"
    form = AnswerForm()
    if not verifies and not form.validate():
        return _page(organisation, form, 422)
    number, base_url = organisation.id, current_app.extensions["reperes"].base_url

    def work(session: Session) -> None:
        act_once(session, NEXT)
        if verifies:
            moderating.verify(session, number, base_url=base_url)
        else:
            moderating.refuse(session, number, form.answer.data)

    t = current_translator()
    try:
        again(db.session(), work)
    except moderating.AlreadyDecided:
        db.session.expire_all()
        return _page(load_organisation(number), form, 409)
    say(t.gettext("L’organisation est vérifiée.") if verifies else t.gettext("L’organisation est refusée, ses responsables ont vos mots."))
    return redirect(here(NEXT), 303)


def _page(organisation: Organisation, form: AnswerForm, status: int = 200) -> ResponseReturnValue:
    session, t = db.session(), current_translator()
    decided = organisation.verified_at or organisation.refused_at
    domains = sorted({(owner.email or "").partition("@")[2] for owner in owners(session, [organisation.id])})
    return whole_page(
        "listings/moderation/organisation.html",
        status,
        organisation=organisation,
        where=place_name(organisation.departement),
        asked_on=day_text(organisation.created_at.date(), t),
        decided_on=day_text(decided.date(), t) if decided else "",
        domains=domains,
        alike=queue.structures_of_siret(session, codes(), organisation.siret or ""),
        form=form,
        is_late=status == 409,  # noqa: PLR2004 - somebody decided before
        next_path=next_after(queue.Waiting.ORGANISATION, organisation.id),
    )
