"""Templates of services: written by an organisation, compared with its sites, applied where it chooses."""

from dataclasses import dataclass

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.models import Organisation
from app.core.errors import NotThere
from app.core.numbers import row_number
from app.core.unit_of_work import again, unit_of_work
from app.directory.history import Author
from app.directory.rules import Origin
from app.extensions import db
from app.listings.display.saying import field_name, said
from app.listings.display.sites import outcome_sentences, shown_sites, site_name
from app.listings.forms.template import TemplateForm
from app.listings.models import ServiceTemplate
from app.listings.services import templates
from app.listings.services.sites import Picked, kept_services
from app.listings.views import pages
from app.web.access import requires
from app.web.identity import identity
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import render, whole_page


@dataclass(frozen=True, slots=True)
class OfTemplates:
    """An organisation and, where one is meant, one of its templates: what the permission must know of them."""

    organisation: Organisation
    template: ServiceTemplate | None = None
    departement: str = ""

    @property
    def keepers(self) -> frozenset[int]:
        """Those who write: the organisation's own."""
        return frozenset([self.organisation.id])

    @property
    def path(self) -> str:
        """Where the templates of the organisation are."""
        return f"/organisations/{self.organisation.id}/modeles"

    @property
    def known(self) -> ServiceTemplate:
        """The template that the address names."""
        if self.template is None:
            raise NotThere
        return self.template


def _load(organisation: int, number: int | None = None) -> OfTemplates:
    session = db.session()
    found = session.get(Organisation, organisation) if organisation < templates.LARGEST else None
    if found is None:
        raise NotThere
    return OfTemplates(found, None if number is None else templates.template_of(session, organisation, number))


@pages.get("/organisations/<int:organisation>/modeles")
@requires("template:write", _load)
def list_templates(subject: OfTemplates) -> ResponseReturnValue:
    """Show the templates of an organisation."""
    return render("listings/templates.html", subject=subject, templates=templates.templates_of(db.session(), subject.organisation.id))


@pages.route("/organisations/<int:organisation>/modeles/nouveau", methods=["GET", "POST"])
@requires("template:write", _load)
@sent_once
def write_template(subject: OfTemplates) -> ResponseReturnValue:
    """Take a new template."""
    form = _form(subject)
    if not form.validate_on_submit():
        return whole_page("listings/template.html", 422 if form.is_submitted() else 200, subject=subject, form=form, theirs=())
    with unit_of_work(db.session()) as session:
        made = templates.create(session, subject.organisation.id, form.text)
        led_to = f"{subject.path}/{made.id}/appliquer"
        act_once(session, led_to)
    return redirect(led_to, 303)


@pages.route("/organisations/<int:organisation>/modeles/<int:number>", methods=["GET", "POST"])
@requires("template:write", _load)
def rewrite_template(subject: OfTemplates) -> ResponseReturnValue:
    """Change a template; who comes second sees what the first one wrote, and keeps what they typed."""
    form = _form(subject)
    if not form.validate_on_submit():
        return whole_page("listings/template.html", 422 if form.is_submitted() else 200, subject=subject, form=form, theirs=())
    try:
        with unit_of_work(db.session()) as session:
            template = subject.known
            templates.rewrite(session, template, form.text, seen=form.vu.data or "")
    except templates.ChangedMeanwhile:
        return whole_page("listings/template.html", 409, subject=subject, form=form, theirs=_theirs(subject.known, form))
    return redirect(f"{subject.path}/{template.id}/appliquer", 303)


@pages.route("/organisations/<int:organisation>/modeles/<int:number>/appliquer", methods=["GET", "POST"])
@requires("template:write", _load)
def apply_template(subject: OfTemplates) -> ResponseReturnValue:
    """Show what each service says otherwise; give the chosen ones the chosen fields."""
    t = current_translator()
    if request.method == "GET":
        compared = shown_sites(templates.compared(db.session(), subject.known), t)
        return render("listings/template_apply.html", subject=subject, template=subject.known, sites=compared)
    organisation, number = subject.organisation.id, subject.known.id
    author = Author(Origin.ASSOCIATION, "association", identity().account)
    picked = Picked(seen_marks(), _chosen())

    def work(session: Session) -> list[str]:
        template = templates.template_of(session, organisation, number)
        return outcome_sentences(templates.apply(session, template, picked, author), t)

    for sentence in again(db.session(), work):
        say(sentence)
    return redirect(f"{subject.path}/{number}/appliquer", 303)


@pages.post("/organisations/<int:organisation>/modeles/<int:number>/supprimer")
@requires("template:write", _load)
def delete_template(subject: OfTemplates) -> ResponseReturnValue:
    """Delete a template; what services say stays."""
    with unit_of_work(db.session()) as session:
        session.delete(subject.known)
    say(current_translator().gettext("Le modèle est supprimé. Les fiches n’ont pas changé."))
    return redirect(subject.path, 303)


def seen_marks() -> dict[int, str]:
    """Return what the page showed of each service: its mark, by the service's number (hidden fields `vu`)."""
    pairs = (value.partition(":") for value in request.form.getlist("vu"))
    return {known: mark for number, _, mark in pairs if (known := row_number(number)) is not None}


def _chosen() -> set[tuple[int, str]]:
    pairs = (value.partition(":") for value in request.form.getlist("champ"))
    return {(known, field) for number, _, field in pairs if (known := row_number(number)) is not None}


def _form(subject: OfTemplates) -> TemplateForm:
    services = [(service.id, site_name(service)) for service in kept_services(db.session(), subject.keepers)]
    return TemplateForm.showing(services, subject.template)


def _theirs(template: ServiceTemplate, form: TemplateForm) -> list[tuple[str, str]]:
    """What somebody else wrote meanwhile; the next try starts from there."""
    t = current_translator()
    form.vu.data = templates.mark_of(template)
    mine = form.text.fields
    differing = [name for name in templates.FIELDS if template.fields.get(name) != mine.get(name)]
    return [(field_name(name, t), said(name, template.fields.get(name), t)) for name in differing]
