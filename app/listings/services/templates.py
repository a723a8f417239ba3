"""Texts of a network, applied to the services that follow them."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.errors import DomainError, NotThere
from app.core.tokens import digest
from app.directory.history import Author
from app.directory.models import Service
from app.listings.models import ServiceTemplate, TemplateUse
from app.listings.services import sites
from app.listings.services.sites import Outcome, Picked, Propose, Site, kept_services

FIELDS = (
    "description", "what_happens", "conditions_acces", "publics_precisions", "frais", "frais_precisions", "documents",
    "modes_mobilisation", "mobilisation_precisions", "spoken_languages",
)  # fmt: skip
"""What a template may say, in the order in which it is read."""
LARGEST = 2**31


class Text(NamedTuple):
    """A template as it was written: its name, its fields, the numbers of the services that follow it."""

    name: str
    fields: Mapping[str, Any]
    services: Collection[int]


class ChangedMeanwhile(DomainError):
    """Somebody else changed the template since its page was shown."""


def templates_of(session: Session, organisation: int) -> Sequence[ServiceTemplate]:
    """Return the templates of an organisation, by name."""
    return session.scalars(
        select(ServiceTemplate).where(ServiceTemplate.organisation_id == organisation).order_by(ServiceTemplate.name, ServiceTemplate.id)
    ).all()


def template_of(session: Session, organisation: int, number: int) -> ServiceTemplate:
    """Return a template of this very organisation; raise NotThere."""
    found = session.get(ServiceTemplate, number) if number < LARGEST else None
    if found is None or found.organisation_id != organisation:
        raise NotThere
    return found


def mark_of(template: ServiceTemplate) -> str:
    """Return a mark of what a template says: another once somebody changed it."""
    return digest(json.dumps([template.name, template.fields, sorted(use.service_id for use in template.uses)], sort_keys=True))


def create(session: Session, organisation: int, text: Text) -> ServiceTemplate:
    """Write a new template, followed by some of the services that the organisation keeps."""
    template = ServiceTemplate(organisation_id=organisation, name=text.name, fields=dict(text.fields), updated_at=utc_now())
    session.add(template)
    _link(session, template, text.services)
    session.flush()
    return template


def rewrite(session: Session, template: ServiceTemplate, text: Text, *, seen: str) -> None:
    """Write a template anew; raise ChangedMeanwhile when it is not what was shown (`seen`: its mark then)."""
    # Written first: who comes second waits, then reads what the first one wrote.
    session.execute(update(ServiceTemplate).where(ServiceTemplate.id == template.id).values(updated_at=utc_now()))
    session.refresh(template)
    if mark_of(template) != seen:
        raise ChangedMeanwhile
    template.name, template.fields = text.name, dict(text.fields)
    _link(session, template, text.services)
    session.flush()


def _link(session: Session, template: ServiceTemplate, services: Collection[int]) -> None:
    kept = {service.id for service in kept_services(session, [template.organisation_id])}
    known = {use.service_id: use for use in template.uses}
    template.uses = [known.get(number) or TemplateUse(service_id=number) for number in sorted(kept.intersection(services))]


def followers(session: Session, template: ServiceTemplate) -> Sequence[Service]:
    """Return the services that follow a template, of those that the organisation still keeps."""
    linked = {use.service_id for use in template.uses}
    return [service for service in kept_services(session, [template.organisation_id]) if service.id in linked]


def said_by(template: ServiceTemplate) -> Propose:
    """Return what a template proposes to each service."""
    return lambda _service: {name: template.fields[name] for name in FIELDS if name in template.fields}


def compared(session: Session, template: ServiceTemplate) -> Sequence[Site]:
    """Return each service that follows a template, with what it says otherwise."""
    return [sites.site(service, said_by(template)) for service in followers(session, template)]


def apply(session: Session, template: ServiceTemplate, picked: Picked, author: Author) -> Outcome:
    """Give the chosen services the chosen fields of a template."""
    followed = {service.id for service in followers(session, template)}
    numbers = {number for number, _field in picked.fields or ()} & followed
    outcome = sites.apply(session, numbers, said_by(template), picked, author)
    changed = {service.id for service in outcome.changed}
    for use in template.uses:
        if use.service_id in changed:
            use.applied_at = utc_now()
    return outcome
