"""Drafts of questionnaires: begun, changed by several people at once, tied to the versions that were published of them."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.core.audit import Doer, record
from app.core.errors import NotThere
from app.core.numbers import LARGEST
from app.participation.building.texts import stamped
from app.participation.definition import Definition, canonical, parse
from app.participation.models import QuestionnaireDraft, Recording
from app.participation.rules import Gate
from app.participation.settings import Context

FIRST_GATES = (Gate.TRANSLATIONS, Gate.DATA_SHEET)
"""What is asked of a new draft; its organisation settles the rest."""


def begin(context: Context, organisation: int, definition: Definition, by: Doer, *, questionnaire: int | None = None) -> QuestionnaireDraft:
    """Return a new draft of an organisation; `questionnaire`: the one that its versions will be of. Voices of others stay with them."""
    definition = _heard_here(context.session, organisation, definition)
    made = QuestionnaireDraft(
        organisation_id=organisation, questionnaire_id=questionnaire, body=canonical(definition), stamps=stamped(None, definition, {}),
        gates=[str(gate) for gate in FIRST_GATES], created_at=context.now, updated_at=context.now,
    )  # fmt: skip
    context.session.add(made)
    context.session.flush()
    record(context.session, "survey:draft-begun", by, ("questionnaire_draft", made.id))
    return made


def draft(session: Session, number: int) -> QuestionnaireDraft:
    """Return a draft by its number; raise NotThere."""
    found = session.get(QuestionnaireDraft, number) if number < LARGEST else None
    if found is None:
        raise NotThere
    return found


def held(session: Session, number: int) -> QuestionnaireDraft:
    """Return a draft of which no other process decides at the same instant: publishing it, objecting to it. Raise NotThere."""
    draft(session, number)
    found = session.get(QuestionnaireDraft, number, with_for_update={"key_share": True}, populate_existing=True)
    if found is None:
        raise NotThere
    return found


def change(context: Context, number: int, work: Callable[[Definition], Definition]) -> QuestionnaireDraft:
    """Have a draft say what `work` makes of what it says now; what it raises changes nothing. Done by `again`.

    Somebody who changed it meanwhile is heard first: `work` is given what they left. What it must not overwrite, it compares itself.
    """
    found = draft(context.session, number)
    before = parse(found.body)
    after = work(before)
    body = canonical(after)
    if body != found.body:
        found.stamps = stamped(before, after, found.stamps)
        found.previous, found.body, found.updated_at = found.body, body, context.now
        context.session.flush()
    return found


def undo(context: Context, number: int, version: int) -> bool:
    """Have a draft say what it said before its last change; return False when somebody changed it since `version`."""
    found = draft(context.session, number)
    if found.version != version or not found.previous:
        return False
    before, after = parse(found.body), parse(found.previous)
    found.stamps = stamped(before, after, found.stamps)
    found.previous, found.body, found.updated_at = "", found.previous, context.now
    context.session.flush()
    return True


def drop(context: Context, number: int, by: Doer) -> None:
    """Delete a draft; raise NotThere for one that was published, which goes on with its versions."""
    found = held(context.session, number)
    if found.questionnaire_id is not None:
        raise NotThere
    record(context.session, "survey:draft-dropped", by, ("questionnaire_draft", number))
    context.session.execute(delete(QuestionnaireDraft).where(QuestionnaireDraft.id == number))
    context.session.flush()


def _heard_here(session: Session, organisation: int, definition: Definition) -> Definition:
    """Return a definition that names the recorded voices of its organisation alone."""
    if not any(question.audio for question in definition.questions):
        return definition
    known = set(session.scalars(select(Recording.digest).where(Recording.organisation_id == organisation)))
    voices = ({code: voice for code, voice in one.audio.items() if voice in known} for one in definition.questions)
    return replace(definition, questions=tuple(replace(one, audio=audio) for one, audio in zip(definition.questions, voices, strict=True)))
