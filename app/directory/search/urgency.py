"""What must be answered by a number before anything else."""

from app.directory.kinds import THROUGH_SIAO
from app.directory.search.reading import Reading

VIOLENCE = frozenset({"hebergement-violences"})
NO_ROOF = THROUGH_SIAO | {"115", "siao", "maraude", "maraude-mixte", "samu-social"}
ORDER = ("danger", "violences", "enfance", "suicide")


def urgency(reading: Reading) -> str:
    """Return `danger`, `violences`, `enfance`, `suicide`, `115` (no roof tonight), or nothing: the gravest that was said."""
    said = {*reading.urgencies, *(() if VIOLENCE.isdisjoint(reading.kinds) else ("violences",))}
    for situation in ORDER:
        if situation in said:
            return situation
    no_roof = "dormir" in reading.needs or not NO_ROOF.isdisjoint(reading.kinds)
    return "115" if no_roof else ""
