"""What static checks find."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.core.language import Translator


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong and where. `code`: what sort of problem; `key`: of the question, empty for the questionnaire.

    `message`: a French sentence for the author, whole, marked for translation; `values`: what it takes.
    """

    code: str
    key: str
    message: str
    values: Mapping[str, object] = field(default_factory=dict)

    def said(self, t: Translator) -> str:
        """Return the sentence in a language."""
        return t.gettext(self.message, **self.values)
