"""What search engines read: schema.org, from the same redacted address and the same hours as the page."""

import json
from collections.abc import Sequence
from datetime import datetime

from app.directory.display.making_sites import schedule_of, shown
from app.directory.models import Service, Structure
from app.directory.opening.jsonld import opening_hours_specification
from app.directory.redaction import FullAddress, PublicAddress, public_address, public_name, public_text
from app.directory.search.openings import Changes


def service_json_ld(service: Service, changes: Changes, url: str, now: datetime, hidden: Sequence[FullAddress] | None) -> str:
    """Return the JSON-LD of a service, safe to stand inside a script element; `hidden` is None when it is not protected."""
    is_protected = hidden is not None
    places = []
    for location in shown(service, now, changes):
        address = public_address(location, is_protected=is_protected)
        hours = opening_hours_specification(schedule_of(location), now, changes.get((service.id, location.id), ()))
        places.append({"@type": "Place", **_postal(address), **({"openingHoursSpecification": hours} if hours else {})})
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "GovernmentService" if service.is_default else "Service",
        "name": public_name(service.nom, hidden),
        "url": url,
        "provider": {"@type": "Organization", "name": public_name(service.structure.nom, hidden)},
    }
    if description := public_text(service.description, hidden):
        data["description"] = description
    if places:
        channel: dict[str, object] = {"@type": "ServiceChannel", "serviceLocation": places if len(places) > 1 else places[0]}
        if telephone := service.telephone or service.structure.telephone:
            channel["servicePhone"] = {"@type": "ContactPoint", "telephone": telephone}
        data["availableChannel"] = channel
    return _script(data)


def structure_json_ld(structure: Structure, name: str, address: PublicAddress, url: str) -> str:
    """Return the JSON-LD of a structure, under the name that may be shown."""
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": name,
        "url": url,
        **_postal(address),
    }
    if structure.telephone:
        data["telephone"] = structure.telephone
    return _script(data)


def _postal(address: PublicAddress) -> dict[str, object]:
    if address.is_protected:
        return {"address": {"@type": "PostalAddress", "addressRegion": address.departement, "addressCountry": "FR"}}
    postal: dict[str, object] = {
        "address": {
            "@type": "PostalAddress",
            "streetAddress": ", ".join(address.lines[:-1]),
            "postalCode": address.postcode,
            "addressLocality": address.commune,
            "addressCountry": "FR",
        }
    }
    if address.point is not None:
        postal["geo"] = {"@type": "GeoCoordinates", "latitude": address.point.latitude, "longitude": address.point.longitude}
    return postal


def _script(data: dict[str, object]) -> str:
    """JSON in which nothing can close the script element."""
    return json.dumps(data, ensure_ascii=False).replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
