"""What narrows a list: by its address for states, kinds and periods; by a form that is sent, never by the address, for a person."""

from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from app.core.language import mark
from app.directory.kinds import kinds
from app.orientations.list_queries import Group, Wanted
from app.web.forms import TOO_LONG, Form

LONGEST_NAME = 120
PERIODS: dict[str, tuple[str, int]] = {
    "30": (mark("30 derniers jours"), 30),
    "90": (mark("3 derniers mois"), 90),
    "365": (mark("12 derniers mois"), 365),
}


class SearchForm(Form):
    """A person, by her exact name or her telephone."""

    words = StringField(
        mark("Retrouver une personne"),
        validators=[DataRequired(mark("Écrivez un nom ou un numéro de téléphone.")), Length(max=LONGEST_NAME, message=TOO_LONG)],
    )


class Filters(NamedTuple):
    """What an address asks for; what it says wrongly is not asked for."""

    group: Group | None = None
    kind: str = ""
    period: str = ""

    @classmethod
    def read(cls, args: MultiDict[str, str]) -> "Filters":
        """Read the values of an address."""
        group = next((one for one in Group if one.value == args.get("etat")), None)
        kind, period = args.get("besoin", ""), args.get("periode", "")
        return cls(group, kind if kind in kinds() else "", period if period in PERIODS else "")

    def wanted(self, now: datetime, words: str = "") -> Wanted:
        """Return what the list is narrowed to."""
        since = now - timedelta(days=PERIODS[self.period][1]) if self.period else None
        return Wanted(self.group, self.kind, since, words)

    def path(self, base: str, page: int = 1) -> str:
        """Return the address that asks for this."""
        asked = {"etat": self.group.value if self.group else "", "besoin": self.kind, "periode": self.period}
        query = urlencode({name: value for name, value in {**asked, "page": str(page) if page > 1 else ""}.items() if value})
        return f"{base}?{query}" if query else base

    def __bool__(self) -> bool:
        """Whether something is narrowed."""
        return any(self)
