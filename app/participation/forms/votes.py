"""What a room is asked, in one language or several; then how many hands were raised."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from wtforms import Field, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, StopValidation

from app.accounts.models import Organisation
from app.core.language import FRENCH, READABLE, mark
from app.core.numbers import row_number
from app.participation.definition import Text
from app.participation.forms.opening import plain_line
from app.participation.models import RoomVote
from app.participation.services.voting import FEWEST, MOST, MOST_HANDS, Ballot
from app.participation.vote_queries import Count
from app.web.forms import TOO_LONG, Form

LONGEST_QUESTION, LONGEST_CHOICE = 160, 60
RANKS = range(1, MOST + 1)
CHOOSE_ORGANISATION = mark("Choisissez l’organisation qui pose la question.")
WRITE_QUESTION = mark("Écrivez la question.")
TWO_AT_LEAST = mark("Écrivez au moins deux choix.")
NOT_TWICE = mark("Ce choix est déjà écrit. Écrivez-en un autre, ou laissez vide.")
FRENCH_FIRST = mark("Ce choix n’est pas écrit en français. Écrivez-le d’abord, ou laissez vide.")
FRENCH_QUESTION = mark("Écrivez la question en français.")
HOW_MANY = mark("Écrivez un nombre de 0 à 9999.")
QUESTION, CHOICE = mark("La question"), mark("Choix %(rank)s")


class Part(NamedTuple):
    """The fields of one language."""

    code: str
    question: Any
    choices: Sequence[Any]

    @property
    def language(self) -> Any:
        """Its name, its direction."""
        return READABLE[self.code]

    @property
    def has_more(self) -> bool:
        """Whether something is written there, or is to be mended."""
        return any(field.data or field.errors for field in (self.question, *self.choices))


class BallotForm(Form):
    """One question, two to six choices; French is needed, other languages are not."""

    organisation = RadioField(mark("Quelle organisation pose la question ?"), validate_choice=False)

    def __init__(self, organisations: Sequence[Organisation], **options: Any) -> None:
        """Offer to ask for one of some organisations; who asks for one alone is not asked."""
        super().__init__(**options)
        self.organisation.choices = [SelectChoice(str(one.id), one.name) for one in organisations]
        self._only = organisations[0].id if len(organisations) == 1 else None
        if self._only is not None:
            del self.organisation

    @property
    def asking(self) -> int:
        """Number of the organisation that asks, once the form is valid."""
        return self._only if self._only is not None else int(self.organisation.data)

    @property
    def parts(self) -> Sequence[Part]:
        """The fields by language: French first."""
        return [Part(code, self[f"question-{code}"], [self[f"choix-{rank}-{code}"] for rank in RANKS]) for code in READABLE]

    @property
    def ballot(self) -> Ballot:
        """What is asked, once the form is valid."""
        written = [rank for rank in RANKS if self[f"choix-{rank}-{FRENCH.code}"].data]
        return Ballot(self._text("question-"), [self._text(f"choix-{rank}-") for rank in written])

    def validate_organisation(self, one: RadioField) -> None:
        """One of those that one edits for."""
        if one.data not in {choice.value for choice in one.choices}:
            raise StopValidation(CHOOSE_ORGANISATION)

    def _text(self, start: str) -> Text:
        return {code: words for code in READABLE if (words := self[f"{start}{code}"].data)}


def _question(_form: BallotForm, one: Field) -> None:
    """A question is asked in French, whatever else."""
    if one.name == f"question-{FRENCH.code}" and not one.data:
        raise StopValidation(WRITE_QUESTION)


def _choice(form: BallotForm, one: Field) -> None:
    """Two choices at least; none twice; none that French does not say."""
    _, rank, code = one.name.split("-", 2)
    french = [form[f"choix-{other}-{FRENCH.code}"].data for other in RANKS]
    if code == FRENCH.code:
        if not one.data and int(rank) <= FEWEST and sum(map(bool, french)) < FEWEST:
            raise StopValidation(TWO_AT_LEAST)
        if one.data and one.data.casefold() in {words.casefold() for words in french[: int(rank) - 1] if words}:
            raise StopValidation(NOT_TWICE)
    elif one.data and not french[int(rank) - 1]:
        raise StopValidation(FRENCH_FIRST)


for _code in READABLE:
    setattr(
        BallotForm, f"question-{_code}",
        StringField(QUESTION, filters=[plain_line], validators=[_question, Length(max=LONGEST_QUESTION, message=TOO_LONG)]),
    )  # fmt: skip
    for _rank in RANKS:
        setattr(
            BallotForm, f"choix-{_rank}-{_code}",
            StringField(CHOICE, filters=[plain_line], validators=[_choice, Length(max=LONGEST_CHOICE, message=TOO_LONG)]),
        )  # fmt: skip


class Hands(NamedTuple):
    """Hands that were raised. `typed`: by code, as it was written; `wrong`: codes of what is no number."""

    typed: Mapping[str, str]
    wrong: Sequence[str]

    @property
    def counts(self) -> Mapping[str, int]:
        """By code, once nothing is wrong; nothing written is nobody."""
        return {code: row_number(text) or 0 for code, text in self.typed.items()}


def hands_shown(found: RoomVote, counts: Mapping[str, Count]) -> Hands:
    """Return what the form shows of what was counted."""
    return Hands({choice["code"]: str(counts[choice["code"]].hands) for choice in found.choices if choice["code"] in counts}, ())


def read_hands(found: RoomVote, form: Mapping[str, str]) -> Hands:
    """Return what a form brings."""
    typed = {choice["code"]: form.get(control_of(choice["code"]), "").strip() for choice in found.choices}
    wrong = [code for code, text in typed.items() if text and not 0 <= _number(text) <= MOST_HANDS]
    return Hands(typed, wrong)


def control_of(code: str) -> str:
    """Return the name of the control of a choice."""
    return f"mains-{code}"


def _number(text: str) -> int:
    found = row_number(text)
    return -1 if found is None else found


__all__ = ["BallotForm", "Hands", "Part", "control_of", "hands_shown", "read_hands"]
