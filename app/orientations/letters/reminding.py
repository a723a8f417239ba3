"""Letters of the clock: what waits, why it matters, what to do. Neither the person nor the service is named, in a subject or elsewhere."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from app.core.language import Translator
from app.core.written_days import day_text
from app.mail.letters import Action, Block, Letter, Paragraph, Points
from app.orientations.rules import Actor


@dataclass(frozen=True, slots=True)
class About:
    """What letters may tell of an orientation: its number, days, and where it leads."""

    number: int
    since: date
    """The day that the delay was counted from."""
    link_until: date
    """The last whole day of the links that leave now."""
    elsewhere: str
    """Where its sender chooses another service."""
    is_direct: bool
    """Whether its target receives nothing through us."""


_Said: TypeAlias = tuple[str, tuple[Block, ...]]
"""A subject and what the letter says."""
_Saying: TypeAlias = Callable[[About, str, Translator], _Said]


def reminder(name: str, actor: Actor, about: About, url: str, t: Translator) -> Letter:
    """Return the letter of a deadline to one side; `url`: where that side acts."""
    subject, blocks = LETTERS[name, actor](about, url, t)
    why = {Actor.TARGET: _as_target, Actor.SENDER: _as_sender, Actor.COORDINATOR: _as_coordinator}[actor]
    return Letter(f"orientation-{name}", t.language, subject, blocks, why(t))


def _first(about: About, url: str, t: Translator) -> _Said:
    told = t.gettext("Une personne orientée vers vous attend votre réponse depuis le %(day)s.", day=day_text(about.since, t))
    ways = t.gettext("Vous pouvez l’accepter, la mettre sur liste d’attente, demander un complément ou refuser : cela prend une minute.")
    return t.gettext("Une orientation attend votre réponse"), (Paragraph(told), Paragraph(ways), *_to_answer(about, url, t))


def _second(about: About, url: str, t: Translator) -> _Said:
    told = t.gettext("Une personne orientée vers vous attend toujours votre réponse, depuis le %(day)s.", day=day_text(about.since, t))
    why = t.gettext("Même un refus aide : la personne pourra être orientée ailleurs. C’est notre dernier rappel.")
    return t.gettext("Dernier rappel : une orientation attend votre réponse"), (Paragraph(told), Paragraph(why), *_to_answer(about, url, t))


def _to_answer(about: About, url: str, t: Translator) -> tuple[Block, ...]:
    return Action(t.gettext("Lire et répondre"), url), _link_until(about, t)


def _link_until(about: About, t: Translator) -> Paragraph:
    return Paragraph(t.gettext("Ce lien s’ouvre sans compte, jusqu’au %(day)s.", day=day_text(about.link_until, t)))


def _waiting(about: About, url: str, t: Translator) -> _Said:
    told = t.gettext(
        "Une personne est sur votre liste d’attente. Vous l’avez mise ou gardée sur cette liste le %(day)s.", day=day_text(about.since, t)
    )
    todo = t.gettext("Dites si elle attend encore, ou si une place est libre. Sans réponse, nous prévenons qui vous l’a orientée.")
    action = Action(t.gettext("Confirmer l’attente ou répondre"), url)
    return t.gettext("Liste d’attente : une place à confirmer"), (Paragraph(told), Paragraph(todo), action, _link_until(about, t))


def _met_target(about: About, url: str, t: Translator) -> _Said:
    told = t.gettext("Vous aviez accepté une orientation, et le jour prévu est passé : orientation n° %(number)s.", number=about.number)
    todo = t.gettext("La personne est-elle venue, ou avez-vous pu lui parler ? Dites-le, ou donnez une nouvelle date.")
    return t.gettext("Que s’est-il passé ?"), (Paragraph(told), Paragraph(todo), *_to_tell(about, url, t))


def _support_target(about: About, url: str, t: Translator) -> _Said:
    told = t.gettext(
        "Vous accompagnez une personne depuis le %(day)s : orientation n° %(number)s.", day=day_text(about.since, t), number=about.number
    )
    todo = t.gettext("Si l’accompagnement continue, vous n’avez rien à faire. S’il est fini, dites comment.")
    return t.gettext("Où en est l’accompagnement ?"), (Paragraph(told), Paragraph(todo), *_to_tell(about, url, t))


def _to_tell(about: About, url: str, t: Translator) -> tuple[Block, ...]:
    return Action(t.gettext("Dire ce qu’il en est"), url), _link_until(about, t)


def _warned(about: About, url: str, t: Translator) -> _Said:
    day = day_text(about.since, t)
    if about.is_direct:
        told = t.gettext(
            "L’orientation n° %(number)s est faite depuis le %(day)s, et aucune réponse n’est notée.", number=about.number, day=day
        )
        wait = t.gettext("attendre encore : si on vous a déjà répondu, notez-le sur la page de l’orientation.")
    else:
        told = t.gettext("L’orientation n° %(number)s attend une réponse depuis le %(day)s.", number=about.number, day=day)
        wait = t.gettext("attendre encore : le service reçoit aussi nos rappels.")
    ways = Points((
        t.gettext("choisir un autre service : ce que vous avez déjà écrit est repris ;"),
        t.gettext("téléphoner au service : son numéro est sur la page de l’orientation, où vous noterez sa réponse ;"),
        wait,
    ))  # fmt: skip
    blocks = (Paragraph(told), Paragraph(t.gettext("Vous avez trois possibilités :")), ways, *_elsewhere(about, url, t))
    return t.gettext("Une orientation reste sans réponse"), blocks


def _silent(about: About, url: str, t: Translator) -> _Said:
    day = day_text(about.since, t)
    if about.is_direct:
        told = t.gettext(
            "Aucune réponse n’est notée pour l’orientation n° %(number)s, faite le %(day)s. Nous l’avons fermée.",
            number=about.number, day=day,
        )  # fmt: skip
    else:
        told = t.gettext(
            "L’orientation n° %(number)s attendait une réponse depuis le %(day)s. Personne n’a répondu, et nous l’avons fermée.",
            number=about.number, day=day,
        )  # fmt: skip
    todo = t.gettext("La personne attend peut-être encore : choisissez un autre service, ou rouvrez l’orientation pour la renvoyer.")
    return t.gettext("Une orientation est fermée sans réponse"), (Paragraph(told), Paragraph(todo), *_elsewhere(about, url, t))


def _incomplete(about: About, url: str, t: Translator) -> _Said:
    told = t.gettext(
        "Depuis le %(day)s, le service attend un complément pour l’orientation n° %(number)s. Il ne peut pas répondre sans lui.",
        number=about.number, day=day_text(about.since, t),
    )  # fmt: skip
    return t.gettext("Une orientation attend un complément"), (Paragraph(told), Action(t.gettext("Donner le complément"), url))


def _waits(about: About, url: str, t: Translator) -> _Said:
    told = t.gettext(
        "L’orientation n° %(number)s est sur liste d’attente. L’attente n’est plus confirmée depuis le %(day)s.",
        number=about.number, day=day_text(about.since, t),
    )  # fmt: skip
    todo = t.gettext("Téléphonez au service pour savoir si la personne a toujours sa place, et notez sa réponse. Ou choisissez ailleurs.")
    return t.gettext("Liste d’attente : sans nouvelles du service"), (Paragraph(told), Paragraph(todo), *_elsewhere(about, url, t))


def _met_sender(about: About, url: str, t: Translator) -> _Said:
    told = t.gettext("Le jour prévu pour l’orientation n° %(number)s est passé.", number=about.number)
    todo = t.gettext("Savez-vous si la personne a pu être reçue ou appelée ? Dites-le sur la page de l’orientation.")
    return t.gettext("Que s’est-il passé ?"), (Paragraph(told), Paragraph(todo), Action(t.gettext("Dire ce qu’il en est"), url))


def _support_sender(about: About, url: str, t: Translator) -> _Said:
    told = t.gettext(
        "L’accompagnement de l’orientation n° %(number)s a commencé le %(day)s.", day=day_text(about.since, t), number=about.number
    )
    todo = t.gettext("S’il continue, vous n’avez rien à faire. S’il est fini, notez comment.")
    action = Action(t.gettext("Dire ce qu’il en est"), url)
    return t.gettext("Où en est l’accompagnement ?"), (Paragraph(told), Paragraph(todo), action)


def _refused(about: About, url: str, t: Translator) -> _Said:
    told = t.gettext(
        "L’orientation n° %(number)s a été refusée le %(day)s, et rien ne l’a suivie.", number=about.number, day=day_text(about.since, t)
    )
    todo = t.gettext("Nous vous proposons les trois services les plus proches qui conviennent. Ce que vous avez déjà écrit est repris.")
    return t.gettext("Une orientation refusée attend une suite"), (Paragraph(told), Paragraph(todo), *_elsewhere(about, url, t))


def _elsewhere(about: About, url: str, t: Translator) -> tuple[Block, ...]:
    return Action(t.gettext("Choisir un autre service"), about.elsewhere), Action(t.gettext("Voir l’orientation"), url)


def _to_verify(about: About, url: str, t: Translator) -> _Said:
    told = t.gettext(
        "L’orientation n° %(number)s attend depuis le %(day)s : l’organisation qui l’a préparée n’est pas encore vérifiée.",
        number=about.number, day=day_text(about.since, t),
    )  # fmt: skip
    blocks = (Paragraph(told), Paragraph(t.gettext("Rien ne part avant votre décision.")), Action(t.gettext("Voir et décider"), url))
    return t.gettext("Rappel : une orientation attend votre vérification"), blocks


def _unanswered(about: About, url: str, t: Translator) -> _Said:
    told = t.gettext("L’orientation n° %(number)s attend une réponse depuis le %(day)s.", number=about.number, day=day_text(about.since, t))
    todo = t.gettext("Qui l’a envoyée est prévenu. Vous pouvez aider : la page dit son état et ses dates, rien sur la personne.")
    blocks = (Paragraph(told), Paragraph(todo), Action(t.gettext("Voir son état et ses dates"), url))
    return t.gettext("Une orientation de votre département reste sans réponse"), blocks


def _as_target(t: Translator) -> str:
    return t.gettext("Vous recevez ce courriel parce que votre fiche accepte les orientations.")


def _as_sender(t: Translator) -> str:
    return t.gettext("Vous recevez ce courriel parce que vous, ou votre organisation, suivez cette orientation sur Repères.")


def _as_coordinator(t: Translator) -> str:
    return t.gettext("Vous recevez ce courriel parce que vous coordonnez ce département sur Repères.")


LETTERS: Mapping[tuple[str, Actor], _Saying] = {
    ("verification", Actor.COORDINATOR): _to_verify,
    ("target-first", Actor.TARGET): _first,
    ("sender-warned", Actor.SENDER): _warned,
    ("target-second", Actor.TARGET): _second,
    ("coordinator-told", Actor.COORDINATOR): _unanswered,
    ("silence", Actor.SENDER): _silent,
    ("completion", Actor.SENDER): _incomplete,
    ("waiting-confirmed", Actor.TARGET): _waiting,
    ("waiting-told", Actor.SENDER): _waits,
    ("after-appointment", Actor.TARGET): _met_target,
    ("after-appointment", Actor.SENDER): _met_sender,
    ("support-first", Actor.TARGET): _support_target,
    ("support-first", Actor.SENDER): _support_sender,
    ("support-second", Actor.TARGET): _support_target,
    ("support-second", Actor.SENDER): _support_sender,
    ("refusal-act", Actor.SENDER): _refused,
}
"""Of each deadline that writes to a side; the person's own are in `letters.person`."""
