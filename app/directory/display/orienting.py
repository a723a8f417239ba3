"""Orienting a person towards a service: the way in for professionals, and how soon it usually answers."""

from functools import lru_cache

from app.core.language import Translator
from app.directory.display.sheets import Orienting
from app.directory.labels import BANDS
from app.directory.models import Service
from app.directory.rules import ResponseBand


def orienting(service: Service, suffix: str, t: Translator) -> Orienting | None:
    """Return the way to orient somebody towards a service; None for one that ended, is another, or is for organisations alone."""
    is_over = service.ended_on is not None or service.structure.ended_on is not None
    if is_over or service.organisations_only or service.merged_into_id is not None:
        return None
    return Orienting(orient_href(service.id, suffix), service.receives_orientations, usual_delay(service.response_band, t))


def orient_href(number: int, suffix: str) -> str:
    """Return where a person is oriented towards a service."""
    return f"/services/{number}/orienter{suffix}"


@lru_cache(maxsize=256)
def usual_delay(band: str, t: Translator) -> str:
    """Return how soon a service usually answers, in words; empty while too little is known."""
    return t.gettext(BANDS[ResponseBand(band)]) if band in set(ResponseBand) else ""
