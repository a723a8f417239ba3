"""An agreement given by a code: sent to the telephone that is typed, given back by the person. Nothing of it is kept in the clear.

The session of the device holds a keyed mark of who asked, for which service and telephone, until when, and the code.
"""

from datetime import timedelta
from typing import NamedTuple

from flask import current_app, session
from sqlalchemy.orm import Session

from app.core.attempts import Limit, TooManyAttempts
from app.core.blind_index import phone_form
from app.core.clock import utc_now
from app.core.language import mark
from app.core.tokens import new_code
from app.core.unit_of_work import again
from app.extensions import db
from app.orientations.services import agreement
from app.sms.services import post
from app.web.spending import from_network, spend
from app.web.translations import translator

_KEY = "agreement_code"
TO_ONE_PHONE, BY_ONE_ACCOUNT, FROM_ONE_NETWORK, FROM_EVERYWHERE, TRIES = 5, 60, 150, 2000, 5
"""A day: who makes accounts without end pays for no more messages; an agreement is then taken orally, or on paper."""
DAY, VALID = timedelta(days=1), timedelta(minutes=agreement.CODE_MINUTES)
TOO_MANY_CODES = mark("Trop de codes envoyés. Recueillez l’accord de vive voix ou par écrit, ou recommencez demain.")
OVER = mark("Ce code n’est plus valable. Envoyez-en un autre.")
WRONG = mark("Ce code n’est pas le bon. Relisez-le et recommencez.")


class Asking(NamedTuple):
    """What a code is worth for: who asks, towards which service, and the telephone that it goes to."""

    account: int
    service: int
    phone: str


def send(asking: Asking, language: str) -> str:
    """Send a code, in the language that the person reads; return why not, empty when it is sent."""
    figures = phone_form(asking.phone)
    try:
        spend(
            Limit("agreement-code", figures, TO_ONE_PHONE, DAY),
            Limit("agreement-codes", str(asking.account), BY_ONE_ACCOUNT, DAY),
            from_network("agreement-codes-from", FROM_ONE_NETWORK, DAY),
            Limit("agreement-codes-all", "", FROM_EVERYWHERE, DAY),
        )
    except TooManyAttempts:
        return TOO_MANY_CODES
    code, until = new_code(), int((utc_now() + VALID).timestamp())
    text = translator(language).gettext(
        "Votre code : %(code)s. Si vous êtes d’accord avec le texte qu’on vous a lu, donnez ce code à la personne qui vous aide. "
        "Sinon, ne le donnez pas.",
        code=code,
    )

    def write(found: Session) -> None:
        post(found, asking.phone, text, "agreement-code")

    again(db.session(), write)
    session[_KEY] = [agreement.code_mark(_secret(), _about(asking, until), code), until]
    return ""


def trouble(asking: Asking, code: str) -> str:
    """Return why a code will not do, empty when it is the one that was sent to this telephone. Tries are counted."""
    kept, until = session.get(_KEY) or ("", 0)
    if not kept or utc_now().timestamp() >= until:
        return OVER
    try:
        spend(Limit("agreement-tries", kept, TRIES, VALID))
    except TooManyAttempts:
        return OVER
    return "" if agreement.is_code(_secret(), _about(asking, until), code, kept) else WRONG


def is_sent() -> bool:
    """Whether a code waits to be given back."""
    return _KEY in session


def forget() -> None:
    """Forget the code that was given back: it serves once."""
    session.pop(_KEY, None)


def _about(asking: Asking, until: int) -> str:
    return f"{asking.account}\0{asking.service}\0{phone_form(asking.phone)}\0{until}"


def _secret() -> str:
    secret: str = current_app.extensions["reperes"].secret_key
    return secret
