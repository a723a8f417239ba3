"""Settings that features are tuned with, read from the text of a variable; what will do besides the form, features say."""

from collections.abc import Mapping

LONGEST_CLOCK = 730
"""Days."""
OPEN_BY_DEFAULT = frozenset(("partenaire", "personne"))
OPENABLE = OPEN_BY_DEFAULT | {"riverain"}


class ConfigurationError(Exception):
    """The environment cannot be run with; the message says which variable to mend, and how."""


def delays_of(setting: str, text: str | None) -> Mapping[str, int]:
    """`silence=45,identity_kept=365`; which names and numbers will do, features say."""
    pairs = [pair.strip().partition("=") for pair in (text or "").split(",") if pair.strip()]
    if not all(name and days.isascii() and days.isdigit() for name, _, days in pairs):
        msg = f"{setting} ne peut pas être lue : écrivez « nom=jours », séparés par des virgules."
        raise ConfigurationError(msg)
    return {name: int(days) for name, _, days in pairs}


def open_to(text: str | None) -> frozenset[str]:
    """`partenaire,personne,riverain`; nobody when it is `aucun`; partners and persons when it is not given."""
    if text is None:
        return OPEN_BY_DEFAULT
    given = frozenset(filter(None, map(str.strip, text.split(",")))) - {"aucun"}
    if given - OPENABLE:
        msg = f"REPERES_OUTREACH_OPEN_TO : choisissez parmi {', '.join(sorted(OPENABLE))}, ou « aucun »."
        raise ConfigurationError(msg)
    return given


def clocks_of(text: str) -> Mapping[str, tuple[int, int]]:
    """`rsa=30/14`: a kind, days to orient, days to a first contact."""
    found = {}
    for pair in filter(None, map(str.strip, text.split(","))):
        kind, _, days = pair.partition("=")
        first, _, second = days.partition("/")
        if not (kind and all(part.isascii() and part.isdigit() and 0 < int(part) <= LONGEST_CLOCK for part in (first, second))):
            msg = "REPERES_CLOCKS ne peut pas être lue : écrivez « dispositif=jours/jours », séparés par des virgules."
            raise ConfigurationError(msg)
        found[kind] = (int(first), int(second))
    return found
