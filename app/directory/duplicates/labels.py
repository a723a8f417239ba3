"""What is said of pairs."""

from collections.abc import Mapping

from app.core.language import mark
from app.directory.duplicates.rules import Reason
from app.directory.rules import PairState

REASONS: Mapping[Reason, str] = {
    Reason.NAME: mark("noms proches"),
    Reason.ADDRESS: mark("même adresse"),
    Reason.POINT: mark("à moins de 300 m"),
    Reason.PHONE: mark("même téléphone"),
    Reason.EMAIL: mark("même adresse électronique"),
    Reason.SIRET: mark("même SIRET"),
    Reason.SITE: mark("même site"),
}

STATES: Mapping[PairState, str] = {
    PairState.PROPOSED: mark("proposée"),
    PairState.MERGED: mark("fusionnée"),
    PairState.DISMISSED: mark("écartée"),
}
