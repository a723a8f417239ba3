"""A person's agreement to share: to which words, in which language, given how."""

from collections.abc import Sequence

from sqlalchemy import Table

from app.core.errors import NotThere
from app.core.tokens import digest, is_same, keyed_digest
from app.core.upserting import insertion
from app.orientations.agreement_wording import VERSION, WORDINGS
from app.orientations.models import Agreement, AgreementWording, Orientation
from app.orientations.rules import AgreementWay
from app.orientations.settings import Context

CATEGORIES: Sequence[str] = (
    "emetteur:tout",
    "destinataire:identite",
    "destinataire:contact",
    "destinataire:presentation",
    "coordination:etat",
)
"""Who may see what: what the texts of every version so far say."""
CODE_MINUTES = 20


def wording(version: str, language: str) -> str:
    """Return a text to read; raise NotThere for a version or a language that has none."""
    try:
        return WORDINGS[version][language]
    except KeyError:
        raise NotThere from None


def give(context: Context, orientation: Orientation, way: AgreementWay, language: str, account: int | None) -> Agreement:
    """Write down that the person agreed to the present text, read in a language; raise NotThere for a language that has none."""
    given = Agreement(
        orientation_id=orientation.id,
        given_at=context.now,
        way=way,
        wording=_kept(context, language),
        categories=list(CATEGORIES),
        recorded_by=account,
    )
    context.session.add(given)
    context.session.flush()
    return given


def carry_over(context: Context, source: Agreement, orientation: Orientation) -> Agreement:
    """Write down that what was agreed for an orientation holds for one that takes it over: same words, same day."""
    given = Agreement(
        orientation_id=orientation.id,
        given_at=source.given_at,
        way=source.way,
        wording=source.wording,
        categories=list(source.categories),
        recorded_by=source.recorded_by,
    )
    context.session.add(given)
    context.session.flush()
    return given


def code_mark(secret_key: str, about: str, code: str) -> str:
    """Return what is kept of a code sent by SMS. `about`: all that the code is worth for (who asks, telephone, until when)."""
    return keyed_digest(secret_key, "agreement-code", f"{about}\0{code}")


def is_code(secret_key: str, about: str, code: str, mark: str) -> bool:
    """Whether a code is the one that was sent."""
    return is_same(code_mark(secret_key, about, code), mark)


def _kept(context: Context, language: str) -> str:
    """Return the digest of the present text, kept from now on; two at once keep one."""
    text = wording(VERSION, language)
    table: Table = AgreementWording.__table__  # type: ignore[assignment] # declared as something wider
    row = insertion(table, context.session.get_bind().dialect.name)
    row = row.values(digest=digest(text), version=VERSION, language=language, text=text, first_read_at=context.now)
    context.session.execute(row.on_conflict_do_nothing(index_elements=[table.c.digest]))
    return digest(text)
