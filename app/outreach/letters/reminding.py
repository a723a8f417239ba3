"""Letters of the clock: what waits, since when, what to do. They tell a number and a commune; neither who, nor where exactly."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from app.core.language import Translator
from app.core.written_days import day_text
from app.mail.letters import Action, Block, Letter, Paragraph
from app.outreach.rules import Actor


@dataclass(frozen=True, slots=True)
class About:
    """What letters may tell of a request."""

    number: int
    commune: str
    """Its name."""
    since: date
    """The day that the delay was counted from."""
    days: int
    """The delay."""
    has_sector: bool
    asked: str = ""
    """The team that did not answer, by its name."""
    next_asked: str = ""
    """The team that is asked after it; empty when there is none."""


_Said: TypeAlias = tuple[str, tuple[Block, ...]]
"""A subject and what the letter says."""
_Saying: TypeAlias = Callable[[About, str, Translator], _Said]


def reminder(name: str, actor: Actor, about: About, url: str, t: Translator) -> Letter:
    """Return the letter of a deadline to one side; `url`: where that side acts."""
    subject, blocks = LETTERS[name, actor](about, url, t)
    why = {Actor.COORDINATOR: _as_coordinator, Actor.TEAM: _as_team}[actor]
    return Letter(f"outreach-{name}", t.language, subject, blocks, why(t))


def _to_sort(about: About, url: str, t: Translator) -> _Said:
    told = t.gettext("La demande n° %(number)s (%(commune)s) attend d’être triée depuis le %(day)s.", **_known(about, t))
    if about.has_sector:
        todo = t.gettext("Confiez-la à une équipe, transférez-la à un autre secteur, ou dites pourquoi vous ne la prenez pas.")
    else:
        todo = t.gettext("Aucun secteur ne couvre cette commune : choisissez la coordination qui la triera.")
    return t.gettext("Rappel : une demande attend d’être triée"), _blocks(told, todo, t.gettext("Trier la demande"), url)


def _unanswered(about: About, url: str, t: Translator) -> _Said:
    if about.next_asked:
        told = t.gettext(
            "« %(asked)s » n’a pas répondu à la demande n° %(number)s (%(commune)s). Nous l’avons confiée à l’équipe suivante : "
            "« %(next_asked)s ».",
            asked=about.asked, next_asked=about.next_asked, number=about.number, commune=about.commune,
        )  # fmt: skip
        todo = t.gettext("Vous n’avez rien à noter. Un appel aux équipes aide souvent.")
        return t.gettext("L’équipe suivante est sollicitée"), _blocks(told, todo, t.gettext("Voir la demande"), url)
    told = t.gettext(
        "« %(asked)s » n’a pas répondu à la demande n° %(number)s (%(commune)s), et il n’y a pas d’autre équipe à solliciter.",
        asked=about.asked, number=about.number, commune=about.commune,
    )  # fmt: skip
    todo = t.gettext("Elle revient au tri : appelez une équipe et confiez-la-lui, ou transférez la demande à un autre secteur.")
    return t.gettext("Une demande revient au tri, faute d’équipe"), _blocks(told, todo, t.gettext("Trier la demande"), url)


def _late_to_coordinator(about: About, url: str, t: Translator) -> _Said:
    todo = t.gettext("Voyez où elle en est : confiez-la à une équipe, ou appelez celle qui l’a.")
    return t.gettext("Délai dépassé : aucun passage noté"), _blocks(_late(about, t), todo, t.gettext("Voir où elle en est"), url)


def _late_to_team(about: About, url: str, t: Translator) -> _Said:
    todo = t.gettext("Notez votre passage s’il a eu lieu, passez dès que vous le pouvez, ou renvoyez la demande à la coordination.")
    return t.gettext("Délai dépassé : aucun passage noté"), _blocks(_late(about, t), todo, t.gettext("Voir la demande"), url)


def _late(about: About, t: Translator) -> str:
    asked = t.gettext("La demande n° %(number)s (%(commune)s) a été faite le %(day)s.", **_known(about, t))
    promised = t.ngettext(
        "Une équipe devait passer avant %(days)s jour : aucun passage n’est noté.",
        "Une équipe devait passer avant %(days)s jours : aucun passage n’est noté.",
        about.days, days=about.days,
    )  # fmt: skip
    return f"{asked} {promised}"


def _untold(about: About, url: str, t: Translator) -> _Said:
    told = t.gettext("Un passage était prévu le %(day)s pour la demande n° %(number)s (%(commune)s).", **_known(about, t))
    todo = t.gettext("Avez-vous pu passer ? Notez-le, même si vous n’avez vu personne. Sinon, donnez une nouvelle date.")
    return t.gettext("Comment s’est passé le passage ?"), _blocks(told, todo, t.gettext("Noter le passage"), url)


def _unplanned(about: About, url: str, t: Translator) -> _Said:
    told = t.gettext(
        "Vous êtes passés le %(day)s pour la demande n° %(number)s (%(commune)s), sans rencontrer la personne. Aucun autre passage "
        "n’est prévu.",
        **_known(about, t),
    )
    todo = t.gettext("Prévoyez-en un autre, à une heure différente : on rencontre mieux en changeant d’heure.")
    return t.gettext("Un autre passage est à prévoir"), _blocks(told, todo, t.gettext("Prévoir un passage"), url)


def _unplaced(about: About, url: str, t: Translator) -> _Said:
    told = t.gettext(
        "La demande n° %(number)s (%(commune)s) n’est plus sur aucune tournée, et aucun passage n’est prévu.", **_known(about, t)
    )
    todo = t.gettext("Placez-la sur une tournée à venir, ou donnez un jour et une heure.")
    return t.gettext("Un passage est à prévoir de nouveau"), _blocks(told, todo, t.gettext("Prévoir un passage"), url)


def _given_up(about: About, url: str, t: Translator) -> _Said:
    told = t.ngettext(
        "Demande n° %(number)s (%(commune)s) : premier passage le %(day)s, sans rencontre en %(days)s jour. Nous l’avons close.",
        "Demande n° %(number)s (%(commune)s) : premier passage le %(day)s, sans rencontre en %(days)s jours. Nous l’avons close.",
        about.days, days=about.days, **_known(about, t),
    )  # fmt: skip
    todo = t.gettext("Qui a fait la demande est prévenu. Si vous avez du nouveau, vous pouvez la rouvrir.")
    return t.gettext("Une demande est close sans rencontre"), _blocks(told, todo, t.gettext("Voir la demande"), url)


def _met(about: About, url: str, t: Translator) -> _Said:
    told = t.gettext(
        "Votre équipe a rencontré la personne de la demande n° %(number)s (%(commune)s). Rien n’est noté depuis le %(day)s.",
        **_known(about, t),
    )
    todo = t.gettext("Le lien continue, une orientation est partie, ou c’est fini ? Dites-le en une minute.")
    return t.gettext("Quelle suite après la rencontre ?"), _blocks(told, todo, t.gettext("Dire la suite"), url)


def _ongoing(about: About, url: str, t: Translator) -> _Said:
    told = t.gettext(
        "Lien en cours pour la demande n° %(number)s (%(commune)s) : rien n’est noté depuis le %(day)s.",
        **_known(about, t),
    )
    todo = t.gettext("Notez une rencontre si vous avez revu la personne. Si c’est fini, dites comment.")
    return t.gettext("Où en est le lien ?"), _blocks(told, todo, t.gettext("Dire ce qu’il en est"), url)


def _known(about: About, t: Translator) -> dict[str, str | int]:
    return {"number": about.number, "commune": about.commune, "day": day_text(about.since, t)}


def _blocks(told: str, todo: str, label: str, url: str) -> tuple[Block, ...]:
    return Paragraph(told), Paragraph(todo), Action(label, url)


def _as_coordinator(t: Translator) -> str:
    return t.gettext("Vous recevez ce courriel parce que vous coordonnez ce secteur, ou ce département, sur Repères.")


def _as_team(t: Translator) -> str:
    return t.gettext("Vous recevez ce courriel parce que vous faites partie d’une équipe mobile sur Repères.")


LETTERS: Mapping[tuple[str, Actor], _Saying] = {
    ("sorting", Actor.COORDINATOR): _to_sort,
    ("answering", Actor.COORDINATOR): _unanswered,
    ("soon", Actor.COORDINATOR): _late_to_coordinator,
    ("soon", Actor.TEAM): _late_to_team,
    ("normal", Actor.COORDINATOR): _late_to_coordinator,
    ("normal", Actor.TEAM): _late_to_team,
    ("untold", Actor.TEAM): _untold,
    ("unplaced", Actor.TEAM): _unplaced,
    ("unplanned", Actor.TEAM): _unplanned,
    ("trying", Actor.COORDINATOR): _given_up,
    ("trying", Actor.TEAM): _given_up,
    ("met", Actor.TEAM): _met,
    ("ongoing", Actor.TEAM): _ongoing,
}
"""Of each deadline that writes to a side; who asked reads those of `services.telling_requester`."""
