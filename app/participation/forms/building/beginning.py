"""Beginning a questionnaire: for which organisation, from nothing, from one that comes with Repères, as a copy of one's own."""

from collections.abc import Sequence

from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from app.accounts.models import Organisation
from app.core.language import mark
from app.participation.definition import Choice, Definition, Question
from app.participation.forms.opening import plain_line
from app.web.forms import TOO_LONG, Form

LONGEST_TITLE = 120
CHOOSE_ORGANISATION = mark("Choisissez pour quelle organisation.")
WRITE_TITLE = mark("Écrivez un titre.")


class BeginningForm(Form):
    """A title, where one begins from nothing."""

    organisation = RadioField(mark("Pour quelle organisation ?"), validate_choice=False)
    titre = StringField(mark("Le titre, que les personnes liront"), filters=[plain_line])

    def __init__(self, organisations: Sequence[Organisation], *, needs_title: bool) -> None:
        """Ask for the organisation where one edits for several; `needs_title`: nothing else gives one."""
        super().__init__()
        self._organisations, self._needs_title = organisations, needs_title
        self.organisation.choices = [SelectChoice(str(one.id), one.name) for one in organisations]
        if len(organisations) == 1:
            del self.organisation

    def validate_organisation(self, field: RadioField) -> None:
        """One of those offered."""
        if field.data not in {choice.value for choice in field.choices}:
            raise StopValidation(CHOOSE_ORGANISATION)

    def validate_titre(self, field: StringField) -> None:
        """Words, few enough."""
        if self._needs_title and not field.data:
            raise StopValidation(WRITE_TITLE)
        if self._needs_title and len(field.data) > LONGEST_TITLE:
            raise StopValidation(TOO_LONG)

    @property
    def building(self) -> int:
        """The organisation, once the form is valid."""
        return int(self.organisation.data) if "organisation" in self else self._organisations[0].id


def blank(title: str) -> Definition:
    """Return a questionnaire to begin with: a title, ordinary first and last words, one question to change. In French, as it is written."""
    first = Question(
        "premiere_question",
        "one",
        {"fr": "Êtes-vous déjà venu ici ?"},
        choices=(Choice("oui", {"fr": "Oui"}, "yes"), Choice("non", {"fr": "Non"}, "no")),
    )
    return Definition(
        "nouveau",
        {"fr": title},
        {"fr": "Quelques questions, pour connaître votre avis."},
        {"fr": "Merci pour vos réponses."},
        ("fr",),
        (first,),
    )
