"""Making the page of a kind."""

from app.core.clock import today
from app.core.language import FRENCH, Translator
from app.core.written_days import day_text
from app.directory.display.kind_facts import Facts, facts, other_names
from app.directory.display.kind_words import FORMS, NEAR, SOURCES, STATUSES, acronym, capital, full_name
from app.directory.display.making_kind_lists import best_need
from app.directory.display.sheets import KindSheet, Told
from app.directory.kinds import SENSITIVE, Form, Kind, kinds, places_of_aid
from app.directory.legal import LEGAL_POINTS, READ_AGAIN_ON
from app.directory.needs import NEEDS, NEEDS_OF_KIND
from app.directory.search.urgency import NO_ROOF, VIOLENCE

MOST_NEIGHBOURS = 6


def kind_sheet(kind: Kind, t: Translator, lang: str, base_url: str) -> KindSheet:
    """Return what the page of a kind shows. `lang` is what links carry; `base_url` is that of the printed address."""
    points = LEGAL_POINTS.get(kind.code, ())
    told, asked = facts()[kind.code], places_of_aid(kind.code)
    return KindSheet(
        code=kind.code,
        name=t.gettext(kind.name),
        acronym=acronym(kind, t),
        definition=t.gettext(kind.definition),
        form=t.gettext(FORMS[kind.form]),
        is_aid=kind.form is Form.AID,
        family=capital(t.gettext(kind.family)),
        public=_told(told.publics, t),
        needs=_needs(kind, t, lang),
        other_names=other_names(kind.code),
        change=_change(kind, told, t),
        figure=_told(told.figure if told.source in SOURCES else "", t),
        figure_source=t.gettext(SOURCES[told.source]) if told.figure and told.source in SOURCES else "",
        where_to_ask=t.gettext(kind.where_to_ask) if kind.where_to_ask else "",
        ask_at=tuple(_link(code, t, lang) for code in asked.kinds),
        is_asked_online=asked.is_online,
        facts=tuple((t.gettext(point.sentence), point.reference) for point in points),
        facts_date=day_text(READ_AGAIN_ON, t) if points else "",
        near=t.gettext(NEAR[kind.form]),
        search_href=f"/recherche?type={kind.code}{f'&lang={lang}' if lang else ''}" if kind.can_be_searched else "",
        neighbours=_neighbours(kind, t, lang),
        urgent=_urgent(kind.code),
        is_sensitive=kind.code in SENSITIVE,
        printed_on=day_text(today(), t),
        url=f"{base_url}/dispositifs/{kind.code}",
    )


def _told(text: str, t: Translator) -> Told:
    """A text of the data in the reader's language where the catalogues have it, else in French and said so."""
    said = t.gettext(text) if text else ""
    is_french = t.language is not FRENCH and said == text
    return Told(said, FRENCH.code if is_french and text else "")


def _needs(kind: Kind, t: Translator, lang: str) -> tuple[tuple[str, str], ...]:
    suffix = f"&lang={lang}" if lang else ""
    return tuple((t.gettext(NEEDS[code].label), f"/recherche?besoin={code}{suffix}") for code in NEEDS_OF_KIND.get(kind.code, ()))


def _change(kind: Kind, told: Facts, t: Translator) -> str:
    """What has become of it; a name of today is told even where the data does not say why."""
    today_name = t.gettext(kind.today_name) if kind.today_name else ""
    said = STATUSES.get(told.status, STATUSES["renommé"] if today_name else "")
    return t.gettext(said, before=t.gettext(kind.name), today=today_name) if said else ""


def _neighbours(kind: Kind, t: Translator, lang: str) -> tuple[tuple[str, str], ...]:
    """A few other kinds: of the need that it answers best, then of its family."""
    of_need = NEEDS[best_need(kind.code)].kinds if kind.code in NEEDS_OF_KIND else ()
    of_family = (other.code for other in kinds().values() if other.family == kind.family)
    codes = [code for code in dict.fromkeys((*of_need, *of_family)) if code != kind.code]
    return tuple(_link(code, t, lang) for code in codes[:MOST_NEIGHBOURS])


def _link(code: str, t: Translator, lang: str) -> tuple[str, str]:
    return full_name(kinds()[code], t), f"/dispositifs/{code}{f'?lang={lang}' if lang else ''}"


def _urgent(code: str) -> str:
    if code in VIOLENCE:
        return "violences"
    return "115" if code in NO_ROOF else ""
