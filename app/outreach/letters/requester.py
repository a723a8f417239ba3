"""What is written to who asked, after each step; and to coordinators, when a request has no sector. A number, a commune at most, a link."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.language import Translator, mark
from app.core.written_days import day_text
from app.mail.letters import Action, Letter, Paragraph

Maker = Callable[[str, Translator], Letter]
"""Made from the address that it leads to, and the texts of who reads it."""


class Occasion(StrEnum):
    """What who asked is told of."""

    RECEIVED = "recue"
    ASSIGNED = "confiee"
    PLANNED = "prevue"
    TRIED = "passage"
    MET = "rencontre"
    NOT_MET = "non-rencontree"
    REFUSED = "non-recevable"
    MERGED = "doublon"
    CLOSED = "close"
    REOPENED = "rouverte"


@dataclass(frozen=True, slots=True)
class News:
    """What is told. `day`: by which it is read, or on which a team passes; `words`: what the coordination wrote for who asked."""

    occasion: Occasion
    number: int
    is_professional: bool
    day: date | None = None
    words: str = ""


_UNUSUAL_SPACE = re.compile("[\u00a0\u202f]")
_PASSED = mark("Une équipe est passée.")
_TOLD: Mapping[Occasion, str] = {
    Occasion.RECEIVED: mark("Votre demande est bien reçue."),
    Occasion.ASSIGNED: mark("Une équipe a votre demande. Elle choisit quand passer."),
    Occasion.PLANNED: mark("Le passage d’une équipe est prévu."),
    Occasion.TRIED: _PASSED,
    Occasion.MET: _PASSED,
    Occasion.NOT_MET: mark("Une équipe est passée. Votre demande est terminée."),
    Occasion.REFUSED: mark("Votre demande n’est pas retenue."),
    Occasion.MERGED: mark("Votre demande rejoint une autre demande. Vous aurez les mêmes nouvelles."),
    Occasion.CLOSED: mark("Votre demande est terminée."),
    Occasion.REOPENED: mark("Votre demande est rouverte."),
}
"""To whoever asked without an account: that a team came, never what came of it."""
_TO_PROFESSIONALS: Mapping[Occasion, str] = {
    Occasion.TRIED: mark("L’équipe est passée. Ce qu’elle peut en dire est sur la page de la demande."),
    Occasion.MET: mark("L’équipe a rencontré la personne."),
    Occasion.NOT_MET: mark("L’équipe n’a pas rencontré la personne, après plusieurs passages. La demande s’arrête là."),
    Occasion.CLOSED: mark("La demande est close."),
}
_DATED: Mapping[Occasion, str] = {
    Occasion.RECEIVED: mark("Votre demande est bien reçue. Quelqu’un la lit au plus tard le %(day)s."),
    Occasion.PLANNED: mark("Une équipe doit passer le %(day)s."),
}


def sentence(news: News, t: Translator) -> str:
    """Return the one sentence that who asked reads, without a link."""
    if news.day is not None and news.occasion in _DATED:
        return t.gettext(_DATED[news.occasion], day=day_text(news.day, t))
    own = _TO_PROFESSIONALS if news.is_professional else {}
    return t.gettext(own.get(news.occasion, _TOLD[news.occasion]))


def text_message(news: News, url: str, t: Translator) -> str:
    """Return a short message; a space of typography would double its length, and its price."""
    said = sentence(news, t)
    return _UNUSUAL_SPACE.sub(" ", t.gettext("%(sentence)s Détails, avec votre code : %(link)s", sentence=said, link=url))


def letter(news: News) -> Maker:
    """Return what makes the letter of some news."""

    def make(url: str, t: Translator) -> Letter:
        words = (Paragraph(news.words),) if news.words else ()
        return Letter(
            f"outreach-{news.occasion}",
            t.language,
            _subject(news, t),
            (Paragraph(sentence(news, t)), *words, *_after(news, url, t)),
            t.gettext(
                "Vous recevez ce courriel parce que vous avez demandé le passage d’une équipe, et que vous vouliez de ses nouvelles."
            ),
        )

    return make


def homeless(number: int, commune: str) -> Maker:
    """Return what tells coordinators of the département that a request arrived where no sector is."""

    def make(url: str, t: Translator) -> Letter:
        told = t.gettext(
            "La demande n° %(number)s (%(commune)s) n’a pas de secteur. Choisissez qui la reçoit.", number=number, commune=commune
        )
        return Letter(
            "outreach-homeless",
            t.language,
            t.gettext("Aller vers : la demande n° %(number)s attend un secteur", number=number),
            (Paragraph(told), Action(t.gettext("Choisir un secteur"), url)),
            t.gettext("Vous recevez ce courriel parce que vous coordonnez ce département sur Repères."),
        )

    return make


def _subject(news: News, t: Translator) -> str:
    """Nothing in it tells of what: mails are read over shoulders."""
    if news.is_professional:
        return t.gettext("Votre demande n° %(number)s : du nouveau", number=news.number)
    return t.gettext("Une information pour vous")


def _after(news: News, url: str, t: Translator) -> tuple[Action | Paragraph, ...]:
    if news.is_professional:
        return (Action(t.gettext("Ouvrir la demande"), url),)
    tonight = Paragraph(t.gettext("Quelqu’un est dehors ce soir ? Appelez le 115. En danger : le 15, le 17, le 18 ou le 112."))
    return (Action(t.gettext("Suivre ma demande, avec mon code"), url), tonight)
