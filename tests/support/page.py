"""What the harness knows of a page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class State:
    """One state of a page: what is asked of it, what it must answer. `query`: plain values, ids of the data set too, joined when asked."""

    name: str
    query: tuple[tuple[str, str], ...] = ()
    status: int = 200


ORDINARY = (State(""),)


@dataclass(frozen=True, slots=True)
class Page:
    """A page. `path` may name ids of the data set (`{service}`); `sensitive` ones carry the quick exit."""

    name: str
    path: str
    states: tuple[State, ...] = ORDINARY
    public: bool = True
    sensitive: bool = False
    who: str = ""
    """Who opens it, signed in: a name of `support.people`; nobody when empty."""
    carrying: str = ""
    """The id of the data set that the device carries: answers on their way to a questionnaire."""
