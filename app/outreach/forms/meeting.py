"""What a team fills once the person was met: what she says of being followed, when she was seen again, why a link is taken up."""

from collections.abc import Mapping

from wtforms import BooleanField, StringField
from wtforms.validators import Length

from app.core.language import mark
from app.orientations.forms.about_person import without_social_security_number
from app.outreach.forms.going import STRICTLY, GestureForm, HappenedForm, few_words
from app.outreach.labels import CONSENTS
from app.outreach.rules import Consent
from app.outreach.services.meeting import Said
from app.web.fields import one_line, one_of
from app.web.forms import TOO_LONG

LONGEST_PSEUDONYM = 60


class ConsentForm(GestureForm):
    """What she says, and how she wants to be called."""

    accord = one_of(mark("Veut-elle bien que l’équipe revienne ?"), Consent, CONSENTS, mark("Dites ce que la personne a répondu."))
    pseudonyme = StringField(
        mark("Prénom ou surnom qu’elle donne"),
        filters=[one_line],
        validators=[Length(max=LONGEST_PSEUDONYM, message=TOO_LONG), without_social_security_number],
    )
    suite = BooleanField(mark("Le lien continue : l’équipe la reverra"))
    hints: Mapping[str, str] = {
        "accord": mark("Sa parole suffit. « Pas maintenant » : l’équipe peut repasser et lui redemander."),
        "pseudonyme": mark("Jamais son nom de famille. Rien n’est gardé si elle dit non."),
    }
    optional = ("pseudonyme",)

    def __init__(self, version: int, consent: str | None, pseudonym: str, *, may_begin: bool) -> None:
        """Show what is known. `may_begin`: whether the link may begin now."""
        super().__init__(data={"version": str(version), "accord": consent, "pseudonyme": pseudonym, "suite": True})
        if not may_begin:
            del self.suite

    @property
    def said(self) -> Said:
        """What she said, once the form is valid."""
        return Said(Consent(self.accord.data), self.pseudonyme.data or "", bool("suite" in self and self.suite.data))


class MeetForm(HappenedForm):
    """When she was seen again."""

    note = few_words(mark("Note pour votre équipe"))
    hints: Mapping[str, str] = {"note": STRICTLY}
    optional = ("note",)
