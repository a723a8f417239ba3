"""Files of data·inclusion v0, whose columns had other names: what plainly means the same is read, the rest is left.

Correspondences are those that data·inclusion published when it went from v0 to v1, less those that guess.
"""

from collections.abc import Mapping
from typing import Any

from app.opendata.cleaning.lists import items
from app.opendata.cleaning.texts import text
from app.opendata.cleaning.zones import REGION_MARK

PROFILES: Mapping[str, str | None] = {
    "adultes": None,
    "beneficiaires-rsa": "beneficiaires-des-minimas-sociaux",
    "deficience-visuelle": "personnes-en-situation-de-handicap",
    "demandeurs-demploi": "demandeurs-emploi",
    "familles-enfants": "familles",
    "handicaps-mentaux": "personnes-en-situation-de-handicap",
    "handicaps-psychiques": "personnes-en-situation-de-handicap",
    "jeunes-16-26": "jeunes",
    "personnes-de-nationalite-etrangere": "personnes-exilees",
    "personnes-handicapees": "personnes-en-situation-de-handicap",
    "public-langues-etrangeres": "personnes-exilees",
    "retraites": "seniors",
    "salaries": "actifs",
    "sans-domicile-fixe": "personnes-en-situation-durgence",
    "seniors-65": "seniors",
    "sortants-de-detention": "personnes-en-situation-juridique-specifique",
    "surdite": "personnes-en-situation-de-handicap",
    "victimes": "personnes-en-situation-durgence",
}
TYPES: Mapping[str, str | None] = {
    "accueil": "information", "autonomie": None, "delegation": None, "financement": "aide-financiere", "numerique": None
}  # fmt: skip
FRAIS: Mapping[str, str | None] = {"adhesion": "payant", "gratuit-sous-conditions": None, "pass-numerique": None}
ORIENTATION: Mapping[str, str | None] = {
    "autre": None,
    "completer-le-formulaire-dadhesion": "utiliser-lien-mobilisation",
    "envoyer-un-mail": "envoyer-un-courriel",
    "envoyer-un-mail-avec-une-fiche-de-prescription": "envoyer-un-courriel",
    "prendre-rdv": None,
}
_RENAMED = {
    "accessibilite": "accessibilite_lieu",
    "frais_autres": "frais_precisions",
    "horaires_ouverture": "horaires_accueil",
    "labels_nationaux": "reseaux_porteurs",
    "profils": "publics",
    "profils_precisions": "publics_precisions",
    "recurrence": "horaires_accueil",
    "types": "type",
}


def to_v1(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the row with the columns of v1 that its v0 columns tell; those of v1 that are there stay as they are."""
    known = {old: _RENAMED[old] for old in _RENAMED if old in row}
    told: dict[str, Any] = {new: row[old] for old, new in known.items()}
    told |= {
        "description": text(row.get("presentation_detail")) or text(row.get("presentation_resume")),
        "conditions_acces": "\n".join((*items(row.get("pre_requis")), *items(row.get("justificatifs")))),
        "lien_mobilisation": next(filter(None, (text(row.get(name)) for name in ("formulaire_en_ligne", "prise_rdv", "page_web"))), ""),
        "zone_eligibilite": _zone(text(row.get("zone_diffusion_type")), text(row.get("zone_diffusion_code"))),
        **_orientation(row),
    }
    return {**told, **row}


def _zone(kind: str, code: str) -> list[str]:
    if kind == "pays":
        return ["france"]
    if not code:
        return []
    return [f"{REGION_MARK}{code}" if kind == "region" else code]


def _orientation(row: Mapping[str, Any]) -> dict[str, Any]:
    persons, professionals = items(row.get("modes_orientation_beneficiaire")), items(row.get("modes_orientation_accompagnateur"))
    precisions = (text(row.get("modes_orientation_beneficiaire_autres")), text(row.get("modes_orientation_accompagnateur_autres")))
    return {
        "modes_mobilisation": [*persons, *professionals],
        "mobilisable_par": [who for who, ways in (("usagers", persons), ("professionnels", professionals)) if ways],
        "mobilisation_precisions": "\n".join(dict.fromkeys(filter(None, precisions))),
    }
