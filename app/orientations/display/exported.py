"""The table that is taken away: one line an orientation; who the person is, only when it was asked for."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from app.core.clock import PARIS
from app.core.language import Translator
from app.core.spreadsheet import table
from app.orientations.display.naming import Names, need_text
from app.orientations.labels import OUTCOMES, REASONS, STATES, TOLD
from app.orientations.list_queries import Row
from app.orientations.rules import Outcome, Reason, State, Told
from app.orientations.settings import Context


def exported(context: Context, rows: Sequence[Row], t: Translator, *, with_names: bool) -> str:
    """Return the file."""
    names = Names(context.session, [(row.service, row.structure) for row in rows], t)
    return table(_headings(t, with_names=with_names), (tuple(_cells(row, names, t, with_names=with_names)) for row in rows))


def _headings(t: Translator, *, with_names: bool) -> list[str]:
    who = [t.gettext("nom"), t.gettext("téléphone"), t.gettext("courriel")] if with_names else []
    return [
        t.gettext("numéro"), *who, t.gettext("état"), t.gettext("depuis le"), t.gettext("besoin"), t.gettext("service"),
        t.gettext("qui oriente"), t.gettext("besoin noté le"), t.gettext("envoyée le"), t.gettext("première réponse le"),
        t.gettext("premier contact le"), t.gettext("fermée le"), t.gettext("raison"), t.gettext("à la fin"),
        t.gettext("contact, selon la personne"), t.gettext("aide reçue, selon la personne"), t.gettext("besoin résolu, selon la personne"),
        t.gettext("exemple"),
    ]  # fmt: skip


def _cells(row: Row, names: Names, t: Translator, *, with_names: bool) -> Iterator[str]:
    one = row.orientation
    yield str(one.id)
    if with_names:
        person = row.person
        yield from ((person.name or "", person.phone or "", person.email or "") if person else ("", "", ""))
    yield t.gettext(STATES[State(one.state)])
    yield _day(one.state_since)
    yield need_text(one.kind, t)
    yield names.service(row.service, row.structure)
    yield row.organisation.name if row.organisation else ""
    yield from (_day(at) for at in (one.recorded_at, one.sent_at, one.answered_at, one.contact_at, one.closed_at))
    yield t.gettext(REASONS[Reason(one.reason)]) if one.reason else ""
    yield t.gettext(OUTCOMES[Outcome(one.outcome)]) if one.outcome else ""
    yield from (t.gettext(TOLD[Told(told)]) if told else "" for told in (one.told_contact, one.told_help, one.told_need))
    yield t.gettext("exemple") if one.is_example else ""


def _day(at: datetime | None) -> str:
    """A day as every spreadsheet reads it."""
    return at.astimezone(PARIS).date().isoformat() if at else ""
