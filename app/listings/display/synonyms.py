"""Telling what the words that were added mean, and why one cannot be."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from app.core.language import Translator, mark
from app.core.written_days import day_text
from app.directory.kinds import kinds
from app.directory.models import KindSynonym
from app.directory.needs import NEEDS
from app.directory.organisations import ORGANISATIONS
from app.listings.services.synonyms import Clash, Meant

CLASHES: Mapping[Clash, str] = {
    Clash.KIND: mark("Ces mots mènent déjà à « %(what)s »."),
    Clash.NEED: mark("Ces mots mènent déjà au besoin « %(what)s »."),
    Clash.URGENCY: mark("Ces mots montrent déjà un numéro d’urgence. Ils ne peuvent pas mener ailleurs."),
    Clash.HOMONYM: mark("« %(what)s » a plusieurs sens : la recherche demande déjà lequel."),
    Clash.ORGANISATION: mark("Ces mots nomment déjà une organisation : %(what)s."),
    Clash.MOMENT: mark("Ces mots disent quand : la recherche les lit comme un moment."),
    Clash.COMMUNE: mark("C’est le nom d’une commune : la recherche le lit comme un lieu."),
    Clash.LITTLE_WORD: mark("Ce mot est trop courant pour vouloir dire une seule chose."),
    Clash.NOTHING: mark("Écrivez des lettres françaises ou arabes : la recherche n’en lit pas d’autres."),
}


class Line(NamedTuple):
    """One phrase of the list."""

    number: int
    text: str
    kind: str
    href: str
    added: str


def lines(synonyms: Iterable[KindSynonym], t: Translator) -> list[Line]:
    """Return the phrases as the list shows them."""
    return [
        Line(
            one.id,
            one.text,
            t.gettext(kinds()[one.kind].name) if one.kind in kinds() else one.kind,
            f"/dispositifs/{one.kind}",
            t.gettext("ajouté le %(day)s", day=day_text(one.added_at.date(), t)),
        )
        for one in synonyms
    ]


def clash(meant: Meant, t: Translator) -> str:
    """Return why a phrase cannot be added, and what it stands for."""
    return t.gettext(CLASHES[meant.clash], what=_named(meant, t))


def _named(meant: Meant, t: Translator) -> str:
    match meant.clash:
        case Clash.KIND:
            return t.gettext(kinds()[meant.code].name)
        case Clash.NEED:
            return t.gettext(NEEDS[meant.code].label)
        case Clash.ORGANISATION:
            return t.gettext(ORGANISATIONS[meant.code].name)
        case _:
            return meant.code
