"""Making the sheets of a service and of a structure."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from app.core.clock import utc_now
from app.core.language import FRENCH
from app.core.written_days import day_text
from app.directory import queries
from app.directory.display.cards import Card
from app.directory.display.json_ld import service_json_ld, structure_json_ld
from app.directory.display.making_cards import FIRST_CALL, Maker, map_href
from app.directory.display.making_provenance import provenance
from app.directory.display.making_sites import has_passages, sites
from app.directory.display.orienting import orienting
from app.directory.display.phones import phone
from app.directory.display.qr import qr_svg
from app.directory.display.sheets import ServiceSheet, StructureSheet, Trust
from app.directory.display.wording import Received, audience, first_sentence, trust
from app.directory.hidden_addresses import hidden_addresses
from app.directory.kinds import SENSITIVE, kinds
from app.directory.labels import LANGUAGES, MOBILISATIONS, PLACES_LEFT, listed, told_by
from app.directory.legal import LEGAL_POINTS
from app.directory.loading.town_halls import DESCRIPTION, SOURCE
from app.directory.models import Service, Structure
from app.directory.projection import freshness, publics_bits
from app.directory.redaction import FullAddress, public_address, public_name, public_text
from app.directory.rules import (
    PLACES_LEFT_HOURS,
    AreaPurpose,
    Mobilisation,
    Mobiliser,
    PlacesLeft,
    Price,
    ReceptionMode,
    Trait,
)
from app.directory.search.openings import changes_of
from app.directory.search.ranking import Ranked
from app.territory.gazetteer import gazetteer

HOUR = 3600
SHORT = 200
"""Characters of a description that stands whole at the top."""
_ADDRESS = re.compile(r"[^@\s<>\"?&]+@[^@\s<>\"?&]+\.[^@\s<>\"?&]+")


def service_sheet(maker: Maker, service: Service, base_url: str) -> ServiceSheet:
    """Return what the sheet of a service shows, in the order of a person's questions."""
    t = maker.t
    codes = [kind.kind for kind in service.kinds if kind.kind in kinds()]
    is_protected = service.is_protected or service.structure.is_protected
    hidden = _hidden(maker, service.structure_id) if is_protected else None
    tell = partial(public_text, hidden=hidden)
    address = f"{base_url}/services/{service.id}"
    changes = changes_of(maker.connection, [(service.id, place.id) for place in service.locations], maker.now.date())
    description = t.gettext(service.description) if service.description == DESCRIPTION else tell(service.description)
    structure_name = public_name(service.structure.nom, hidden)
    return ServiceSheet(
        name=public_name(service.nom, hidden) or t.gettext("Adresse gardée secrète"),
        kinds=tuple((t.gettext(kinds()[code].name), f"/dispositifs/{code}{maker.suffix}") for code in codes),
        structure_name=structure_name if service.structure.nom != service.nom else "",
        structure_href=f"/structures/{service.structure_id}{maker.suffix}",
        is_example=service.is_example,
        sites=sites(maker, service, changes, hidden),
        may_i_come=_told(_may_i_come(maker, service), tell),
        how_to_come=_told(_how_to_come(maker, service), tell),
        remote=(t.gettext("Ce service se donne par téléphone ou en ligne."),) if ReceptionMode.REMOTE in service.modes_accueil else (),
        covers=_covers(maker, service, is_protected=is_protected),
        bring=_told(service.documents, tell) or (_default_papers(maker) if codes == ["domiciliation"] else ()),
        what_happens=_told(_what_happens(maker, service, codes), tell),
        price=tell(_price(maker, service)),
        places_left=_places_left(maker, service),
        languages=listed([t.gettext(LANGUAGES[code]) for code in service.spoken_languages if code in LANGUAGES], t),
        summary=description if service.description == DESCRIPTION else _summary(description),
        description=description,
        phone=phone(FIRST_CALL if service.through_siao else service.telephone or service.structure.telephone),
        email=_email(service.courriel or service.structure.courriel),
        website="" if is_protected else _web(service.structure.site_web),
        link="" if is_protected else _web(service.lien_mobilisation),
        trust=_trust(maker, service),
        trust_warning=t.gettext("Informations à confirmer : appelez avant d’y aller.") if service.is_default else "",
        provenance=provenance(service, maker, "" if is_protected else _web(service.lien_source or "")),
        urgent=_urgent(service, codes),
        is_sensitive=not SENSITIVE.isdisjoint(codes),
        json_ld=service_json_ld(service, changes, address, maker.now, hidden),
        qr_svg=qr_svg(address),
        printed_on=day_text(maker.now.date(), t),
        url=address,
        language="" if t.language is FRENCH else FRENCH.code,
        calendar_href=f"/services/{service.id}/arrets.ics{maker.suffix}"
        if has_passages(service, maker.now.date(), is_protected=is_protected)
        else "",
        orienting=orienting(service, maker.suffix, t),
    )


