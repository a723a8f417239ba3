"""One finding: what people said, what was decided, and why, in each language of the campaign."""

from collections.abc import Sequence
from typing import Any

from wtforms import Field, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, StopValidation

from app.core.language import EASY_FRENCH, FRENCH, mark
from app.core.numbers import row_number
from app.participation.labels import DECISIONS
from app.participation.models import Finding
from app.participation.rules import Decision
from app.participation.services.giving_back import Said
from app.web.fields import stripped
from app.web.forms import FieldError, Form

LONGEST_HEARD, LONGEST_ANSWER = 300, 800
VERSION = "version"
HEARD, ANSWER = "entendu", "reponse"
WHAT_WAS_SAID = mark("Écrivez ce que les personnes ont dit, en une phrase.")
WHAT_IS_DECIDED = mark("Choisissez ce qui est décidé.")
WHY_NOT = mark("Dites pourquoi. Une personne qui a donné son avis a droit à une raison.")
WHAT_IS_DONE = mark("Dites ce que vous faites, en une ou deux phrases.")
HEARD_TOO_LONG = mark("C’est trop long : gardez 300 signes au plus.")
ANSWER_TOO_LONG = mark("C’est trop long : gardez 800 signes au plus.")
PAGE_FULL = mark("La page est pleine. Retirez un constat, puis enregistrez celui-ci.")
NO_QUESTION = mark("Aucune en particulier")


def _plain(text: str | None) -> str:
    """A text whose lines stay; what no page can show is a space."""
    return stripped("".join(sign if sign.isprintable() or sign == "\n" else " " for sign in (text or "").replace("\r\n", "\n")))


class FindingForm(Form):
    """A finding; other languages than French are left empty where nobody translates."""

    question = SelectField(mark("De quelle question cela vient-il ?"), validate_choice=False)
    decision = RadioField(
        mark("Ce qui est décidé"), choices=[SelectChoice(str(one), words) for one, words in DECISIONS.items()], validate_choice=False
    )

    @property
    def said(self) -> Said:
        """What the form says, once it is valid."""
        return Said(self.question.data or "", self._texts(HEARD), Decision(self.decision.data), self._texts(ANSWER))

    @property
    def languages(self) -> Sequence[str]:
        """The languages asked, French first."""
        return type(self).asked  # type: ignore[no-any-return]

    def summary(self) -> list[FieldError]:
        """Return what is to mend, in the order of the page."""
        order = [self.words(HEARD, code).id for code in self.languages]
        found = super().summary()
        return [one for one in found if one.field in order] + [one for one in found if one.field not in order]

    def refuse(self) -> None:
        """Say that there are as many findings as a page may hold."""
        self.words(HEARD, FRENCH.code).errors = [PAGE_FULL]

    def words(self, part: str, code: str) -> Field:
        """Return the field of a part (`entendu`, `reponse`) in a language."""
        return self[_name(part, code)]

    def validate_question(self, one: Field) -> None:
        """One of the questionnaire's, or none: what a form cannot send is none."""
        if one.data not in {choice.value for choice in one.choices}:
            one.data = ""

    def validate_decision(self, one: Field) -> None:
        """One of four."""
        if one.data not in set(Decision):
            raise StopValidation(WHAT_IS_DECIDED)

    def validate_entendu(self, one: Field) -> None:
        """In French at least."""
        if not one.data:
            raise StopValidation(WHAT_WAS_SAID)

    def validate_reponse(self, one: Field) -> None:
        """In French at least: « non » and « plus tard » without a reason are no answers."""
        if not one.data:
            raise StopValidation(WHY_NOT if self.decision.data in {Decision.NO, Decision.LATER} else WHAT_IS_DONE)

    def _texts(self, part: str) -> dict[str, str]:
        found = {code: self.words(part, code).data for code in self.languages}
        return {code: words for code, words in found.items() if words}


def finding_form(
    languages: Sequence[str], questions: Sequence[tuple[str, str]], found: Finding | None = None, **filled: str
) -> FindingForm:
    """Return the form of a finding, as it stands, or as `filled`; `questions`: keys and words of those that one may choose."""
    asked = sorted(languages, key=lambda code: (code != FRENCH.code, code != EASY_FRENCH.code))
    data = {**(_filled(found, asked) if found else {}), **filled}
    made: FindingForm = type("FindingForm", (FindingForm,), {**_fields(asked), "asked": asked})(data=data)
    kept = [(found.question, found.question)] if found and found.question and found.question not in dict(questions) else []
    made.question.choices = [SelectChoice(key, words) for key, words in [("", NO_QUESTION), *questions, *kept]]
    return made


def version_in(form: Any) -> int:
    """Return the version of the finding that was shown; 0 for what is none."""
    return row_number(form.get(VERSION)) or 0


def _fields(languages: Sequence[str]) -> dict[str, TextAreaField]:
    return {
        **{
            _name(HEARD, code): TextAreaField(
                mark("Ce que les personnes ont dit"), filters=[_plain], validators=[Length(max=LONGEST_HEARD, message=HEARD_TOO_LONG)]
            )
            for code in languages
        },
        **{
            _name(ANSWER, code): TextAreaField(
                mark("Ce que nous faisons, ou pourquoi non"), filters=[_plain],
                validators=[Length(max=LONGEST_ANSWER, message=ANSWER_TOO_LONG)],
            )
            for code in languages
        },
    }  # fmt: skip


def _filled(found: Finding, languages: Sequence[str]) -> dict[str, str]:
    texts = {_name(part, code): text.get(code, "") for part, text in ((HEARD, found.heard), (ANSWER, found.answer)) for code in languages}
    return {**texts, "question": found.question, "decision": found.decision}


def _name(part: str, code: str) -> str:
    """« entendu » in French, « entendu_ar »."""
    return part if code == FRENCH.code else f"{part}_{code.replace('-', '_')}"
