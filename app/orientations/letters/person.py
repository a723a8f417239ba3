"""What is written to the person, and to both sides about what she does.

To her: no service, no name, no need; whoever holds her telephone may read it. To the sides: the number of the orientation alone.
"""

import re
from enum import StrEnum

from app.core.clock import PARIS
from app.core.language import Translator, mark
from app.core.written_days import day_text
from app.directory.opening.times import time_text
from app.mail.letters import Action, Letter, Paragraph
from app.orientations.models import Orientation


class Occasion(StrEnum):
    """What the person is told of."""

    SENT = "sent"
    ACCEPTED = "accepted"
    RESCHEDULED = "rescheduled"
    REMINDER = "reminder"
    REFUSED = "refused"
    QUESTIONS = "questions"


class News(StrEnum):
    """What the person did that the sides are told of."""

    MET = "met"
    TOLD = "told"
    CALL = "call"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"


_UNUSUAL_SPACE = re.compile("[\u00a0\u202f]")
_PLAIN = {
    Occasion.SENT: mark("Votre demande est partie."),
    Occasion.ACCEPTED: mark("Vous avez une réponse."),
    Occasion.RESCHEDULED: mark("Un changement vous concerne."),
    Occasion.REMINDER: mark("Rappel : quelque chose est prévu bientôt pour vous."),
    Occasion.REFUSED: mark("Vous avez une réponse."),
    Occasion.QUESTIONS: mark("Trois questions courtes vous attendent."),
}
_DATED = {
    Occasion.ACCEPTED: mark("Un rendez-vous est prévu le %(day)s à %(hour)s."),
    Occasion.RESCHEDULED: mark("Le rendez-vous a changé : le %(day)s à %(hour)s."),
    Occasion.REMINDER: mark("Rappel : rendez-vous le %(day)s à %(hour)s."),
}
_NEWS = {
    News.MET: mark("La personne dit qu’elle a eu un premier contact."),
    News.TOLD: mark("La personne a répondu aux trois questions : contact, aide, besoin."),
    News.CALL: mark("La personne demande qu’on l’appelle."),
    News.CANCELLED: mark("La personne ne veut plus de cette orientation. Elle est arrêtée : vous n’avez plus rien à faire."),
    News.WITHDRAWN: mark("L’accord au partage est retiré. L’orientation est arrêtée, le nom, les contacts et les messages sont effacés."),
}


def sentence(orientation: Orientation, occasion: Occasion, t: Translator) -> str:
    """Return the one sentence that the person reads, without a link."""
    if orientation.calls_before is not None and occasion in _DATED:
        return t.gettext("On vous appelle avant le %(day)s.", day=day_text(orientation.calls_before, t))
    if orientation.appointment_at is None or occasion not in _DATED:
        return t.gettext(_PLAIN[occasion])
    at = orientation.appointment_at.astimezone(PARIS)
    return t.gettext(_DATED[occasion], day=day_text(at.date(), t), hour=time_text(at.time(), t))


def text_message(orientation: Orientation, occasion: Occasion, url: str, t: Translator) -> str:
    """Return a short message; a space of typography would double its length, and its price."""
    said = sentence(orientation, occasion, t)
    return _UNUSUAL_SPACE.sub(" ", t.gettext("%(sentence)s Détails : %(link)s", sentence=said, link=url))


def letter(orientation: Orientation, occasion: Occasion, url: str, t: Translator) -> Letter:
    """Return the same as a mail."""
    return Letter(
        f"person-{occasion}",
        t.language,
        t.gettext("Une information pour vous"),
        (Paragraph(sentence(orientation, occasion, t)), Action(t.gettext("Voir les détails"), url)),
        t.gettext("Vous recevez ce courriel parce que vous avez accepté que l’on vous écrive. La page vous permet de tout arrêter."),
    )


def news_to_sender(number: int, news: News, url: str, t: Translator) -> Letter:
    """Return what tells the sender what the person did."""
    return _news(number, news, (Action(t.gettext("Ouvrir l’orientation"), url),), t)


def news_to_target(number: int, news: News, t: Translator) -> Letter:
    """Return what tells the target, without a link: there is nothing left to open."""
    return _news(number, news, (), t)


def _news(number: int, news: News, more: tuple[Action, ...], t: Translator) -> Letter:
    return Letter(
        f"person-{news}",
        t.language,
        t.gettext("Orientation n° %(number)s : du nouveau", number=number),
        (Paragraph(t.gettext(_NEWS[news])), *more),
        t.gettext("Vous recevez ce courriel parce que cette orientation concerne votre organisation."),
    )
