"""A voice that reads a question: a sound file, in one language."""

from collections.abc import Sequence

from wtforms import FileField, HiddenField
from wtforms.validators import StopValidation

from app.core.language import mark
from app.participation.services.recording import MOST_BYTES, media_type
from app.web.forms import Form

CHOOSE_FILE = mark("Choisissez un fichier de son sur votre appareil.")
TOO_HEAVY = mark("Ce fichier dépasse 600 ko. Enregistrez plus court, ou en qualité plus simple.")
NOT_A_SOUND = mark("Ce fichier n’est pas un son que les téléphones savent lire : mp3, m4a, ogg, webm ou wav.")


class VoiceForm(Form):
    """One sound. `langue`: in which language; `vu`: the digest of the voice that was shown."""

    langue = HiddenField()
    vu = HiddenField()
    voix = FileField(mark("Fichier de son"))

    def __init__(self, languages: Sequence[str]) -> None:
        """Take one of the languages of the draft."""
        super().__init__()
        self._languages = languages
        self.sound, self.kind = b"", ""

    def validate_langue(self, field: HiddenField) -> None:
        """One of those of the draft: else the page shows what it has now."""
        if field.data not in self._languages:
            raise StopValidation(CHOOSE_FILE)

    def validate_voix(self, field: FileField) -> None:
        """There is a file, small enough, and a sound by its first bytes."""
        if not getattr(field.data, "filename", ""):
            raise StopValidation(CHOOSE_FILE)
        self.sound = field.data.read(MOST_BYTES + 1)
        if len(self.sound) > MOST_BYTES:
            raise StopValidation(TOO_HEAVY)
        self.kind = media_type(self.sound)
        if not self.kind:
            raise StopValidation(NOT_A_SOUND)
