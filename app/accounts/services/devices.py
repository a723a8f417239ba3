"""Devices: signed in, seen, signed out."""

import re
from datetime import datetime, timedelta

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from app.accounts import queries
from app.accounts.models import Account, DeviceSession
from app.core.clock import utc_now
from app.core.errors import NotThere
from app.core.tokens import digest, new_token

SEEN_EVERY = timedelta(hours=1)
"""How often a device in use is written down as seen."""

BROWSERS = (
    ("Edge", re.compile(r"Edg(e|A|iOS)?/")),
    ("Opera", re.compile(r"OPR/|Opera")),
    ("Samsung Internet", re.compile(r"SamsungBrowser/")),
    ("Firefox", re.compile(r"Firefox/|FxiOS/")),
    ("Chrome", re.compile(r"Chrome/|CriOS/|Chromium/")),
    ("Safari", re.compile(r"Safari/")),
)
SYSTEMS = (
    ("Android", re.compile(r"Android")),
    ("iPhone", re.compile(r"iPhone")),
    ("iPad", re.compile(r"iPad")),
    ("Windows", re.compile(r"Windows")),
    ("ChromeOS", re.compile(r"CrOS")),
    ("Mac", re.compile(r"Macintosh|Mac OS X")),
    ("Linux", re.compile(r"Linux")),
)
"""Families, the first that matches; most browsers also say that they are the ones below them."""


def device_name(user_agent: str) -> str:
    """Return the family of a browser and of its system, without versions: `Firefox, Android`; empty when neither is known."""
    families = (next((name for name, pattern in known if pattern.search(user_agent)), "") for known in (BROWSERS, SYSTEMS))
    return ", ".join(filter(None, families))


def is_unheard_of(session: Session, account: Account, name: str) -> bool:
    """Whether an account that has signed in before never did from such a device, as far back as devices are remembered."""
    of_account = DeviceSession.account_id == account.id
    heard_of = exists().where(of_account, DeviceSession.device == name)
    return bool(session.scalar(select(exists().where(of_account) & ~heard_of)))


def start(session: Session, account: Account, name: str) -> str:
    """Sign a device in; return its secret. An account that is used again is no longer about to be closed."""
    now, token = utc_now(), new_token()
    session.add(DeviceSession(account_id=account.id, token_digest=digest(token), device=name, created_at=now, last_seen_at=now))
    account.last_seen_at, account.warned_at = now, None
    return token


def renew(device: DeviceSession) -> str:
    """Give a device another secret, worth what the one before was; return it."""
    token = new_token()
    device.token_digest = digest(token)
    return token


def see(session: Session, device_id: int, now: datetime) -> None:
    """Write down that a device, and so its account, is in use; at most once an hour."""
    seen = session.execute(
        update(DeviceSession)
        .where(DeviceSession.id == device_id, DeviceSession.last_seen_at <= now - SEEN_EVERY)
        .values(last_seen_at=now)
        .returning(DeviceSession.account_id)
    ).scalar()
    if seen is not None:
        session.execute(update(Account).where(Account.id == seen).values(last_seen_at=now, warned_at=None))


def end(session: Session, account_id: int, device_id: int) -> None:
    """Sign one device of an account out; raise NotThere when it is not one of them."""
    now = utc_now()
    device = next((one for one in queries.devices_of(session, account_id, now) if one.id == device_id), None)
    if device is None:
        raise NotThere
    device.ended_at = now


def end_others(session: Session, account_id: int, present: int | None) -> int:
    """Sign every device of an account out but the present one; return how many were."""
    open_ones = update(DeviceSession).where(DeviceSession.account_id == account_id, DeviceSession.ended_at.is_(None))
    ended = session.execute(open_ones.where(DeviceSession.id != present).values(ended_at=utc_now()).returning(DeviceSession.id))
    return len(ended.all())
