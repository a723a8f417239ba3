"""Going towards somebody, in words: what urgency promised, at which hours somebody went, at which to go next."""

from collections.abc import Sequence
from datetime import datetime, time

from app.core.clock import PARIS
from app.core.language import Translator, mark
from app.directory.labels import listed
from app.directory.opening.times import time_text
from app.orientations.display.thread import moment_text
from app.outreach import queries
from app.outreach.awaiting import by_when
from app.outreach.models import OutreachAttempt, OutreachRequest
from app.outreach.rules import MOST_ATTEMPTS, Safety, Urgency, different_hours
from app.outreach.services.moving import tries
from app.outreach.settings import Context

MORNING, AFTERNOON, EVENING = mark("le matin"), mark("l’après-midi"), mark("le soir")
PARTS = ((time(5), time(12), MORNING), (time(12), time(18), AFTERNOON))
"""Of the day, from, to; the rest is the evening."""


def promised_at(context: Context, request: OutreachRequest) -> datetime:
    """Return the instant before which urgency says that somebody goes: that of lists and letters, a working morning."""
    return by_when(context.settings, "soon" if request.urgency == Urgency.SOON else "normal", request.asked_at)


def promise_text(context: Context, request: OutreachRequest, t: Translator) -> str:
    """Return by when somebody is to go: « Y aller avant le 3 mars 2026 à 14 h. »; empty once somebody went."""
    if request.first_attempt_at is not None or request.contact_at is not None:
        return ""
    when = moment_text(promised_at(context, request), t)
    if is_late(context, request):
        return t.gettext("En retard : il fallait y aller avant le %(when)s.", when=when)
    return t.gettext("Y aller avant le %(when)s.", when=when)


def is_late(context: Context, request: OutreachRequest) -> bool:
    """Whether nobody went in the time that urgency promised."""
    return request.first_attempt_at is None and request.contact_at is None and context.now > promised_at(context, request)


def made_since(context: Context, request: OutreachRequest) -> Sequence[OutreachAttempt]:
    """Return the attempts that count: since the request was last taken up, the first one first."""
    since = request.first_attempt_at
    return [one for one in queries.attempts(context.session, request.id) if since is not None and one.at >= since]


def tried_text(context: Context, request: OutreachRequest, t: Translator) -> str:
    """Return how often and at which hours somebody went: « 1 passage sur 3, à ces heures : 21 h. »; empty when nobody did."""
    made = made_since(context, request)
    if not made:
        return ""
    hours = dict.fromkeys(time_text(_local(one.at), t) for one in made)
    return t.gettext(
        "Passages à des heures différentes : %(count)s sur %(most)s. Heures déjà essayées : %(hours)s.",
        count=min(tries(context, request), MOST_ATTEMPTS), most=MOST_ATTEMPTS, hours=listed(hours, t),
    )  # fmt: skip


def advice_text(context: Context, request: OutreachRequest, t: Translator) -> str:
    """Return when to go next: parts of the day at which nobody went, less those that are not safe; empty when nobody went yet."""
    made = made_since(context, request)
    if not made:
        return ""
    tried = {_part(_local(one.at)) for one in made}
    known = {one.code for one in queries.safety(context.session, request.id, context.now.astimezone(PARIS).date())}
    unsafe = {EVENING} if Safety.BY_DAY in known else set()
    left = [t.gettext(part) for part in (MORNING, AFTERNOON, EVENING) if part not in tried | unsafe]
    if left:
        return t.gettext("Passez à une autre heure : %(parts)s.", parts=listed(left, t))
    return t.gettext("Passez à une autre heure, à plus de deux heures des précédentes.")


def warnings(context: Context, request: OutreachRequest, at: datetime, t: Translator) -> list[str]:
    """Return what is to be known of a passage that was just planned: it comes late, or at an hour at which somebody went already."""
    found = []
    if request.first_attempt_at is None and at > promised_at(context, request):
        found.append(t.gettext("Attention : c’est plus tard que promis (%(when)s).", when=moment_text(promised_at(context, request), t)))
    if any(different_hours([one.at.astimezone(PARIS), at.astimezone(PARIS)]) == 1 for one in made_since(context, request)):
        found.append(
            t.gettext("Attention : c’est à la même heure qu’un passage précédent. %(advice)s", advice=advice_text(context, request, t))
        )
    return found


def _local(at: datetime) -> time:
    return at.astimezone(PARIS).time().replace(second=0, microsecond=0)


def _part(hour: time) -> str:
    return next((part for start, end, part in PARTS if start <= hour < end), EVENING)
