"""What happens next, and by when, as each side reads it. Days come from the deadlines themselves."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from app.core.language import Translator
from app.core.written_days import day_of, day_text
from app.orientations.deadlines import DEADLINES
from app.orientations.models import Orientation
from app.orientations.rules import REOPENABLE, Actor, State
from app.orientations.services.moving import anchors, may_reopen
from app.orientations.settings import Context

_BY_NAME = {deadline.name: deadline for deadline in DEADLINES}


def expecting(context: Context, orientation: Orientation, side: Actor, t: Translator) -> tuple[str, ...]:
    """Return what is said to a side, the most pressing first."""
    return _Expecting(context, orientation, side, t).said()


class _Expecting:
    """The sentences of one orientation, for one side."""

    def __init__(self, context: Context, orientation: Orientation, side: Actor, t: Translator) -> None:
        self.context, self.orientation, self.side, self.t = context, orientation, side, t
        self._anchors = anchors(orientation)

    @property
    def is_sender(self) -> bool:
        """Whether who reads is who orients."""
        return self.side is Actor.SENDER

    def said(self) -> tuple[str, ...]:
        """Return the sentences, the most pressing first."""
        told = _NEXT[State(self.orientation.state)](self)
        if self.orientation.state in REOPENABLE and may_reopen(self.context, self.orientation) and self.orientation.closed_at:
            last = self.orientation.closed_at + timedelta(days=self.context.settings.delays.reopening)
            told = (*told, self.t.gettext("Vous pouvez rouvrir jusqu’au %(day)s.", day=day_of(last, self.t)))
        return told

    def day(self, name: str) -> str:
        """Return the day on which a deadline falls; empty when it has no anchor."""
        deadline = _BY_NAME[name]
        anchor = self._anchors.get(deadline.anchor)
        return day_of(self.context.settings.calendar.falls_at(deadline, anchor), self.t) if anchor else ""

    def is_past(self, name: str) -> bool:
        """Whether a deadline fell already."""
        deadline = _BY_NAME[name]
        anchor = self._anchors.get(deadline.anchor)
        return anchor is not None and self.context.settings.calendar.falls_at(deadline, anchor) <= self.context.now

    def draft(self) -> tuple[str, ...]:
        last = self.orientation.created_at + timedelta(days=self.context.settings.delays.draft_kept)
        return (self.t.gettext("Rien n’est parti. Sans envoi, ce brouillon s’efface le %(day)s.", day=day_of(last, self.t)),)

    def to_verify(self) -> tuple[str, ...]:
        return (
            self.t.gettext(
                "La coordination vérifie votre organisation, puis envoie l’orientation : réponse attendue avant le %(day)s.",
                day=self.day("verification"),
            ),
        )

    def asked(self) -> tuple[str, ...]:
        t = self.t
        if not self.is_sender:
            name = "target-second" if self.is_past("target-first") else "target-first"
            late = self.is_past("target-second")
            if late:
                return (t.gettext("Votre réponse est attendue. Sans elle, la demande se ferme le %(day)s.", day=self.day("silence")),)
            return (t.gettext("Répondez avant le %(day)s : la personne attend.", day=self.day(name)),)
        if self.orientation.is_direct:
            return (t.gettext("Ce service ne reçoit rien par ce site : appelez-le, puis notez ici sa réponse."),)
        closes = t.gettext("Sans réponse le %(day)s, elle se ferme « sans réponse ».", day=self.day("silence"))
        if self.is_past("sender-warned"):
            return (t.gettext("Toujours pas de réponse : appelez le service, ou choisissez-en un autre."), closes)
        waits = t.gettext("Le service doit répondre. Sans nouvelles le %(day)s, choisissez une suite.", day=self.day("sender-warned"))
        return (waits, closes)

    def incomplete(self) -> tuple[str, ...]:
        if self.is_sender:
            return (self.t.gettext("Donnez ce qui manque avant le %(day)s.", day=self.day("completion")),)
        return (self.t.gettext("Vous avez demandé un complément : réponse attendue avant le %(day)s.", day=self.day("completion")),)

    def waiting(self) -> tuple[str, ...]:
        t, told = self.t, []
        if self.orientation.expected_on is not None:
            told.append(t.gettext("Place attendue vers le %(day)s.", day=day_text(self.orientation.expected_on, t)))
        if self.is_sender:
            told.append(t.gettext("Le service confirme l’attente avant le %(day)s.", day=self.day("waiting-confirmed")))
        else:
            told.append(t.gettext("Confirmez l’attente avant le %(day)s.", day=self.day("waiting-confirmed")))
        return tuple(told)

    def accepted(self) -> tuple[str, ...]:
        t, at = self.t, self.orientation.appointment_at
        if at is not None and at <= self.context.now:
            return (t.gettext("Le jour est passé : dites ce qui s’est passé."),)
        if self.orientation.calls_before is not None:
            day = _on(self.orientation.calls_before, t)
            return (t.gettext("Le service appelle la personne avant le %(day)s. Dites ensuite ce qui s’est passé.", day=day),)
        return (t.gettext("Après le rendez-vous, dites ce qui s’est passé."),)

    def met(self) -> tuple[str, ...]:
        if self.is_sender:
            return (self.t.gettext("Le contact a eu lieu. Le service dira comment cela continue ; vous pouvez aussi le noter."),)
        return (self.t.gettext("Dites si un accompagnement commence, ou si c’est terminé."),)

    def supported(self) -> tuple[str, ...]:
        name = "support-second" if self.is_past("support-first") else "support-first"
        if self.is_past("support-second"):
            return (self.t.gettext("Dites où en est l’accompagnement, ou s’il est terminé."),)
        return (self.t.gettext("Nous demanderons au service où cela en est le %(day)s.", day=self.day(name)),)

    def refused(self) -> tuple[str, ...]:
        if not self.is_sender:
            return (self.t.gettext("Qui oriente a votre réponse et cherche une autre solution."),)
        day = self.day("refusal-act")
        return (self.t.gettext("Choisissez une suite avant le %(day)s : la personne a toujours besoin d’aide.", day=day),)

    def silent(self) -> tuple[str, ...]:
        if self.is_sender:
            return (self.t.gettext("Le service n’a pas répondu : choisissez-en un autre, ou appelez-le."),)
        return (self.t.gettext("Le délai de réponse est dépassé. Vous pouvez encore répondre."),)

    def nothing(self) -> tuple[str, ...]:
        return ()


_NEXT: Mapping[State, Callable[[_Expecting], tuple[str, ...]]] = {
    State.DRAFT: _Expecting.draft,
    State.TO_VERIFY: _Expecting.to_verify,
    State.SENT: _Expecting.asked,
    State.RECEIVED: _Expecting.asked,
    State.INCOMPLETE: _Expecting.incomplete,
    State.WAITING: _Expecting.waiting,
    State.ACCEPTED: _Expecting.accepted,
    State.CONTACT: _Expecting.met,
    State.SUPPORT: _Expecting.supported,
    State.DONE: _Expecting.nothing,
    State.REFUSED: _Expecting.refused,
    State.SILENT: _Expecting.silent,
    State.FAILED: _Expecting.nothing,
    State.REDIRECTED: _Expecting.nothing,
    State.CANCELLED: _Expecting.nothing,
}


def _on(day: date, t: Translator) -> str:
    return day_text(day, t)
