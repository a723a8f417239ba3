"""Answers put aside by somebody who wants to go on later: three words open them, and nothing else does.

What is stored is sealed by a key that is made of the words, and found by a mark that is made of them too; both need the secret of this
installation. The words are kept nowhere: whoever holds the database, its backups and the logs finds nothing to read.
"""

import base64
import hashlib
import hmac
import os
import zlib
from collections.abc import Sequence
from dataclasses import replace
from threading import BoundedSemaphore
from typing import NamedTuple

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from app.core.attempts import TooManyAttempts
from app.core.errors import NotThere
from app.participation import words
from app.participation.carried import Carried, packed, unpacked
from app.participation.models import Campaign, CampaignDraft
from app.participation.rules import DRAFT_KEPT
from app.participation.settings import Context

COST, BLOCK, MEMORY = 2**15, 8, 64 * 2**20
"""Of scrypt: a tenth of a second and 32 MB for each try."""
AT_ONCE = BoundedSemaphore(2)
"""How many are tried at once in a process, which has a few threads for the whole site; who comes meanwhile is asked to try again."""
KEY, NONCE, SIZE = 32, 12, 4
ROOM = 1024
"""Bytes: what is sealed is as long as a multiple of it, so that its length tells nothing."""
MOST_DRAWN = 10


class _Lock(NamedTuple):
    key: bytes
    mark: str


def put_aside(context: Context, campaign: Campaign, carried: Carried) -> Sequence[str]:
    """Keep answers for some days and return the words that open them, told this once; the earlier draft that they come from goes.

    Done again with the same answers, it is done once, and tells the same words. Raise TooManyAttempts when too much is done at once.
    """
    session = context.session
    if carried.draft:
        session.execute(delete(CampaignDraft).where(CampaignDraft.mark == carried.draft, CampaignDraft.campaign_id == campaign.id))
    told, lock, known = _free(context, campaign, carried)
    sealed = _sealed(lock, campaign, carried)
    if known is None:
        session.add(CampaignDraft(mark=lock.mark, campaign_id=campaign.id, sealed=sealed, expires_on=context.today + DRAFT_KEPT))
    else:
        known.sealed, known.expires_on = sealed, context.today + DRAFT_KEPT
    try:
        session.flush()
    except IntegrityError:  # a double click, at the same instant: the other one keeps the same answers under the same words
        session.rollback()
    return told


def take_up(context: Context, campaign: Campaign, typed: str) -> Carried:
    """Return the answers that words open, as they were put aside; they stay, until they are sent or too old.

    Raise NotThere, or TooManyAttempts as above.
    """
    lock = _lock(context, campaign, words.normal(typed))
    found = context.session.get(CampaignDraft, lock.mark)
    if found is None or found.campaign_id != campaign.id or found.expires_on < context.today:
        raise NotThere
    return replace(_opened(lock, campaign, found), draft=lock.mark, turned="", at=context.now)


def _free(context: Context, campaign: Campaign, carried: Carried) -> tuple[Sequence[str], _Lock, CampaignDraft | None]:
    """Draw words that open nobody else's answers, from what this device alone carries."""
    for turn in range(MOST_DRAWN):
        secret = f"survey-words:{campaign.id}:{turn}\0{carried.nonce}\0{carried.draft}"
        told = words.draw(hmac.digest(context.settings.secret_key.encode(), secret.encode(), "sha256"))
        lock = _lock(context, campaign, words.normal(" ".join(told)))
        known = context.session.get(CampaignDraft, lock.mark)
        if known is None or _opened(lock, campaign, known).nonce == carried.nonce:
            return told, lock, known
    raise NotThere


def _lock(context: Context, campaign: Campaign, normal: str) -> _Lock:
    salt = hmac.digest(context.settings.secret_key.encode(), f"survey-draft:{campaign.id}".encode(), "sha256")
    if not AT_ONCE.acquire(blocking=False):
        raise TooManyAttempts
    try:
        made = hashlib.scrypt(normal.encode(), salt=salt, n=COST, r=BLOCK, p=1, maxmem=MEMORY, dklen=2 * KEY)
    finally:
        AT_ONCE.release()
    return _Lock(made[:KEY], made[KEY:].hex())


def _sealed(lock: _Lock, campaign: Campaign, carried: Carried) -> str:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - as `app.core.keys`: public pages do without

    body = packed(carried)
    whole = len(body).to_bytes(SIZE) + body
    nonce = os.urandom(NONCE)
    sealed = AESGCM(lock.key).encrypt(nonce, whole.ljust(-len(whole) // ROOM * -ROOM, b"\0"), _bound_to(campaign))
    return base64.b64encode(nonce + sealed).decode()


def _opened(lock: _Lock, campaign: Campaign, draft: CampaignDraft) -> Carried:
    """Return what was sealed; raise NotThere when it cannot be read."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    try:
        sealed = base64.b64decode(draft.sealed, validate=True)
        whole = AESGCM(lock.key).decrypt(sealed[:NONCE], sealed[NONCE:], _bound_to(campaign))
        return unpacked(whole[SIZE : SIZE + int.from_bytes(whole[:SIZE])])
    except (InvalidTag, ValueError, KeyError, TypeError, zlib.error) as error:
        raise NotThere from error


def _bound_to(campaign: Campaign) -> bytes:
    return f"campaign_draft:{campaign.id}".encode()
