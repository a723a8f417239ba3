"""The page of every kind, as it is shown."""

from dataclasses import dataclass

from app.directory.display.results import FieldError


@dataclass(frozen=True, slots=True)
class KindLink:
    """A kind in a list. `definition` is said where few are listed."""

    name: str
    acronym: str
    href: str
    definition: str = ""


@dataclass(frozen=True, slots=True)
class KindGroup:
    """Kinds of one need, or of one family; `anchor` is the id of its heading."""

    anchor: str
    label: str
    kinds: tuple[KindLink, ...]


@dataclass(frozen=True, slots=True)
class KindsPage:
    """`directory/kinds.html`: everything by groups, or what a name finds."""

    q: str
    count: str
    """« 164 aides, rangées par besoin », « 3 aides pour « dette » », « Aucune aide ne porte ce nom »; announced too."""
    groups: tuple[KindGroup, ...] = ()
    found: tuple[KindLink, ...] = ()
    search_href: str = ""
    """The same words in the search of places, when something was typed."""
    all_href: str = ""
    """The whole list, when something was typed."""
    errors: tuple[FieldError, ...] = ()
