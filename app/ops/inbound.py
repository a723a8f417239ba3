"""`reperes mail receive`: one answer by mail, on standard input, from whatever mail server."""

import signal
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from app.ops.application import in_application

if TYPE_CHECKING:
    from app.listings.reading_mail import Received

TRY_LATER = 75
"""EX_TEMPFAIL of sysexits.h: mail servers keep the message and come back."""
_CHUNK = 65_536
SECONDS = 3.0
"""Of processor, to read one message; a long one with its history takes a tenth."""


class TooLong(Exception):
    """Reading takes longer than any true message would: the parser of the standard library can be made to crawl."""


def _within_reason(read: Callable[[], "Received"]) -> "Received":
    def stop(_signal: int, _frame: object) -> None:
        raise TooLong

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        return read()
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@click.group("mail")
def mail() -> None:
    """Courriels reçus."""


@mail.command("receive")
def receive() -> None:
    """Lit une réponse (un message RFC 5322) sur l’entrée standard."""
    from sqlalchemy.exc import DBAPIError

    from app.core.settings import ConfigurationError
    from app.listings.reading_mail import LARGEST, NotAMessage, read_message
    from app.web.translations import MissingCatalogue

    raw = sys.stdin.buffer.read(LARGEST + 1)
    while sys.stdin.buffer.read(_CHUNK):
        """Read to its end what is too large: a mail server whose pipe breaks calls that a failure."""
    try:
        said = _take(_within_reason(lambda: read_message(raw)))
    except (NotAMessage, TooLong):
        said = "Message mis de côté : trop lourd, ou illisible."
    except (DBAPIError, ConfigurationError, MissingCatalogue) as error:
        click.echo(f"Repères ne peut pas continuer ({type(error).__name__}) : le message est à présenter de nouveau.", err=True)
        sys.exit(TRY_LATER)
    click.echo(said, err=True)


@in_application
def _take(message: "Received") -> str:
    from app.core.clock import today
    from app.core.once import AlreadySent
    from app.core.unit_of_work import again
    from app.extensions import db
    from app.listings.services import inbound
    from app.listings.services.inbound import Outcome

    said = {
        Outcome.AUTOMATIC: "Réponse automatique : rien à faire.",
        Outcome.UNKNOWN: "Ce message ne répond à aucune question : rien à faire.",
        Outcome.EMPTY: "Ce message ne dit rien : rien à faire.",
        Outcome.CONFIRMED: "La fiche est confirmée.",
        Outcome.CLOSURE: "Une fermeture attend d’être acceptée.",
        Outcome.STOPPED: "Cette adresse ne recevra plus de courriel.",
        Outcome.REPORTED: "La modération lira ce message.",
    }
    try:
        return said[again(db.session(), lambda session: inbound.receive(session, message, today()))]
    except AlreadySent:
        return "Ce message a déjà été reçu : rien à faire."