def structure_sheet(maker: Maker, structure: Structure, base_url: str) -> StructureSheet:
    """Return what the sheet of a structure shows: who it is, then its services as cards."""
    t = maker.t
    shown = [service for service in structure.services if not service.organisations_only and service.merged_into_id is None]
    is_protected = structure.is_protected or any(service.is_protected for service in structure.services)
    hidden = _hidden(maker, structure.id) if is_protected else None
    name = public_name(structure.nom, hidden) or t.gettext("Adresse gardée secrète")
    address = public_address(structure, is_protected=is_protected)
    url = f"{base_url}/structures/{structure.id}"
    lines = address.lines or ((t.gettext("Département : %(name)s", name=address.departement),) if address.departement else ())
    return StructureSheet(
        name=name,
        description=public_text(structure.description, hidden),
        address=lines,
        map_href="" if is_protected else map_href(address.point),
        phone=phone(structure.telephone),
        email=_email(structure.courriel),
        website="" if is_protected else _web(structure.site_web),
        siret="" if is_protected else structure.siret or "",
        services=_cards(maker, shown),
        provenance=provenance(structure, maker, "" if is_protected else _web(structure.lien_source or "")),
        is_example=structure.is_example,
        is_sensitive=any(kind.kind in SENSITIVE for service in shown for kind in service.kinds),
        json_ld=structure_json_ld(structure, name, address, url),
        printed_on=day_text(maker.now.date(), t),
        url=url,
        language="" if t.language is FRENCH else FRENCH.code,
    )


def _hidden(maker: Maker, structure_id: int) -> Sequence[FullAddress]:
    return hidden_addresses(maker.connection, [structure_id]).get(structure_id, ())


def _told(sentences: Iterable[str], tell: Callable[[str], str]) -> tuple[str, ...]:
    return tuple(filter(None, map(tell, sentences)))


def _cards(maker: Maker, services: Sequence[Service]) -> tuple[Card, ...]:
    answers = _answers(maker, services)
    changes = changes_of(maker.connection, [(answer.service_id, answer.location_id) for answer in answers], maker.now.date())
    over = {service.id for service in services if service.ended_on is not None or service.structure.ended_on is not None}
    cards = maker.cards(answers, changes, tells_distance=False)
    return tuple(card._replace(orient_href="") if card.id in over else card for card in cards)


def _answers(maker: Maker, services: Sequence[Service]) -> list[Ranked]:
    places = queries.first_locations(maker.connection, [service.id for service in services])
    stops = queries.stops_among(maker.connection, [location for location, _ in places.values()])
    answers = []
    for service in services:
        location, hours = places.get(service.id, (0, 0))
        comes = any(area.purpose == AreaPurpose.COVERAGE for area in service.areas)
        elsewhere = Trait.MOBILE if comes else Trait.REMOTE
        trait = (Trait.STOP if location in stops else Trait(0)) if location else elsewhere
        answers.append(Ranked(service.id, location, 0.0, hours, publics_bits(service.publics), int(trait), freshness(service)))
    return answers


def _may_i_come(maker: Maker, service: Service) -> tuple[str, ...]:
    t = maker.t
    sentences = [t.gettext("Pour tous : la mairie vous renseigne") if service.is_default else audience(_received(service), t)]
    sentences = [f"{sentence}." for sentence in sentences]
    if service.through_siao:
        sentences.append(t.gettext("On y entre par le 115 ou le SIAO : appelez le 115, ou demandez à un travailleur social."))
    elif _is_by_professional(service):
        sentences.append(t.gettext("Un professionnel doit faire la demande avec vous."))
    if service.animals is not None:
        sentences.append(t.gettext("Les animaux sont acceptés.") if service.animals else t.gettext("Les animaux ne sont pas acceptés."))
    if service.step_free is not None:
        sentences.append(
            t.gettext("On entre en fauteuil roulant.") if service.step_free else t.gettext("On n’entre pas en fauteuil roulant.")
        )
    return tuple(text for text in (*sentences, service.publics_precisions, service.conditions_acces) if text)


def _is_by_professional(service: Service) -> bool:
    """Whether nobody may ask for oneself."""
    return service.mobilisable_par == [Mobiliser.PROFESSIONAL]


def _received(service: Service) -> Received:
    bits = publics_bits(service.publics)
    return Received(service.audience, bits, service.gender, service.age_min, service.age_max, service.family)


