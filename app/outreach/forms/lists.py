"""What narrows a list, by its address."""

from typing import NamedTuple
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from app.outreach.list_queries import WAITING, View
from app.outreach.rules import State


class Filters(NamedTuple):
    """What an address asks for; what it says wrongly is not asked for."""

    view: View
    state: State | None = None

    @classmethod
    def read(cls, args: MultiDict[str, str], views: tuple[View, ...]) -> "Filters":
        """Read the values of an address, among the lists that somebody has."""
        view = next((one for one in views if one.value == args.get("vue")), views[0])
        return cls(view, next((one for one in State if one.value == args.get("etat")), None))

    @property
    def states(self) -> tuple[State, ...]:
        """The states that are shown."""
        return (self.state,) if self.state is not None else WAITING[self.view]

    def path(self, base: str, page: int = 1) -> str:
        """Return the address that asks for this."""
        asked = {"vue": self.view.value, "etat": self.state.value if self.state else "", "page": str(page) if page > 1 else ""}
        return f"{base}?{urlencode({name: value for name, value in asked.items() if value})}"
