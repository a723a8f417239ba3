"""Guessing the kinds of a service of the national data, which does not know them. Unsure is worse than none, save for protection."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
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
    thematiques, publics, reseaux = tuple(thematiques), tuple(publics), tuple(reseaux)
    named = [found.kind for found in kinds_named(nom) if _is_named(found, thematiques, type_, publics)]
    of_structure = [kind for kind in _kinds_of_structure(structure_nom, reseaux) if _can_be(kind, thematiques)]
    if named:
        of_structure = [kind for kind in of_structure if kind not in _EMERGENCY]
    protected = protected_kinds(nom, structure_nom, description, _signs(thematiques, publics, reseaux), told)
    found = dict.fromkeys((*protected, *named, *of_structure))
    return tuple(found)[:MOST] if found else _beyond_doubt(thematiques, type_, publics)


def _signs(thematiques: Sequence[str], publics: Sequence[str], reseaux: Sequence[str]) -> Signs:
    return Signs(
        violence=_VIOLENCE in thematiques,
        roof=_TEMPORARY_ROOF in thematiques,
        women_only="femmes" in publics and _WOMEN.issuperset(publics),
        front_office=not _FRONT_OFFICES.isdisjoint(reseaux) and len(set(map(_domain, thematiques))) >= _FRONT_OFFICE_DOMAINS,
    )


def _kinds_of_structure(nom: str, reseaux: Iterable[str]) -> list[str]:
    """The kinds of a structure by its networks, then by its name; some may come again."""
    by_networks = kinds_of_networks()
    return [*(by_networks[code] for code in reseaux if code in by_networks), *(found.kind for found in kinds_named(nom))]


def _beyond_doubt(thematiques: Sequence[str], type_: str | None, publics: Sequence[str]) -> tuple[str, ...]:
    """The kinds of a service by its codes alone."""
    if not thematiques:
        return ()
    said, whom = frozenset(thematiques), frozenset(publics)
    return tuple(
        rule.kind
        for rule in _rules_of_thematiques().get(thematiques[0], ())
        if said <= rule.thematiques and type_ in rule.types and (not rule.publics or whom == rule.publics)
    )


@cache
def _rules_of_thematiques() -> Mapping[str, Sequence[_Rule]]:
    every = chain.from_iterable(rule.thematiques for rule in _BEYOND_DOUBT)
    return {code: [rule for rule in _BEYOND_DOUBT if code in rule.thematiques] for code in every}


def _can_be(kind: str, thematiques: Sequence[str]) -> bool:
    """Whether a service may be of the kind of its structure: they share a thematique. Nobody is oriented to an aid."""
    return kinds()[kind].can_be_searched and not _thematiques(kind).isdisjoint(thematiques)


@cache
def _thematiques(kind: str) -> frozenset[str]:
    return frozenset(correspondence(kind).thematiques)


@cache
def _domains(kind: str) -> frozenset[str]:
    return frozenset(map(_domain, _thematiques(kind)))


def _is_named(found: Named, thematiques: Sequence[str], type_: str | None, publics: Sequence[str]) -> bool:
    """Whether a service is the kind that its name says, and not one that helps to get it, or another one of the same name."""
    kind, says = found.kind, correspondence(found.kind)
    if not kinds()[kind].can_be_searched and type_ != "aide-financiere" and not found.is_whole:
        return False
    if publics and _CARE.issuperset(publics) and _EVERYBODY not in says.publics and _CARE.isdisjoint(says.publics):
        return False
    if not thematiques or not says.thematiques:
        return True
    if kind in _EMERGENCY:
        return not _thematiques(kind).isdisjoint(thematiques)
    return not _domains(kind).isdisjoint(map(_domain, thematiques))


def _domain(thematique: str) -> str:
    return thematique.partition("--")[0]
