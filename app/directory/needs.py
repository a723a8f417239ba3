"""Needs: groups of kinds, in a person's words. Eight stand on the home page; the others are found by search."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.core.language import mark


@dataclass(frozen=True, slots=True)
class Need:
    """One need: its code in the URL, its words, its kinds (the first three tell what it is)."""

    code: str
    label: str
    kinds: tuple[str, ...]


_MOST_FREQUENT = (
    Need(
        "dormir",
        mark("Dormir"),
        (
            "115", "hebergement-urgence", "siao", "maraude", "chrs", "accueil-citoyen", "hebergement-sortie-maternite",
            "hebergement-violences", "hebergement-jeunes-etrangers", "lieu-de-vie-innovant", "samu-social", "maraude-mixte",
            "maraude-jeunes", "residence-sociale", "fjt",
        ),
    ),
    Need(
        "manger",
        mark("Manger"),
        (
            "aide-alimentaire", "restaurant-solidaire", "epicerie-sociale", "cheque-alimentaire", "accueil-de-jour", "maraude",
            "achat-solidaire", "petits-dejeuners-ecole", "cantine-1-euro",
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
            "maison-de-sante", "pmi", "salle-consommation", "act", "css", "ame", "cent-pour-cent-sante",
        ),
    ),
    Need("adresse", mark("Une adresse"), ("domiciliation",)),
    Need(
        "droits",
        mark("Mes droits"),
        (
            "premier-accueil-social", "france-services", "ccas", "rendez-vous-des-droits", "service-social-departement", "caf", "msa",
            "conseil-acces-au-droit", "cidff", "equipe-mobile-droits", "bus-du-droit", "spada", "ecrivain-public-numerique",
            "numero-vert", "referent-de-parcours", "dalo",
        ),
    ),
    Need(
        "budget",
        mark("Mon budget"),
        (
            "pcb", "micro-credit", "fsl", "aide-impayes-loyer", "ccas", "equipe-mobile-expulsion", "rsa", "prime-activite",
            "cheque-energie", "apl", "aspa", "aah", "aeeh", "ass", "allocation-rentree-scolaire", "revenu-solidarite-jeune",
            "aide-urgence-crous",
        ),
    ),
    Need(
        "parler",
        mark("Parler à quelqu’un"),
        (
            "premier-accueil-social", "accueil-de-jour", "paej", "maraude", "cmp", "lieu-ecoute-ase", "soutien-psy-jeunes", "pair-aidance",
            "cafe-des-parents", "numero-prevention-suicide", "comite-personnes-concernees", "unite-mobile-familles",
        ),
    ),
)  # fmt: skip

_OTHERS = (
    Need(
        "logement",
        mark("Trouver un logement"),
        (
            "accompagnement-logement", "logement-tres-social", "residence-sociale", "fjt", "bail-glissant", "dalo", "logement-abord-jeunes",
            "equipe-mobile-expulsion", "travaux-accompagnes", "coach", "siao", "apl", "aide-action-logement",
        ),
    ),
    Need(
        "travail",
        mark("Travailler"),
        (
            "pole-emploi", "mission-locale", "chantier-insertion", "siae", "accompagnement-global", "plie", "emploi-accompagne", "pec",
            "cer", "garantie-activite", "spie", "seve", "convergence", "premieres-heures", "steps", "coach", "tapaj", "flash-emploi",
            "garantie-jeunes", "creation-activite", "adie", "creche-avip",
        ),
    ),
    Need(
        "apprendre",
        mark("Apprendre, se former"),
        (
            "cours-de-langue", "cio", "devoirs-faits", "clas", "psad", "plateforme-remobilisation", "atelier-numerique",
            "formation-participation", "vacances-apprenantes", "service-civique", "educateur-a-domicile",
        ),
    ),
    Need(
        "enfants",
        mark("Mes enfants, ma famille"),
        (
            "pmi", "creche", "centre-social", "laep", "relais-petite-enfance", "assistant-maternel", "garde-horaires-atypiques",
            "creche-avip", "reaap", "cafe-des-parents", "clas", "ase", "educateur-a-domicile", "jeux-itinerants", "unite-mobile-familles",
            "maraude-mixte", "hebergement-sortie-maternite", "petits-dejeuners-ecole", "cantine-1-euro", "cites-educatives",
            "promeneurs-du-net", "bibliotheque-ludotheque", "allocation-rentree-scolaire", "aeeh",
        ),
    ),
    Need(
        "jeunes",
        mark("Je suis jeune"),
        (
            "mission-locale", "paej", "pij", "garantie-jeunes", "fjt", "mjc", "cio", "pacea", "contrat-jeune-majeur",
            "guichet-jeunes-majeurs", "lieu-ecoute-ase", "conference-familiale", "logement-abord-jeunes", "prevention-specialisee",
            "maraude-jeunes", "soutien-psy-jeunes", "service-civique", "tapaj", "flash-emploi", "psad", "plateforme-remobilisation",
            "cites-educatives", "vacances-apprenantes", "promeneurs-du-net", "hebergement-jeunes-etrangers", "ambassadeurs-sante-mentale",
            "revenu-solidarite-jeune", "aide-urgence-crous", "pass-culture",
        ),
    ),
    Need(
        "moral",
        mark("Le moral, les addictions"),
        (
            "cmp", "addictologie", "caarud", "numero-prevention-suicide", "soutien-psy-jeunes", "vigilans", "cellule-urgence-psy",
            "ambassadeurs-sante-mentale", "salle-consommation", "pair-aidance",
        ),
    ),
    Need(
        "deplacement",
        mark("Se déplacer"),
        (
            "plateforme-mobilite", "garage-solidaire", "auto-ecole-sociale", "transport-a-la-demande", "velo-solidaire", "covoiturage",
            "aide-permis", "micro-credit",
        ),
    ),
    Need(
        "numerique",
        mark("Internet et téléphone"),
        (
            "recharge-wifi", "espace-public-numerique", "ecrivain-public-numerique", "atelier-numerique", "materiel-numerique",
            "france-services", "bibliotheque-ludotheque", "carte-lieux-utiles",
        ),
    ),
    Need("habits", mark("S’habiller, s’équiper"), ("vestiaire", "materiel-numerique", "protections-periodiques", "bagagerie", "laverie")),
    Need(
        "rencontres",
        mark("Rencontrer, participer"),
        (
            "centre-social", "evs", "mjc", "jardin-partage", "comite-personnes-concernees", "pair-aidance", "engagement-benevole",
            "formation-participation", "atelier-femmes-rural", "achat-solidaire",
        ),
    ),
    Need("violences", mark("Être en sécurité"), ("hebergement-violences", "cidff", "accueil-citoyen")),
    Need("asile", mark("Demander l’asile"), ("spada", "cours-de-langue", "conseil-acces-au-droit")),
)  # fmt: skip

HOME_NEEDS: Mapping[str, Need] = MappingProxyType({need.code: need for need in _MOST_FREQUENT})
"""The eight of the home page."""

NEEDS: Mapping[str, Need] = MappingProxyType({need.code: need for need in (*_MOST_FREQUENT, *_OTHERS)})
"""Every need, those of the home page first."""

NEEDS_OF_KIND: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        kind: tuple(need.code for need in NEEDS.values() if kind in need.kinds)
        for kind in {kind for need in NEEDS.values() for kind in need.kinds}
    }
)
