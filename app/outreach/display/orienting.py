"""Choosing a service for who was met (`outreach/orient.html`): kinds of help, the likeliest first, and services near."""

from collections.abc import Sequence

from app.core.language import Translator
from app.directory.display.kind_words import capital, full_name
from app.directory.kinds import kinds
from app.outreach.near_services import KINDS
from app.outreach.rules import Need


def kind_choices(needs: Sequence[str], t: Translator) -> list[tuple[str, str]]:
    """Return the kinds of help that can be looked for (code, name): those that answer the needs of a request, then all by name."""
    known = kinds()
    likely = dict.fromkeys(code for need in needs if need in set(Need) for code in KINDS[Need(need)])
    named = {code: capital(full_name(kind, t)) for code, kind in known.items() if kind.can_be_searched}
    rest = sorted((code for code in named if code not in likely), key=lambda code: named[code])
    return [(code, named[code]) for code in (*likely, *rest) if code in named]
