"""What may be a refuge for victims of violence, or a home that hosts, whose address must not show. When in doubt, it is one."""

import re
from functools import cache
from typing import NamedTuple

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


VIOLENCE = frozenset({
    "battue", "conjoint brutal", "emprise", "en danger", "maltrait", "mariage forc", "mariages forc", "menacee ", "menacees", "menacée ",
    "menacées", "minicide", "mutilation", "prostitu", "solidarite femme", "solidarité femme", "sos femme", "tres humains", "victime",
    "violee", "violen", "viols", "violée",
})  # fmt: skip
"""What says violence: parts of words in lower case, with and without accents; folding a long text costs far more than looking for these."""
HOSTS = frozenset({"accueillante", "bergeu", "chez d", "chez l", "chez un", "citoyen", "ille d'acc", "illes d'acc"})
"""What a text that tells of homes that host has one of, likewise."""

_RARE = b"bcgmpv'?"
"""Letters that few words have and every part above has one of; ’ is read as « ? »."""
_ANY_RARE = b"*"
_READ = bytes(range(256)).decode("latin-1").lower().encode("latin-1").translate(bytes.maketrans(_RARE, _ANY_RARE * len(_RARE)))
"""What each letter of Latin-1 is read as by a quick look: in lower case, rare letters as one."""

_ROOF = re.compile(
    r" (?:heberg\w*|herberge\w*|sejours? securis\w+|un toit|(?:accueils?|haltes?) de nuit|"
    r"refuges?|foyers?|appartements?|chrs|nuitees?|a l abri|maisons? d accueil|"
    r"centres? (?:maternel|parental)s?|mise?s? en securite|mettre en securite|lieux? (?:secret|sur|securise|confidentiel)s?|lieux? de vie|"
    r"adresses? (?:secrete|confidentielle|protegee|non communiquee)s?|mise a disposition (?:\w+ ){0,3}(?:logement|chambre|studio)s?|"
    r"(?:logement|maison|place|chambre|lit|studio|residence|villa|pavillon|hotel)s? (?:relais|d accueil|d urgence|de repli|passerelles?|"
    r"tremplins?|temporaires?|provisoires?|transitoires?|dedie\w*|reserve\w*|securis\w+|protege\w*|collecti\w+|partage\w*))\b"
)
_ROOF_ELSEWHERE = re.compile(
    r" (?:sans abris?|droits? de visite et (?:d )?hebergement|hebergement et (?:de )?visite|"
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
    text = f"{nom}\n{structure_nom}\n{description}\n{told.conditions}"
    parts = _parts_in(text)
    in_words = told.structure_speaks_of_violence or not parts.isdisjoint(VIOLENCE)
    found = []
    if _may_be_refuge(text, signs, in_words=in_words) or _names_a_roof(nom, in_words=in_words):
        found.append("hebergement-violences")
    if not parts.isdisjoint(HOSTS) and _may_be_host_home(_folded(text)):
        found.append("accueil-citoyen")
    return tuple(found)


def speaks_of_violence(text: str) -> bool:
    """Whether a text says violence, or those who suffer from it."""
    return not _parts_in(text).isdisjoint(VIOLENCE)


def _parts_in(text: str) -> frozenset[str]:
    """Return the parts that a text has, of all those above: nearly always none, which one look tells."""
    if not _quick_look().search(text.encode("latin-1", "replace").translate(_READ)):
        return frozenset()
    lowered = text.lower().replace("’", "'")
    return frozenset(part for part in VIOLENCE | HOSTS if part in lowered)


@cache
def _quick_look() -> re.Pattern[bytes]:
    """What finds every text that has a part, and few others. Beginning with one letter, it is searched several times faster."""
    after: dict[bytes, list[bytes]] = {}
    for part in sorted(VIOLENCE | HOSTS):
        read = part.encode("latin-1").translate(_READ)
        rest = read.partition(_ANY_RARE)[2]
        after.setdefault(rest[:1], []).append(re.escape(rest[1:]) + b"(?<=" + re.escape(read) + b")")
    ways = [re.escape(letter) + b"(?:" + b"|".join(rests) + b")" for letter, rests in after.items()]
    return re.compile(re.escape(_ANY_RARE) + b"(?:" + b"|".join(ways) + b")")


def _may_be_refuge(text: str, signs: Signs, *, in_words: bool) -> bool:
    """Whether violence and a roof are both said, by codes or by words, or a roof for women alone."""
    if signs.roof and (in_words or signs.women_only or (signs.violence and not signs.front_office)):
        return True
    return (in_words or signs.violence or signs.women_only) and _has_roof(_folded(text))


def _names_a_roof(nom: str, *, in_words: bool) -> bool:
    """Whether a name says a roof of women, or one of victims."""
    for_women = "femme" in nom.lower()
    if for_women and _has_roof(_folded(nom)):
        return True
    return in_words and (for_women or speaks_of_violence(nom)) and _is_roof_of_victims(_folded(nom))


def _folded(text: str) -> str:
    """A text folded, a space before each word: what begins with a letter is searched several times faster."""
    return f" {fold(text)}"


def _is_roof_of_victims(folded: str) -> bool:
    here = _BY_DAY.sub(" ", folded)
    return bool(_ROOF_OF_VICTIMS.search(here) or (_CENTRE.search(here) and not _NO_CENTRE.search(here)))


def _has_roof(folded: str) -> bool:
    """Whether a roof is said, then whether one still is when those elsewhere are left out: that can only take some away."""
    return bool(_ROOF.search(folded) and _ROOF.search(_ROOF_ELSEWHERE.sub(" ", folded)))


def _may_be_host_home(folded: str) -> bool:
    return bool(_HOME_THAT_HOSTS.search(folded) or (_FAMILY_THAT_HOSTS.search(folded) and _HOSTED.search(folded)))
