"""Organisations that people name and that are no kind of help: told apart, and looked for in names and descriptions."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.core.language import mark


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation: its full name, one line of what it is, and the other ways people name it, as one would type them."""

    code: str
    name: str
    explanation: str
    said: tuple[str, ...] = ()


_ORGANISATIONS = (
    Organisation("ars", mark("Agence régionale de santé"), mark("Elle organise la santé dans la région. Elle ne soigne pas.")),
    Organisation(
        "centre-educatif-renforce",
        mark("Centre éducatif renforcé"),
        mark("Un lieu pour quelques jeunes que le juge y envoie, avec des éducateurs."),
    ),
    Organisation(
        "centre-sante-sexuelle",
        mark("Centre de santé sexuelle"),
        mark("Contraception, grossesse, dépistage : on vous y reçoit et on vous y répond."),
        ("planning familial", "contraception", "ivg", "avortement", "centre de planification"),
    ),
    Organisation(
        "pass-region", mark("Pass’Région"), mark("Une carte de la Région pour les lycéens et les jeunes en formation."), ("pass region",)
    ),
    Organisation("medecins-du-monde", mark("Médecins du Monde"), mark("Une association de soignants.")),
    Organisation(
        "cpam",
        mark("Assurance maladie (CPAM)"),
        mark("Elle rembourse les soins. France services peut vous aider à la joindre."),
        ("assurance maladie", "cpam", "secu", "securite sociale", "caisse primaire d assurance maladie", "carte vitale", "ameli"),
    ),
    Organisation(
        "mdph",
        mark("Maison départementale des personnes handicapées (MDPH)"),
        mark("Elle reçoit les demandes de droits des personnes handicapées."),
        ("mdph", "maison du handicap", "maison departementale des personnes handicapees", "maison departementale de l autonomie"),
    ),
    Organisation(
        "maison-des-adolescents",
        mark("Maison des adolescents"),
        mark("Des soignants et des éducateurs écoutent les jeunes et leurs parents."),
        ("maison des ados",),
    ),
    Organisation(
        "prefecture",
        mark("Préfecture"),
        mark("Le service de l’État pour les titres de séjour et d’autres papiers."),
        ("prefecture", "sous prefecture"),
    ),
    Organisation(
        "impots",
        mark("Service des impôts"),
        mark("Pour votre déclaration et vos avis d’impôt. France services peut vous aider à les joindre."),
        ("impots", "centre des impots", "tresor public", "service des impots"),
    ),
    Organisation(
        "carsat",
        mark("Assurance retraite (CARSAT)"),
        mark("Elle verse la retraite. France services peut vous aider à la joindre."),
        ("carsat", "assurance retraite", "caisse de retraite", "retraite"),
    ),
    Organisation("croix-rouge", mark("Croix-Rouge française"), mark("Une association d’aide."), ("croix rouge",)),
    Organisation("emmaus", mark("Emmaüs"), mark("Une association d’aide."), ("emmaus",)),
    Organisation("secours-catholique", mark("Secours Catholique"), mark("Une association d’aide."), ("secours catholique",)),
    Organisation(
        "ofii",
        mark("Office français de l’immigration et de l’intégration (OFII)"),
        mark("Un service de l’État pour l’accueil des étrangers."),
        ("ofii",),
    ),
    Organisation("ofpra", mark("OFPRA"), mark("Le service de l’État qui répond aux demandes d’asile."), ("ofpra",)),
)

ORGANISATIONS: Mapping[str, Organisation] = MappingProxyType({organisation.code: organisation for organisation in _ORGANISATIONS})
