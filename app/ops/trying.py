"""What is fictional, all of it: services, orientations towards them, requests that a team go, questionnaires; and who tries them."""

from flask import current_app
from sqlalchemy.orm import Session

from app.config import Config
from app.core.clock import utc_now
from app.directory.loading.demo import load_demo, remove_demo
from app.ops.application import refuse
from app.orientations import demo
from app.orientations.settings import Context, settings_of
from app.outreach import demo as outreach_demo
from app.outreach.settings import Context as OutreachContext
from app.outreach.settings import settings_of as outreach_settings
from app.participation import demo as participation_demo
from app.participation.settings import Context as ParticipationContext
from app.participation.settings import settings_of as participation_settings


def load_examples(session: Session) -> int:
    """Add what is missing; return how many services, orientations, requests and answers to questionnaires were added.

    In production no request, no team, no questionnaire: what somebody really asks or answers there must not come to nobody.
    """
    context = _context(session)
    added = load_demo(session) + demo.load(context)
    if _config().is_production:
        return added
    return added + outreach_demo.load(_outreach_context(session), context.settings) + participation_demo.load(_asking_context(session))


def remove_examples(session: Session) -> int:
    """Remove everything fictional; return how many services, orientations, requests and answers there were."""
    return participation_demo.remove(session) + outreach_demo.remove(session) + demo.remove(session) + remove_demo(session)


def admit(session: Session, email: str) -> str:
    """Let an account, made if need be, try every side of what is fictional; return the address of a link that signs it in once."""
    from app.accounts.mails import SIGN_IN_LINK
    from app.accounts.services import account as accounts
    from app.accounts.services.administration import one_time_link
    from app.core.language import FRENCH

    try:
        account = accounts.find_or_create(session, accounts.normalised(email), FRENCH.code)
    except accounts.NotAnEmail:
        refuse(f"« {email} » n’est pas une adresse de courriel complète.")
    session.flush()
    demo.admit(_context(session), account)
    outreach_demo.admit(_outreach_context(session), account)
    participation_demo.admit(_asking_context(session), account)
    return f"{_config().base_url}{SIGN_IN_LINK}/{one_time_link(session, account, utc_now())}"


def _config() -> Config:
    found: Config = current_app.extensions["reperes"]
    return found


def _context(session: Session) -> Context:
    return Context(session, settings_of(_config()), utc_now())


def _outreach_context(session: Session) -> OutreachContext:
    return OutreachContext(session, outreach_settings(_config()), utc_now())


def _asking_context(session: Session) -> ParticipationContext:
    return ParticipationContext(session, participation_settings(_config()), utc_now())
