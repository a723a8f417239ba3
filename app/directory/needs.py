"""The eight needs of the home page: groups of kinds, in a person's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.core.language import mark


@dataclass(frozen=True, slots=True)
class Need:
    """One need: its code in the URL, its words, its kinds (the first three tell what it is), its urgent page if any."""

    code: str
    label: str
    kinds: tuple[str, ...]


_NEEDS = (
    Need(
        "dormir",
        mark("Dormir"),
        (
            "115", "hebergement-urgence", "siao", "chrs", "accueil-citoyen", "hebergement-sortie-maternite", "hebergement-violences",
            "hebergement-jeunes-etrangers", "lieu-de-vie-innovant", "maraude", "samu-social", "maraude-mixte", "maraude-jeunes",
            "residence-sociale", "fjt",
        ),
    ),
    Need(
        "manger",
        mark("Manger"),
        (
            "aide-alimentaire", "restaurant-solidaire", "epicerie-sociale", "cheque-alimentaire", "accueil-de-jour", "maraude",
            "achat-solidaire",
        ),
    ),
    Need(
        "se-laver",
        mark("Se laver"),
        ("douche", "laverie", "accueil-de-jour", "toilettes", "eau-potable", "bagagerie", "vestiaire", "protections-periodiques"),
    ),
    Need(
        "se-soigner",
        mark("Se soigner"),
        (
            "pass", "equipe-mobile-sante", "centre-sante-participatif", "lhss", "lam", "mediation-sante", "cmp", "addictologie", "caarud",
            "maison-de-sante", "pmi", "salle-consommation",
        ),
    ),
    Need("adresse", mark("Une adresse"), ("domiciliation",)),
    Need(
        "droits",
        mark("Mes droits"),
        (
            "premier-accueil-social", "france-services", "ccas", "rendez-vous-des-droits", "service-social-departement", "caf", "msa",
            "conseil-acces-au-droit", "cidff", "equipe-mobile-droits", "bus-du-droit", "spada", "ecrivain-public-numerique",
        ),
    ),
    Need("budget", mark("Mon budget"), ("pcb", "micro-credit", "fsl", "aide-impayes-loyer", "ccas", "equipe-mobile-expulsion")),
    Need(
        "parler",
        mark("Parler à quelqu’un"),
        (
            "premier-accueil-social", "accueil-de-jour", "paej", "maraude", "cmp", "lieu-ecoute-ase", "soutien-psy-jeunes", "pair-aidance",
            "cafe-des-parents", "numero-prevention-suicide", "comite-personnes-concernees", "unite-mobile-familles",
        ),
    ),
)  # fmt: skip

NEEDS: Mapping[str, Need] = MappingProxyType({need.code: need for need in _NEEDS})

NEEDS_OF_KIND: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {kind: tuple(need.code for need in _NEEDS if kind in need.kinds) for kind in {kind for need in _NEEDS for kind in need.kinds}}
)
