"""Delays of a feature, in days: defaults, changed by settings of the installation within what is permitted."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import ClassVar, Self

LONGEST = 730


@dataclass(frozen=True, slots=True)
class DelaysOf:
    """Days by their name; a feature's own class says which. `BOUNDS`: the least and the most, where they are not 1 and LONGEST."""

    SETTING: ClassVar[str] = ""
    """Name of the environment variable that changes them."""
    BOUNDS: ClassVar[Mapping[str, tuple[int, int]]] = {}

    @classmethod
    def changed(cls, given: Mapping[str, int]) -> Self:
        """Return the defaults with these changes; raise ValueError, in words for an operator, for a name or a number that will not do."""
        known = {field.name for field in fields(cls)}
        for name, days in given.items():
            if name not in known:
                msg = f"{cls.SETTING} : « {name} » n’est pas un délai connu."
                raise ValueError(msg)
            least, most = cls.BOUNDS.get(name, (1, LONGEST))
            if not least <= days <= most:
                msg = f"{cls.SETTING} : {name} vaut {days} jours, ce qui n’est pas permis."
                raise ValueError(msg)
        return replace(cls(), **given)

    def days(self) -> Mapping[str, int]:
        """Return each delay by its name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}
