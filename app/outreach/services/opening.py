"""Following a request without an account: by its code. What was purged opens no more."""

from datetime import timedelta

from sqlalchemy import select

from app.core.audit import Doer, record
from app.core.errors import NotThere
from app.core.tokens import keyed_digest, new_word
from app.orientations.rules import CODE_ALPHABET, CODE_LENGTH
from app.orientations.services.opening import normal_code
from app.outreach import queries
from app.outreach.models import OutreachRequest
from app.outreach.queries import Case
from app.outreach.rules import Actor, NoteKind, State
from app.outreach.settings import Context

OPEN_FOR = timedelta(hours=2)
"""After a code was given, or the request sent, on one device."""
PURPOSE = "outreach-code"


def code_digest(key: str, code: str) -> str:
    """Return what is stored of a code."""
    return keyed_digest(key, PURPOSE, code)


def make_code(context: Context, request: OutreachRequest) -> str:
    """Give a request the code by which who asked without an account follows it; return it. The row has its number already."""
    while True:
        code = new_word(CODE_ALPHABET, CODE_LENGTH)
        mark = code_digest(context.settings.secret_key, code)
        if context.session.scalar(select(OutreachRequest.id).where(OutreachRequest.code_digest == mark)) is None:
            request.code, request.code_digest = code, mark
            return code


def by_code(context: Context, typed: str) -> Case:
    """Return the request that a code opens; raise NotThere, whatever the reason."""
    code = normal_code(typed)
    if len(code) != CODE_LENGTH:
        raise NotThere
    wanted = OutreachRequest.code_digest == code_digest(context.settings.secret_key, code)
    return _readable(context, context.session.scalar(select(OutreachRequest).where(wanted)))


def give_code(context: Context, typed: str) -> int:
    """Note in the journal that a code was given, and return the number of what it opens; raise NotThere."""
    found = by_code(context, typed).request
    record(context.session, "outreach:code-given", Doer(Actor.REQUESTER), ("outreach_request", found.id))
    return found.id


def by_number(context: Context, number: int) -> Case:
    """Return the request that a device opened a short while ago; raise NotThere."""
    return _readable(context, context.session.get(OutreachRequest, number))


def standing(context: Context, case: Case) -> Case:
    """Return the request that goes on for this one: itself, or the one that it was merged into, however often that happened."""
    request, seen = case.request, {case.request.id}
    while request.state == State.DUPLICATE and request.merged_into_id is not None and request.merged_into_id not in seen:
        seen.add(request.merged_into_id)
        request = context.session.get_one(OutreachRequest, request.merged_into_id)
    return case if request is case.request else queries.case_of(context.session, request)


def words_for_requester(context: Context, request: OutreachRequest) -> str:
    """Return what was written last for who asked; empty when nothing was."""
    found = queries.notes(context.session, request.id, (NoteKind.TO_REQUESTER,))
    return (found[-1].body or "") if found else ""


def note_refusal(context: Context) -> None:
    """Write in the journal that a code opened nothing; the code is not written."""
    record(context.session, "outreach:code-refused", Doer(Actor.REQUESTER))


def _readable(context: Context, found: OutreachRequest | None) -> Case:
    if found is None or found.code_digest is None or found.purged_at is not None:
        raise NotThere
    return queries.case_of(context.session, found)
