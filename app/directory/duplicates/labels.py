"""What the command line says of pairs, in French."""

from collections.abc import Mapping

from app.directory.duplicates.rules import Reason
from app.directory.rules import PairState

REASONS: Mapping[Reason, str] = {
    Reason.NAME: "noms proches",
    Reason.ADDRESS: "même adresse",
    Reason.POINT: "à moins de 300 m",
    Reason.PHONE: "même téléphone",
    Reason.EMAIL: "même adresse électronique",
    Reason.SIRET: "même SIRET",
    Reason.SITE: "même site",
}

STATES: Mapping[PairState, str] = {
    PairState.PROPOSED: "proposée",
    PairState.MERGED: "fusionnée",
    PairState.DISMISSED: "écartée",
}
