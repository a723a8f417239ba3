"""Making the page of a kind."""

from app.core.language import FRENCH, Translator
from app.directory.display.sheets import KindSheet
from app.directory.display.wording import day_text
from app.directory.kinds import SENSITIVE, Kind
from app.directory.legal import LEGAL_POINTS, READ_AGAIN_ON
from app.directory.search.urgency import NO_ROOF, VIOLENCE


def kind_sheet(kind: Kind, t: Translator, lang: str) -> KindSheet:
    """Return what the page of a kind shows. `lang` is what links carry."""
    points = LEGAL_POINTS.get(kind.code, ())
    suffix = f"&lang={lang}" if lang else ""
    name = t.gettext(kind.name)
    return KindSheet(
        code=kind.code,
        name=name,
        acronym=kind.acronym if kind.acronym and kind.acronym not in name else "",
        definition=t.gettext(kind.definition),
        family=t.gettext(kind.family),
        today_name=t.gettext(kind.today_name) if kind.today_name else "",
        where_to_ask=t.gettext(kind.where_to_ask) if kind.where_to_ask else "",
        facts=tuple((t.gettext(point.sentence), point.reference) for point in points),
        facts_date=day_text(READ_AGAIN_ON, t) if points else "",
        search_href=f"/recherche?type={kind.code}{suffix}" if kind.can_be_searched else "",
        urgent=_urgent(kind.code),
        is_sensitive=kind.code in SENSITIVE,
        language="" if t.language is FRENCH else FRENCH.code,
    )


def _urgent(code: str) -> str:
    if code in VIOLENCE:
        return "violences"
    return "115" if code in NO_ROOF else ""
