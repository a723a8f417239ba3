"""Languages of the interface, and what a text function needs in order to speak one of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Language:
    """A language people can read Repères in: BCP 47 code (what addresses say), its own name, direction of writing."""

    code: str
    name: str
    direction: Direction = "ltr"
    locale: str = ""
    """CLDR's locale where it is not the code: whose dates and numbers are written."""
    easy_form_of: str = ""
    """The code of the language that this is the easy form of."""

    @property
    def base(self) -> str:
        """The language itself, whatever its form: what `lang` says in HTML, whose catalogues and ways of writing are used."""
        return self.easy_form_of or self.code

    @property
    def formats(self) -> str:
        """The locale of dates and numbers."""
        return self.locale or self.base


FRENCH = Language("fr", "Français")
LANGUAGES: Mapping[str, Language] = {
    language.code: language for language in (FRENCH, Language("en", "English", locale="en_GB"), Language("ar", "العربية", "rtl"))
}
"""The languages in which every page is complete."""
EASY_FRENCH = Language("fr-simple", "Français simple", easy_form_of=FRENCH.code)
READABLE: Mapping[str, Language] = {**LANGUAGES, EASY_FRENCH.code: EASY_FRENCH}
"""All that a page may be read in: the languages, and the easy form that some pages have."""


class Translator(Protocol):
    """Texts in one language. Msgids are French; `%(name)s` stands for a value."""

    @property
    def language(self) -> Language:
        """The language spoken."""

    def gettext(self, message: str, /, **values: object) -> str:
        """Return the message in this language, with its values."""

    def __hash__(self) -> int:
        """Return what texts may be kept by: there is one translator a language."""

    def ngettext(self, singular: str, plural: str, count: int, /, **values: object) -> str:
        """Return the right plural form; `%(num)s` is the count."""


def mark(message: str) -> str:
    """Mark a French text for extraction where it is declared; it is translated where it is shown."""
    return message