def _how_to_come(maker: Maker, service: Service) -> tuple[str, ...]:
    t = maker.t
    if service.through_siao:
        return (t.gettext("Ne venez pas directement : appelez d’abord le 115."), *filter(None, [service.mobilisation_precisions]))
    if _is_by_professional(service):
        whom = t.gettext("Parlez-en à un travailleur social ou à un conseiller.")
        return tuple(text for text in (whom, service.mobilisation_precisions) if text)
    modes = [Mobilisation(mode) for mode in service.modes_mobilisation if mode in set(Mobilisation)]
    if service.by_appointment:
        first = [t.gettext("Il faut un rendez-vous.")]
        modes = [mode for mode in modes if mode is not Mobilisation.COME]
    else:
        first = []
    if Mobilisation.COME in modes and Mobilisation.CALL in modes:
        sentences = [t.gettext("Venez directement, ou appelez d’abord.")]
        modes = [mode for mode in modes if mode not in (Mobilisation.COME, Mobilisation.CALL)]
    else:
        sentences = []
    told = [t.gettext(MOBILISATIONS[mode]) for mode in modes]
    return tuple(text for text in (*first, *sentences, *told, service.mobilisation_precisions) if text)


def _covers(maker: Maker, service: Service, *, is_protected: bool) -> str:
    areas = [area for area in service.areas if area.purpose == AreaPurpose.COVERAGE]
    if is_protected:
        areas = [area for area in areas if area.kind not in ("commune", "epci")]
    names = [area_name(area.kind, area.code) for area in areas]
    return maker.t.gettext("L’équipe va vers les personnes ici : %(places)s.", places=listed(names, maker.t)) if names else ""


def area_name(kind: str, code: str) -> str:
    """Return the name of an area, or its code when it is not one of the region."""
    places = gazetteer()
    if kind == "commune" and (commune := places.commune(code)):
        return commune.nom
    if kind == "departement" and (departement := places.departement(code)):
        return departement.nom
    if kind == "epci":
        return next((commune.epci_nom for commune in places.communes.values() if commune.epci == code), code)
    return {"69M": "Métropole de Lyon", "69D": "Rhône"}.get(code, "Auvergne-Rhône-Alpes" if code == "84" else code)


def _default_papers(maker: Maker) -> tuple[str, ...]:
    return (maker.t.gettext("Une pièce d’identité, si vous en avez une. Sans papier, venez quand même."),)


def _what_happens(maker: Maker, service: Service, codes: Sequence[str]) -> tuple[str, ...]:
    if service.what_happens:
        return tuple(line for line in service.what_happens.splitlines() if line)
    return tuple(maker.t.gettext(point.sentence) for code in codes for point in LEGAL_POINTS.get(code, ()))


def _summary(description: str) -> str:
    return description if len(description) <= SHORT else first_sentence(description)


def _price(maker: Maker, service: Service) -> str:
    t = maker.t
    if service.frais == Price.FREE:
        return t.gettext("C’est gratuit.")
    if service.frais == Price.PAYING:
        return service.frais_precisions or t.gettext("C’est payant.")
    return service.frais_precisions


def _places_left(maker: Maker, service: Service) -> str:
    """What is said of places left, as long as it is fresh."""
    if service.places_left not in set(PlacesLeft) or service.places_left_at is None or service.through_siao:
        return ""
    said_at = service.places_left_at if service.places_left_at.tzinfo else service.places_left_at.replace(tzinfo=utc_now().tzinfo)
    if (utc_now() - said_at).total_seconds() > PLACES_LEFT_HOURS * HOUR:
        return ""
    said = maker.t.gettext(PLACES_LEFT[PlacesLeft(service.places_left)])
    return maker.t.gettext("%(places)s (dit le %(day)s)", places=said, day=day_text(said_at.date(), maker.t))


def _trust(maker: Maker, service: Service) -> tuple[Trust, ...]:
    """How fresh each part is. What an import brought is as fresh as its source says, but for the parts that were confirmed here."""
    t = maker.t
    if service.source == SOURCE and service.hours_confirmed_at is None:
        text = t.gettext("à confirmer (annuaire de l’administration)")
        return (
            Trust(t.gettext("Horaires"), text),
            Trust(t.gettext("Contact"), text),
            Trust(t.gettext("Conditions"), t.gettext("à confirmer")),
        )
    parts = (
        (t.gettext("Horaires"), service.hours_confirmed_at, service.hours_confirmed_by),
        (t.gettext("Contact"), service.contact_confirmed_at, service.contact_confirmed_by),
        (t.gettext("Conditions"), service.conditions_confirmed_at, service.conditions_confirmed_by),
    )
    return tuple(
        Trust(name, told_by(who if at else None, trust(at.date() if at else service.date_maj, maker.now.date(), t, is_default=False), t))
        for name, at, who in parts
        if at or not service.dataset
    )


def _urgent(service: Service, codes: Sequence[str]) -> str:
    if "hebergement-violences" in codes:
        return "violences"
    return "115" if service.through_siao else ""


def _email(address: str) -> str:
    """The address when it has the form of one: what people wrote in its place is no link."""
    return address if _ADDRESS.fullmatch(address) else ""


def _web(address: str) -> str:
    """The address when it is one of the web: nothing else may become a link."""
    return address if address.startswith(("https://", "http://")) else ""
