"""The three words that lead to what became of the answers."""

from app.core.language import mark
from app.participation.forms.resuming import ResumeForm

NOTHING = mark("Ces trois mots ne mènent à aucune page. Vérifiez chaque mot sur votre papier, ou sur l’affiche.")


class ReceiptForm(ResumeForm):
    """Three words, however they are written."""

    def refuse(self) -> None:
        """Say that the words lead nowhere."""
        self.mots.errors = [NOTHING]
