"""Pairs of structures that nobody runs, each with what a careful person would decide: the table on which the score is set."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

PRIVAS, LYON, LYON_3, LYON_7, VALENCE, BOURG = "07186", "69123", "69383", "69387", "26362", "26058"
TOWNS = {
    PRIVAS: ("Privas", "07000"),
    LYON: ("Lyon", "69000"),
    LYON_3: ("Lyon 3e Arrondissement", "69003"),
    LYON_7: ("Lyon 7e Arrondissement", "69007"),
    VALENCE: ("Valence", "26000"),
    BOURG: ("Bourg-lès-Valence", "26500"),
}
HERE, NEXT_DOOR, STREET_AWAY, FAR = (44.7350, 4.5990), (44.7353, 4.5993), (44.7368, 4.6003), (44.7470, 4.6200)
"""Points: 0, some 40 m, some 220 m and some 2 km away."""
PHONE, OTHER_PHONE = "04 75 00 00 01", "04 75 00 00 02"
SIRET, SAME_SIREN, OTHER_SIREN = "11111111100011", "11111111100029", "22222222200013"
_numbers = count(1)


@dataclass
class Written:
    """A structure as somebody wrote it."""

    nom: str
    adresse: str = ""
    town: str = PRIVAS
    point: tuple[float, float] | None = None
    telephone: str = ""
    courriel: str = ""
    site_web: str = ""
    siret: str | None = None
    is_default: bool = False
    id: int = field(default_factory=lambda: next(_numbers))

    def __getattr__(self, name: str) -> Any:
        """Columns that the short form leaves out."""
        given = {
            "commune": TOWNS[self.town][0] if self.town else "",
            "code_postal": TOWNS[self.town][1] if self.town else "",
            "code_insee": self.town,
            "latitude": self.point[0] if self.point else None,
            "longitude": self.point[1] if self.point else None,
        }
        if name not in given:
            raise AttributeError(name)
        return given[name]


W = Written
RUE, PLACE = "12 rue des Exemples", "3 place du Modèle"

ONE: tuple[tuple[str, Written, Written], ...] = (
    ("the same name and address", W("Le Refuge des Arts", RUE), W("Le Refuge des Arts", RUE)),
    ("abbreviated street", W("Le Fil", "12 av. du Gal Exemple"), W("Association Le Fil", "12 avenue du Général Exemple")),
    ("a CCAS in full and in short", W("CCAS de Privas", RUE), W("Centre communal d’action sociale de Privas", RUE)),
    ("a CCAS with the commune's name and without", W("CCAS", PLACE), W("CCAS de la ville de Privas", PLACE)),
    ("one letter missing", W("Emmaüs Conect", RUE), W("Emmaüs Connect", RUE)),
    ("upper case and accents", W("ÉPICERIE SOLIDAIRE L’ÉCHELLE", RUE), W("Epicerie solidaire l'Echelle", RUE)),
    ("an acronym and its words", W("UDAF de l’Ardèche", RUE), W("Union départementale des associations familiales de l’Ardèche", RUE)),
    ("another acronym", W("CIDFF", PLACE), W("Centre d’information sur les droits des femmes et des familles", PLACE)),
    ("a longer name at the same address", W("Restos du cœur", RUE), W("Les Restaurants du cœur – centre de Privas Sud", RUE)),
    ("a few metres away, one without address", W("La Parenthèse", RUE, point=HERE), W("La Parenthèse", point=NEXT_DOOR)),
    ("a street away, one without address", W("La Parenthèse", RUE, point=HERE), W("La Parenthèse", point=STREET_AWAY)),
    (
        "at the corner of two streets, the same telephone",
        W("La Parenthèse", RUE, point=HERE, telephone=PHONE),
        W("La Parenthèse", PLACE, point=NEXT_DOOR, telephone="+33 4 75 00 00 01"),
    ),
    ("no address, the same telephone", W("Le Fil", RUE, telephone=PHONE), W("Le Fil", telephone="0475000001")),
    (
        "no address, the same e-mail address",
        W("Le Fil", RUE, courriel="contact@lefil.example"),
        W("Le Fil", courriel="Contact@LeFil.example"),
    ),
    ("the same SIRET and name, no address", W("Le Fil", RUE, siret=SIRET), W("Le Fil", siret=SIRET)),
    ("the same SIRET and address, another name", W("Centre social municipal", RUE, siret=SIRET), W("La Ruche", RUE, siret=SIRET)),
    ("arrondissement and city", W("La Parenthèse", RUE, town=LYON_3), W("La Parenthèse", RUE, town=LYON)),
    (
        "a town hall by default and the same, imported",
        W("Mairie de Privas", PLACE, telephone=PHONE, is_default=True),
        W("Mairie - Privas", PLACE, telephone=PHONE),
    ),
    (
        "a town hall by default and its CCAS at the same counter",
        W("Mairie de Privas", PLACE, telephone=PHONE, is_default=True),
        W("CCAS de Privas", PLACE, telephone=PHONE),
    ),
    (
        "a sort of place alone, the same address and telephone",
        W("Centre social", RUE, telephone=PHONE),
        W("Centre social Les Alpes", RUE, telephone=PHONE),
    ),
    ("a building in the address", W("Mission locale", "Maison de l’emploi, 12 rue des Exemples"), W("Mission Locale", RUE)),
    ("numbers that overlap", W("Le Fil", "12-14 rue des Exemples"), W("Le Fil", RUE)),
    (
        "France services in two spellings",
        W("Maison France Services de Privas", PLACE),
        W("Espace France Services", PLACE, telephone=PHONE),
    ),
    ("a commune's code missing", W("Le Fil", RUE, town="", point=HERE), W("Le Fil", RUE, point=NEXT_DOOR)),
    ("words in another order", W("Secours populaire – Privas", RUE), W("Privas Secours Populaire", RUE)),
)  # fmt: skip

TWO: tuple[tuple[str, Written, Written], ...] = (
    ("two sites of one organisation", W("Le Fil", RUE, point=HERE), W("Le Fil", PLACE, point=FAR)),
    (
        "two sites, one telephone",
        W("Le Fil", RUE, point=HERE, telephone=PHONE),
        W("Le Fil", PLACE, point=FAR, telephone=PHONE),
    ),
    (
        "two sites, one telephone, one e-mail address, one site",
        W("Le Fil", RUE, telephone=PHONE, courriel="a@lefil.example", site_web="https://lefil.example"),
        W("Le Fil", PLACE, telephone=PHONE, courriel="a@lefil.example", site_web="lefil.example/"),
    ),
    ("two sites, one SIREN", W("Le Fil", RUE, siret=SIRET), W("Le Fil", PLACE, siret=SAME_SIREN)),
    ("the head office's SIRET on both sites", W("Le Fil", RUE, point=HERE, siret=SIRET), W("Le Fil", PLACE, point=FAR, siret=SIRET)),
    ("neighbours in one building", W("Secours catholique", RUE), W("Secours populaire français", RUE)),
    ("neighbours with one telephone", W("La Ruche", RUE, telephone=PHONE), W("Le Fil", RUE, telephone=PHONE)),
    (
        "lodgers with everything in common but the name",
        W("La Ruche", RUE, telephone=PHONE, courriel="accueil@maison.example"),
        W("Atelier vélo", RUE, telephone=PHONE, courriel="accueil@maison.example"),
    ),
    ("France services inside the town hall", W("Mairie de Privas", PLACE, telephone=PHONE), W("France Services", PLACE, telephone=PHONE)),
    ("a town hall and its CCAS, both imported", W("Mairie de Privas", PLACE, telephone=PHONE), W("CCAS", PLACE, telephone=PHONE)),
    ("a town hall by default and a CCAS elsewhere", W("Mairie de Privas", PLACE, is_default=True), W("CCAS de Privas", RUE)),
    ("two centres of one sort", W("Centre social Les Alpes", RUE, point=HERE), W("Centre social Barnave", PLACE, point=STREET_AWAY)),
    ("numbered houses", W("Maison de la Métropole 3", RUE, town=LYON), W("Maison de la Métropole 8", RUE, town=LYON)),
    ("one network in two towns", W("Secours populaire", RUE), W("Secours populaire", RUE, town=VALENCE)),
    (
        "one network in two towns, one telephone",
        W("Secours populaire", RUE, telephone=PHONE),
        W("Secours populaire", PLACE, town=VALENCE, telephone=PHONE),
    ),
    ("one network in neighbouring towns", W("CCAS", PLACE, town=VALENCE), W("CCAS", PLACE, town=BOURG)),
    ("two arrondissements", W("Mission locale", RUE, town=LYON_3), W("Mission locale", PLACE, town=LYON_7)),
    ("the same name, nothing else known", W("Restos du cœur"), W("Restos du cœur", RUE)),
    ("a mailbox that anybody may open", W("Le Fil", courriel="contact@gmail.com"), W("La Ruche", RUE, courriel="contact@gmail.com")),
    ("an emergency number in common", W("Le Fil", telephone="115"), W("Le Fil de l’eau", RUE, telephone="115")),
    ("names of a sort only", W("Association d’aide", RUE), W("Association d’accueil", PLACE)),
    ("initials that meet by chance", W("Arc-en-ciel", RUE), W("Association des restaurants communaux", RUE)),
    ("the beginning of initials, by chance", W("Maison Arc", RUE), W("Association Regain Cycle Sud", RUE)),
    ("another organisation near by", W("Halte de jour", RUE, siret=SIRET), W("Halte de nuit", PLACE, siret=OTHER_SIREN)),
    ("the same street, far numbers", W("Pharmacie du Parc", "2 rue des Exemples"), W("Pharmacie du Pont", "190 rue des Exemples")),
    (
        "the same name in the next street, other telephones",
        W("Halte", RUE, point=HERE, telephone=PHONE),
        W("Halte", PLACE, point=STREET_AWAY, telephone=OTHER_PHONE),
    ),
)  # fmt: skip
