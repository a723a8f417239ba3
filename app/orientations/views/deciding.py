"""Answers given with an account, and those that a sender writes down."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from flask import redirect
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.attempts import Limit
from app.core.language import mark
from app.core.unit_of_work import again
from app.extensions import db
from app.orientations import queries
from app.orientations.queries import Case
from app.orientations.rules import WORKFLOW, Action, Actor
from app.orientations.services import identifying
from app.orientations.views import pages
from app.orientations.views.decision import Gesture, action_named, take
from app.orientations.views.loading import case, context, mover
from app.web.access import requires
from app.web.identity import identity
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.spending import spend

LINKS_A_DAY = 5
SENT_AGAIN = mark("C’est fait : un nouveau lien est parti à l’adresse de la fiche du service.")
NOT_SENT_AGAIN = mark("Rien n’est parti : cette orientation n’attend plus rien du service, ou nous n’avons pas d’adresse où lui écrire.")


@dataclass(frozen=True, slots=True)
class Asked:
    """An orientation and an action on it, as permissions see them."""

    case: Case
    action: Action

    @property
    def departement(self) -> str:
        """Whose coordinators see it."""
        return self.case.departement

    @property
    def sending(self) -> int | None:
        """The organisation that orients."""
        return self.case.sending

    @property
    def keepers(self) -> Collection[int]:
        """Those that receive."""
        return self.case.keepers

    @property
    def is_received(self) -> bool:
        """Whether it was sent to them."""
        return self.case.is_received


def load_decision(number: int, action: str) -> Asked:
    """Return an orientation and what is asked of it; raise NotThere."""
    return Asked(case(number), action_named(action))


def side_of(asked: Asked) -> Actor:
    """Return the side on which somebody signed in acts; who is of both is the sender, as on its page, unless only the target may do it."""
    own, found = identity().organisations, asked.case
    if not found.is_received or found.keepers.isdisjoint(own):
        return Actor.SENDER
    is_for_sender = WORKFLOW.allows(found.orientation.state, asked.action, Actor.SENDER)
    return Actor.SENDER if is_for_sender and found.sending in own else Actor.TARGET


@pages.route("/orientations/<int:number>/decision/<action>", methods=["GET", "POST"])
@requires("orientation:read", load_decision)
@sent_once
def decide(asked: Asked) -> ResponseReturnValue:
    """Do one action, for the side that one is of."""
    found, action = asked.case, asked.action
    return take(found, Gesture(action, mover(side_of(asked), found), f"/orientations/{found.orientation.id}"))


@pages.post("/orientations/<int:number>/liens/fermer")
@requires("orientation:send", case)
def close_links(found: Case) -> ResponseReturnValue:
    """Let no link that was sent to the target open anything any more: one went astray."""
    number, by = found.orientation.id, mover(Actor.SENDER, found)

    def close(session: Session) -> None:
        identifying.close_links(context(session), queries.case(session, number).orientation, by)

    again(db.session(), close)
    say(current_translator().gettext("C’est fait : les liens envoyés par courriel ne servent plus."))
    return redirect(f"/orientations/{number}", 303)


@pages.post("/orientations/<int:number>/liens/renvoyer")
@requires("orientation:send", case)
@sent_once
def send_link_again(found: Case) -> ResponseReturnValue:
    """Write to the target again, with a new link: the mail was lost, or its links were closed."""
    number, path = found.orientation.id, f"/orientations/{found.orientation.id}"
    spend(Limit("orientation-link-again", str(number), LINKS_A_DAY, timedelta(days=1)))

    def send(session: Session) -> int:
        posted = identifying.renew(context(session), queries.case(session, number))
        act_once(session, path)
        return posted

    is_sent = again(db.session(), send)
    say(current_translator().gettext(SENT_AGAIN if is_sent else NOT_SENT_AGAIN))
    return redirect(path, 303)
