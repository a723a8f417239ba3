"""What may be a refuge for victims of violence, or a home that hosts, whose address must not show. When in doubt, it is one."""

import re
from typing import NamedTuple, TypeAlias

from app.core.text import fold


class Signs(NamedTuple):
    """What the codes of a service say of it."""

    violence: bool
    """Its thematiques name violence."""
    roof: bool
    """Its thematiques name a temporary roof."""
    women_only: bool
    """Its publics are women, perhaps with their children or in an emergency, and nobody else."""
    front_office: bool
    """A public service that receives everybody for everything, by its networks and the number of its thematiques."""


class Told(NamedTuple):
    """What is written around a service, besides its name and its description."""

    conditions: str = ""
    """For whom it is and on what conditions, in words."""
    structure_speaks_of_violence: bool = False
    """Whether its structure's description does: the roof must then be its own, for a structure also gives other services."""


_Parts: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""Parts of words in lower case, with and without accents: folding a long text costs far more than looking for these.

Those that share one are under it: a text that has not it has none of them. Itself alone under it, it is enough.
"""

_VIOLENCE: _Parts = (
    *((part, (part,)) for part in (
        "battue", "conjoint brutal", "emprise", "en danger", "maltrait", "minicide", "mutilation", "prostitu", "sos femme", "tres humains",
        "victime",
    )),
    ("viol", ("violee", "violen", "viols", "violée")),
    ("menac", ("menacee ", "menacée ", "menacees", "menacées")),
    ("mariage", ("mariage forc", "mariages forc")),
    ("solidarit", ("solidarite femme", "solidarité femme")),
)  # fmt: skip
_HOST_HINTS: _Parts = (
    *((part, (part,)) for part in ("accueillante", "bergeu", "citoyen")),
    ("chez ", ("chez d", "chez l", "chez un")),
    ("d'acc", ("ille d'acc", "illes d'acc")),
)

_ROOF = re.compile(
    r"\b(?:heberg\w*|herberge\w*|sejours? securis\w+|un toit|(?:accueils?|haltes?) de nuit|"
    r"refuges?|foyers?|appartements?|chrs|nuitees?|a l abri|maisons? d accueil|"
    r"centres? (?:maternel|parental)s?|mise?s? en securite|mettre en securite|lieux? (?:secret|sur|securise|confidentiel)s?|lieux? de vie|"
    r"adresses? (?:secrete|confidentielle|protegee|non communiquee)s?|mise a disposition (?:\w+ ){0,3}(?:logement|chambre|studio)s?|"
    r"(?:logement|maison|place|chambre|lit|studio|residence|villa|pavillon|hotel)s? (?:relais|d accueil|d urgence|de repli|passerelles?|"
    r"tremplins?|temporaires?|provisoires?|transitoires?|dedie\w*|reserve\w*|securis\w+|protege\w*|collecti\w+|partage\w*))\b"
)
_ROOF_ELSEWHERE = re.compile(
    r"\b(?:sans abris?|droits? de visite et (?:d )?hebergement|hebergement et (?:de )?visite|"
    r"orient\w* (?:\w+ ){0,3}?vers (?:(?!nos |notre )\w+ ){0,4}?(?:hebergements?|foyers?|refuges?|chrs)|"
    r"(?:recherches?|rechercher|chercher|trouver) (?:(?:de |une )?(?:places? |solutions? )?d |un )(?:un )?hebergements?|"
    r"(?:sans|pas d|ni d|aucun) (?:possibilite d |solution d )?hebergement|"
    r"(?:au sein (?:du|de (?:leur|son|votre))|dans le|du meme|hors du|par|quitter (?:le|son)|"
    r"(?:revenus|ressources|composition|membres) du) foyer|"
    r"foyers? (?:fisca\w+|rura\w+|laiques?|socio educatifs?)|hebergements? (?:web|internet|de sites?|de donnees))\b"
)
"""A roof that is not here: one is sent to it, looks for it, has none; or words that mean another thing."""

_ROOF_OF_VICTIMS = re.compile(
    r"\b(?:logements?|colocations?|intermediation locative|chu(?= (?:pour |de |des |d )?(?:femme|victime|mere|famille)|$)|"
    r"appart(?:ement)?s? hotels?|(?:centres? d )?accueils? (?:\w+ )?(?:d urgence|immediat|de nuit|24 ?h)|places? (?:\w+ )?d urgence)\b"
)
"""What shelters when a name says it of victims: of anybody else, it says no refuge."""
_CENTRE = re.compile(r"\bcentres? d accueil\b")
_NO_CENTRE = re.compile(r"\b(?:ecoutes?|informations?|consultations?|juridiques?)\b")
_BY_DAY = re.compile(
    r"\b(?:centres? d )?accueils? de jour\b|\bpermanences? (?:\w+ ){0,3}?accueils? d urgence\b|"
    r"\b(?:acces|aides?|droits?|maintien|recherches? d|recherches?|vers|relogement) "
    r"(?:a un |au |dans le |dans un |de |du |le |un )?logements?\b"
)
"""By day, or a dwelling that is not here."""

_HOME_THAT_HOSTS = re.compile(
    r"\b(?:(?:accueils?|hebergements?|hebergeu\w+|reseaux? d accueil) (?:solidaires? )?(?:et )?citoyen(?:ne)?s?|"
    r"(?:accueil\w*|cohabit\w+|heberg\w+|log(?:e|es|ees|er|ement)|chambres?|toit) (?:\w+ ){0,4}?chez (?:l habitant|"
    r"(?:des|un|une) (?:benevole|citoyen|famille|habitant|particulier)\w*)|"
    r"hebergeu\w+ (?:benevole|solidaire)s?|familles? (?:accueillante|hebergeuse)s?)\b"
)
_FAMILY_THAT_HOSTS = re.compile(r"\bfamilles? d accueil\b")
_HOSTED = re.compile(r"\b(?:exile|refugie|migrant|etranger|demandeu\w+ d asile|femmes|violence)")


def protected_kinds(nom: str, structure_nom: str, description: str, signs: Signs, told: Told = Told()) -> tuple[str, ...]:  # noqa: B008 - it is frozen
    """Return the kinds, of those whose addresses are always hidden, that a service may be."""
    text = f"{nom}\n{structure_nom}\n{description}\n{told.conditions}".lower().replace("’", "'")
    in_words = told.structure_speaks_of_violence or _has_one(text, _VIOLENCE)
    found = []
    if _may_be_refuge(text, signs, in_words=in_words) or _names_a_roof(nom, text, in_words=in_words):
        found.append("hebergement-violences")
    if _has_one(text, _HOST_HINTS) and _may_be_host_home(fold(text)):
        found.append("accueil-citoyen")
    return tuple(found)


def speaks_of_violence(text: str) -> bool:
    """Whether a text says violence, or those who suffer from it."""
    return _has_one(text.lower(), _VIOLENCE)


def _may_be_refuge(text: str, signs: Signs, *, in_words: bool) -> bool:
    """Whether violence and a roof are both said, by codes or by words, or a roof for women alone."""
    if signs.roof and (in_words or signs.women_only or (signs.violence and not signs.front_office)):
        return True
    return (in_words or signs.violence or signs.women_only) and _has_roof(fold(text))


def _names_a_roof(nom: str, text: str, *, in_words: bool) -> bool:
    """Whether a name says a roof of women, or one of victims."""
    for_women = "femme" in text and "femme" in nom.lower()
    if for_women and _has_roof(fold(nom)):
        return True
    return in_words and (for_women or speaks_of_violence(nom)) and _is_roof_of_victims(fold(nom))


def _is_roof_of_victims(folded: str) -> bool:
    here = _BY_DAY.sub(" ", folded)
    return bool(_ROOF_OF_VICTIMS.search(here) or (_CENTRE.search(here) and not _NO_CENTRE.search(here)))


def _has_roof(folded: str) -> bool:
    return bool(_ROOF.search(_ROOF_ELSEWHERE.sub(" ", folded)))


def _may_be_host_home(folded: str) -> bool:
    return bool(_HOME_THAT_HOSTS.search(folded) or (_FAMILY_THAT_HOSTS.search(folded) and _HOSTED.search(folded)))


def _has_one(text: str, parts: _Parts) -> bool:
    for shared, under in parts:  # noqa: SIM110 - a generator costs more than the look-ups, on each service of a large file
        if shared in text and any(part in text for part in under):
            return True
    return False
