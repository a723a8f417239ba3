"""What is fictional, all of it: services, then orientations towards them; and who tries them."""

from flask import current_app
from sqlalchemy.orm import Session

from app.config import Config
from app.core.clock import utc_now
from app.directory.loading.demo import load_demo, remove_demo
from app.ops.application import refuse
from app.orientations import demo
from app.orientations.settings import Context, settings_of


def load_examples(session: Session) -> int:
    """Add what is missing; return how many services and orientations were added."""
    return load_demo(session) + demo.load(_context(session))


def remove_examples(session: Session) -> int:
    """Remove everything fictional; return how many services and orientations there were."""
    return demo.remove(session) + remove_demo(session)


def admit(session: Session, email: str) -> str:
    """Let an account, made if need be, try both sides of the orientations; return the address of a link that signs it in once."""
    from app.accounts.mails import SIGN_IN_LINK
    from app.accounts.services import account as accounts
    from app.accounts.services.administration import one_time_link
    from app.core.language import FRENCH

    config: Config = current_app.extensions["reperes"]
    try:
        account = accounts.find_or_create(session, accounts.normalised(email), FRENCH.code)
    except accounts.NotAnEmail:
        refuse(f"« {email} » n’est pas une adresse de courriel complète.")
    session.flush()
    demo.admit(_context(session), account)
    return f"{config.base_url}{SIGN_IN_LINK}/{one_time_link(session, account, utc_now())}"


def _context(session: Session) -> Context:
    return Context(session, settings_of(current_app.extensions["reperes"]), utc_now())
