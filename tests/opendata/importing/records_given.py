"""Records of the national data, whole and plain, that tests change in one respect."""

from typing import Any

GRENOBLE = {
    "adresse": "1 rue de l’Exemple",
    "complement_adresse": None,
    "code_postal": "38000",
    "commune": "Grenoble",
    "code_insee": "38185",
    "latitude": 45.188,
    "longitude": 5.724,
}
LYON = {**GRENOBLE, "code_postal": "69007", "commune": "Lyon", "code_insee": "69387", "latitude": 45.735, "longitude": 4.838}
PARIS = {**GRENOBLE, "code_postal": "75001", "commune": "Paris", "code_insee": "75101", "latitude": 48.86, "longitude": 2.34}
NOWHERE = dict.fromkeys(GRENOBLE)


def structure(number: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        "source": "dora",
        "id": f"dora--{number}",
        "nom": f"La Halte de l’Exemple {number}",
        "description": "",
        "siret": None,
        "date_maj": "2026-01-15",
        "lien_source": f"https://annuaire.exemple.fr/{number}",
        **GRENOBLE,
        "telephone": "04 65 71 00 01",
        "courriel": "halte@exemple.fr",
        "site_web": None,
        "accessibilite_lieu": None,
        "reseaux_porteurs": [],
        "horaires_accueil": "Mo-Fr 09:00-17:00",
        **changes,
    }


def service(number: int = 1, of: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        "source": "dora",
        "id": f"dora--service-{number}",
        "structure_id": f"dora--{of}",
        "nom": f"Distribution alimentaire {number}",
        "description": "Des colis de fruits et de légumes.",
        "date_maj": "2026-02-20",
        "type": "aide-materielle",
        "thematiques": ["equipement-et-alimentation--alimentation"],
        "frais": "gratuit",
        "publics": ["tous-publics"],
        **GRENOBLE,
        "telephone": None,
        "courriel": None,
        "modes_accueil": ["en-presentiel"],
        "zone_eligibilite": None,
        "modes_mobilisation": ["se-presenter"],
        "mobilisable_par": ["usagers"],
        "horaires_accueil": None,
        **changes,
    }
