"""What an organisation says that it does with the answers: the fields of the sheet, what is still missing. Pure."""

import re
from collections.abc import Mapping
from enum import StrEnum
from hashlib import sha256

from app.core.language import mark


class SheetField(StrEnum):
    """What the sheet says; the names under which a draft keeps it."""

    PURPOSE = "objet"
    BASIS = "base"
    READERS = "lecteurs"
    KEPT = "duree"
    CONTACT = "contact"
    MINORS = "mineurs"


class Basis(StrEnum):
    """Why the law lets the organisation ask."""

    CONSENT = "accord"
    PUBLIC_TASK = "mission"
    INTEREST = "interet"


YES = "oui"
"""The tick: the organisation holds the authorisations of minors itself."""
BASES: Mapping[Basis, str] = {
    Basis.CONSENT: mark("La personne est d’accord : elle choisit de répondre, et peut s’arrêter"),
    Basis.PUBLIC_TASK: mark("C’est une mission d’intérêt public confiée à l’organisation"),
    Basis.INTEREST: mark("L’organisation en a besoin, sans nuire aux personnes : c’est son intérêt légitime"),
}
FIELDS: Mapping[SheetField, str] = {
    SheetField.PURPOSE: mark("À quoi servent les réponses"),
    SheetField.BASIS: mark("Ce qui permet de poser ces questions"),
    SheetField.READERS: mark("Qui lit les réponses"),
    SheetField.KEPT: mark("Combien de temps elles sont gardées"),
    SheetField.CONTACT: mark("À qui écrire"),
    SheetField.MINORS: mark("Les autorisations des mineurs"),
}
_TITLED = re.compile(r"\b(?:M\.|Mr|Mme|Mlle|Monsieur|Madame|Mademoiselle|Dr|Docteur)\s+[^\W\d_]", re.UNICODE)
_ADDRESS = re.compile(r"([^\s@<>]+)@[^\s@<>]+")
_NAMED = re.compile(r"\b([A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ’'-]+) ([A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þa-zà-öø-ÿ’'-]+)\b")
_GENERIC = frozenset((
    "accueil", "admin", "aide", "association", "asso", "bureau", "centre", "collectif", "contact", "delegue", "delegee", "direction",
    "donnees", "dpd", "dpo", "enquete", "enquetes", "equipe", "infos", "info", "jour", "maison", "mairie", "participation", "pole",
    "privee", "protection", "questions", "referent", "rgpd", "secretariat", "service", "siege", "social", "sociale", "vie",
))  # fmt: skip


def lacking(sheet: Mapping[SheetField, str] | Mapping[str, str]) -> list[SheetField]:
    """Return the fields that say nothing yet, in their order."""
    return [field for field in SheetField if not _is_said(field, sheet.get(field, ""))]


def mark_of(sheet: Mapping[str, str]) -> str:
    """Return the digest of a sheet: what a form was shown."""
    return sha256("\0".join(f"{field}={sheet.get(field, '')}" for field in SheetField).encode()).hexdigest()


def looks_like_somebody(contact: str) -> bool:
    """Whether a contact may be a person's name or address: a guess, to warn and never to refuse."""
    if _TITLED.search(contact):
        return True
    for found in _ADDRESS.finditer(contact):
        parts = [part for part in re.split(r"[._+-]", found[1].lower()) if part]
        if len(parts) > 1 and not _GENERIC.intersection(parts):
            return True
    return any(not _GENERIC.intersection((one.lower(), other.lower())) for one, other in _NAMED.findall(_ADDRESS.sub("", contact)))


def _is_said(field: SheetField, words: str) -> bool:
    if field is SheetField.BASIS:
        return words in {str(one) for one in Basis}
    return words == YES if field is SheetField.MINORS else bool(words.strip())
