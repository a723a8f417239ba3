"""The person's page: where, when, what to bring, what happens next; in easy words, hers and not those of the desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import object_session

from app.core.clock import PARIS
from app.core.language import FRENCH, Translator, mark
from app.core.written_days import day_text
from app.directory.display.making_cards import Maker
from app.directory.display.making_sheets import service_sheet
from app.directory.display.orienting import usual_delay
from app.directory.display.sheets import ServiceSheet
from app.directory.models import Service
from app.directory.opening.times import date_text, time_text
from app.orientations.models import Orientation
from app.orientations.queries import Case
from app.orientations.rules import ASKED, State
from app.orientations.services.telling_back import Gesture


@dataclass(frozen=True, slots=True)
class InHerWords:
    """A state: what it is, what comes next."""

    now: str
    next: str


STATES: Mapping[State, InHerWords] = {
    State.DRAFT: InHerWords(mark("Votre demande n’est pas encore partie."), mark("La personne qui vous aide la prépare.")),
    State.TO_VERIFY: InHerWords(mark("Votre demande n’est pas encore partie."), mark("La personne qui vous aide la prépare.")),
    State.SENT: InHerWords(
        mark("Nous avons écrit au service."), mark("Il va lire votre demande, puis répondre. Vous pouvez aussi l’appeler.")
    ),
    State.RECEIVED: InHerWords(mark("Le service a lu votre demande."), mark("Il va répondre. Vous pouvez aussi l’appeler.")),
    State.INCOMPLETE: InHerWords(
        mark("Le service pose une question."), mark("La personne qui vous aide va répondre. Vous n’avez rien à faire.")
    ),
    State.WAITING: InHerWords(
        mark("Vous êtes sur une liste d’attente."), mark("Le service a gardé votre demande. Il vous dira quand il y a une place.")
    ),
    State.ACCEPTED: InHerWords(mark("Le service dit oui."), mark("Le service va vous dire quand venir.")),
    State.CONTACT: InHerWords(
        mark("Vous avez rencontré le service."), mark("Le service vous dit comment continuer. Vous pouvez l’appeler.")
    ),
    State.SUPPORT: InHerWords(mark("Le service vous aide."), mark("Cela continue. Vous pouvez appeler le service.")),
    State.DONE: InHerWords(mark("C’est fini."), mark("Vous avez encore besoin d’aide ? Parlez à la personne qui vous aide.")),
    State.REFUSED: InHerWords(
        mark("Le service ne peut pas vous aider cette fois."),
        mark("Ce n’est pas votre faute. La personne qui vous aide cherche une autre solution."),
    ),
    State.SILENT: InHerWords(mark("Le service n’a pas répondu."), mark("La personne qui vous aide cherche une autre solution.")),
    State.FAILED: InHerWords(mark("Cette demande s’est arrêtée."), mark("Vous pouvez en faire une autre, avec la personne qui vous aide.")),
    State.REDIRECTED: InHerWords(
        mark("Une autre demande est partie, vers un autre service."), mark("Demandez votre nouveau code à la personne qui vous aide.")
    ),
    State.CANCELLED: InHerWords(
        mark("Cette demande est arrêtée."), mark("Personne ne vous attend. Vous changez d’avis ? Parlez à la personne qui vous aide.")
    ),
}
DIRECT = InHerWords(mark("Allez au service, ou appelez-le."), mark("Il n’a pas reçu de message de nous. Montrez votre fiche en arrivant."))
COMES = InHerWords(mark("Le service vous attend."), mark("Vous ne pouvez pas venir ? Appelez le service avant."))
CALLS = InHerWords(mark("Le service va vous appeler."), mark("Gardez votre téléphone près de vous."))
IS_PAST = InHerWords(mark("Le jour du rendez-vous est passé."), mark("Dites-nous ce qui s’est passé. Cela aide à trouver la suite."))
WITH_MOMENT = (State.ACCEPTED, State.CONTACT, State.SUPPORT)
"""States in which an appointment still means something."""
NOT_TO_GO = (State.REFUSED, State.FAILED, State.REDIRECTED, State.CANCELLED)
"""States in which nobody expects her there."""


@dataclass(frozen=True, slots=True)
class When:
    """A moment, in words: « mardi 24 novembre 2026, à 10 h »; `label`: what happens then. Both empty when nothing is known."""

    label: str = ""
    text: str = ""
    is_past: bool = False


@dataclass(frozen=True, slots=True)
class PersonPage:
    """`orientations/my_request.html`."""

    root: str
    """Where its forms go: the page opened by a code, or by a link."""
    now: str
    next: str
    delay: str
    """How soon the service usually answers, while its answer is waited for; empty when it is not known."""
    when: When
    place: str
    """Of the appointment, where the service wrote one."""
    sheet: ServiceSheet | None
    is_expected: bool
    """Whether the way to the service is told, and not its name alone."""
    helper: str
    words: str
    """What the service wrote for her, as it wrote it."""
    asked_call: str
    """The day on which she asked to be called; empty when she did not."""
    agreed: str
    """The day on which she agreed; empty when nothing is kept of her."""
    agreed_words: str
    agreed_language: str
    gestures: frozenset[str]
    has_told: bool
    french: str
    """The language of what is written in French, where the page is in another."""


@dataclass(frozen=True, slots=True)
class Opened:
    """How the page was opened: where its forms go, what she may do, what the service wrote for her."""

    root: str
    gestures: frozenset[Gesture]
    words: str


def person_page(case: Case, opened: Opened, maker: Maker, base_url: str) -> PersonPage:
    """Return what the page shows."""
    orientation, t = case.orientation, maker.t
    when = when_of(orientation, maker.now, t)
    said = _said(orientation, when)
    agreement = orientation.agreement
    return PersonPage(
        root=opened.root,
        now=t.gettext(said.now),
        next=t.gettext(said.next),
        delay=usual_delay(case.service.response_band, t) if case.service and _is_asked(orientation) else "",
        when=when,
        place=orientation.appointment_place or "" if orientation.state in WITH_MOMENT else "",
        sheet=sheet_of(case.service, maker, base_url),
        is_expected=orientation.state not in NOT_TO_GO,
        helper=case.organisation.name if case.organisation else "",
        words=opened.words,
        asked_call=day_text(orientation.wants_call_at.astimezone(PARIS).date(), t) if orientation.wants_call_at else "",
        agreed=day_text(agreement.given_at.astimezone(PARIS).date(), t) if agreement else "",
        agreed_words=agreement.words.text if agreement else "",
        agreed_language=agreement.words.language if agreement else "",
        gestures=frozenset(gesture.name for gesture in opened.gestures),
        has_told=orientation.told_at is not None,
        french="" if t.language.base == FRENCH.code else FRENCH.code,
    )


def when_of(orientation: Orientation, now: datetime, t: Translator) -> When:
    """Return the appointment, the day before which the service calls, or that on which a place is expected; nothing once it is over."""
    today = now.astimezone(PARIS).date()
    if orientation.state == State.WAITING and orientation.expected_on is not None:
        return When(t.gettext("Place attendue vers le"), date_text(orientation.expected_on, today, t))
    if orientation.state not in WITH_MOMENT or orientation.appointment_at is None:
        return When()
    if orientation.calls_before is not None:
        return When(
            t.gettext("Le service vous appelle avant"), date_text(orientation.calls_before, today, t), orientation.calls_before < today
        )
    at = orientation.appointment_at.astimezone(PARIS)
    told = t.gettext("%(day)s, à %(hour)s", day=date_text(at.date(), today, t), hour=time_text(at.time(), t))
    return When(t.gettext("Votre rendez-vous"), told, at < now)


def sheet_of(service: Service | None, maker: Maker, base_url: str) -> ServiceSheet | None:
    """Return what the public reads of the service or of the one that it turned out to be; None when it is gone."""
    session = object_session(service) if service is not None else None
    if service is None or session is None:
        return None
    shown = session.get(Service, service.merged_into_id) if service.merged_into_id else service
    return service_sheet(maker, shown or service, base_url)


def _is_asked(orientation: Orientation) -> bool:
    return orientation.state in ASKED and not orientation.is_direct


def _said(orientation: Orientation, when: When) -> InHerWords:
    state = State(orientation.state)
    if state is State.SENT and orientation.is_direct:
        return DIRECT
    if state is State.ACCEPTED and when.is_past:
        return IS_PAST
    if state is State.ACCEPTED and when.text:
        return COMES if orientation.calls_before is None else CALLS
    return STATES[state]
