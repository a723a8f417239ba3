"""Guessing the kinds of a service of the national data, which does not know them. Unsure is worse than none, save for protection."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from app.directory.correspondences import correspondence, kinds_of_networks
from app.directory.kinds import THROUGH_SIAO, kinds
from app.directory.naming import Named, kinds_named
from app.directory.refuges import Signs, Told, protected_kinds

MOST = 3
"""How many kinds a service is guessed at most."""

_VIOLENCE = "famille--surmonter-conflits-separation-violence"
_TEMPORARY_ROOF = "logement-hebergement--rechercher-une-solution-dhebergement-temporaire"

_EMERGENCY = THROUGH_SIAO | {"115", "siao"}
"""Wrongly guessed, these send somebody without a roof where there is none."""

_FRONT_OFFICES = frozenset({
    "caf", "ccas-cias", "cms", "france-service", "maisons-des-solidarites", "mission-locale", "msap", "mutualite-sociale-agricole",
    "pimms-mediation",
})  # fmt: skip
_FRONT_OFFICE_DOMAINS = 4
"""Domains of thematiques from which a front office is taken to receive for everything."""

_WOMEN = frozenset({"familles", "femmes", "personnes-en-situation-durgence"})
_CARE = frozenset({"personnes-en-situation-de-handicap", "seniors"})
_EVERYBODY = "tous-publics"


class _Rule(NamedTuple):
    """A service of these thematiques alone, of one of these types, for these publics alone if any, is of this kind beyond doubt."""

    thematiques: frozenset[str]
    types: frozenset[str]
    publics: frozenset[str]
    kind: str


def _rule(kind: str, thematiques: str, types: str, publics: str = "") -> _Rule:
    return _Rule(frozenset(thematiques.split()), frozenset(types.split()), frozenset(publics.split()), kind)


_BEYOND_DOUBT = (
    _rule("aide-alimentaire", "equipement-et-alimentation--alimentation", "aide-materielle"),
    _rule("vestiaire", "equipement-et-alimentation--habillement", "aide-materielle"),
    _rule("cours-de-langue", "lecture-ecriture-calcul--maitriser-le-francais", "atelier formation"),
    _rule("atelier-numerique", "numerique--maitriser-les-fondamentaux-du-numerique", "atelier formation"),
    _rule("materiel-numerique", "numerique--acquerir-un-equipement", "aide-materielle"),
    _rule(
        "creation-activite",
        "creer-une-entreprise--definir-son-projet-de-creation-dentreprise "
        "creer-une-entreprise--structurer-son-projet-de-creation-dentreprise",
        "accompagnement",
    ),
    _rule("soutien-psy-jeunes", "sante--sante-mentale", "accompagnement", "jeunes"),
)


class _Codes(NamedTuple):
    """What is worked out of codes alone, once for each set of them."""

    signs: Signs
    by_networks: tuple[str, ...]
    by_thematiques: tuple[str, ...]


def guess(  # noqa: PLR0913, PLR0917 - what v1 says of a service, as the reader of a file has it
    nom: str,
    structure_nom: str,
    description: str,
    thematiques: Iterable[str],
    type_: str | None,
    publics: Iterable[str],
    reseaux: Iterable[str],
    told: Told = Told(),  # noqa: B008 - it is frozen
) -> tuple[str, ...]:
    """Return at most three codes of kinds, the surest first, for a service as v1 tells it; `reseaux` are those of its structure.

    First what must be protected, `told` read too; then what its name says, its structure's networks, its structure's name; its codes if
    all else is silent.
    """
    thematiques, publics = tuple(thematiques), tuple(publics)
    codes = _codes(thematiques, type_, publics, tuple(reseaux))
    named = [found.kind for found in kinds_named(nom) if _is_named(found, thematiques, type_, publics)]
    of_structure = [*codes.by_networks, *(found.kind for found in kinds_named(structure_nom) if _can_be(found.kind, thematiques))]
    if named:
        of_structure = [kind for kind in of_structure if kind not in _EMERGENCY]
    protected = protected_kinds(nom, structure_nom, description, codes.signs, told)
    found = dict.fromkeys((*protected, *named, *of_structure))
    return tuple(found)[:MOST] if found else codes.by_thematiques


@lru_cache(maxsize=4096)
def _codes(thematiques: tuple[str, ...], type_: str | None, publics: tuple[str, ...], reseaux: tuple[str, ...]) -> _Codes:
    said, whom = frozenset(thematiques), frozenset(publics)
    domains = {_domain(code) for code in thematiques}
    signs = Signs(
        violence=_VIOLENCE in said,
        roof=_TEMPORARY_ROOF in said,
        women_only="femmes" in whom and whom <= _WOMEN,
        front_office=len(domains) >= _FRONT_OFFICE_DOMAINS and not _FRONT_OFFICES.isdisjoint(reseaux),
    )
    by_networks = [kind for code in reseaux if (kind := kinds_of_networks().get(code)) and _can_be(kind, thematiques)]
    by_thematiques = [
        rule.kind
        for rule in _BEYOND_DOUBT
        if said and said <= rule.thematiques and type_ in rule.types and (not rule.publics or whom == rule.publics)
    ]
    return _Codes(signs, tuple(dict.fromkeys(by_networks)), tuple(by_thematiques))


@lru_cache(maxsize=4096)
def _can_be(kind: str, thematiques: tuple[str, ...]) -> bool:
    """Whether a service may be of the kind of its structure: they share a thematique. Nobody is oriented to an aid."""
    return kinds()[kind].can_be_searched and not set(correspondence(kind).thematiques).isdisjoint(thematiques)


@lru_cache(maxsize=4096)
def _is_named(found: Named, thematiques: tuple[str, ...], type_: str | None, publics: tuple[str, ...]) -> bool:
    """Whether a service is the kind that its name says, and not one that helps to get it, or another one of the same name."""
    kind, says = found.kind, correspondence(found.kind)
    if not kinds()[kind].can_be_searched and type_ != "aide-financiere" and not found.is_whole:
        return False
    if publics and _CARE.issuperset(publics) and _EVERYBODY not in says.publics and _CARE.isdisjoint(says.publics):
        return False
    if not thematiques or not says.thematiques:
        return True
    if kind in _EMERGENCY:
        return not set(says.thematiques).isdisjoint(thematiques)
    return not {_domain(code) for code in says.thematiques}.isdisjoint(map(_domain, thematiques))


def _domain(thematique: str) -> str:
    return thematique.partition("--")[0]
