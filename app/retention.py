"""The one list of what is kept and for how long: each feature declares its part."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.retention import rules as of_accounts
from app.config import Config
from app.core import retention
from app.core.erasing import erase
from app.core.kept import RULES as OF_CORE
from app.core.retention import Done, Rule
from app.listings.retention import RULES as OF_LISTINGS
from app.mail.retention import RULES as OF_MAIL
from app.orientations.retention import rules as of_orientations
from app.orientations.settings import settings_of
from app.outreach.retention import rules as of_outreach
from app.outreach.settings import settings_of as outreach_settings
from app.participation.retention import RULES as OF_PARTICIPATION
from app.sms.retention import RULES as OF_SMS
from app.web.logs import logger


class PurgeFailed(Exception):
    """Rules could not be applied; the others were."""


def merged(config: Config) -> Sequence[Rule]:
    """Return every rule of every feature; raise ValueError when two bear the same name."""
    orienting, going = settings_of(config), outreach_settings(config)
    in_turn = (of_orientations(orienting), of_outreach(going), OF_PARTICIPATION, of_accounts(config), OF_LISTINGS, OF_MAIL, OF_SMS, OF_CORE)
    whole = tuple(rule for part in in_turn for rule in part)
    names = [rule.name for rule in whole]
    if twice := {name for name in names if names.count(name) > 1}:
        msg = f"declared twice: {', '.join(sorted(twice))}"
        raise ValueError(msg)
    return whole


def purge(session: Session, config: Config, now: datetime) -> Sequence[Done]:
    """Apply every rule, then leave nothing of it in the files of the database; return what became of each."""
    done = retention.purge(session, merged(config), now)
    session.close()  # a transaction left open would hold the journal of the database back
    is_erased = erase(session.get_bind())  # type: ignore[arg-type] # an engine: sessions of ours are bound to nothing else
    logger().info("purged", count=sum(one.purged for one in done), erased=is_erased)
    for one in done:
        if one.trouble:
            logger().error("purge failed", rule=one.rule, error=one.trouble)
    return done


def sweep_purge(config: Config) -> Callable[[Session, datetime], int]:
    """Return the sweep that purges; it fails, once all is tried, when a rule could not be applied."""

    def sweep(session: Session, now: datetime) -> int:
        done = purge(session, config, now)
        if troubled := [one.rule for one in done if one.trouble]:
            raise PurgeFailed(", ".join(troubled))
        return sum(one.purged for one in done)

    return sweep
