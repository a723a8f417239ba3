"""Catalogues, loaded once a process: what `app.core.language.Translator` promises."""

from functools import cache
from pathlib import Path

from babel.support import Translations

from app.config import ROOT
from app.core.language import LANGUAGES, Language

DIRECTORY = ROOT / "translations"
DOMAINS = ("messages", "kinds")
"""Words of the interface, and texts of the kinds of help."""


class MissingCatalogue(Exception):  # noqa: N818 - named after the fact
    """A language of the interface has no compiled catalogue; `make i18n` makes it."""


class Catalogue:
    """The texts of one language."""

    def __init__(self, language: Language, directory: Path = DIRECTORY) -> None:
        """Load every domain of the language; raise MissingCatalogue rather than speak French instead."""
        self.language = language
        self._texts = Translations()
        for domain in DOMAINS:
            path = directory / language.code / "LC_MESSAGES" / f"{domain}.mo"
            if not path.exists():
                msg = f"{path.relative_to(directory.parent)} manque : lancez « make i18n »."
                raise MissingCatalogue(msg)
            with path.open("rb") as file:
                self._texts = _merged(self._texts, Translations(file, domain=domain))
        self.plain = self._texts.gettext
        self.plain_plural = self._texts.ngettext

    def gettext(self, message: str, /, **values: object) -> str:
        """Return the message in this language, with its values."""
        text: str = self.plain(message)
        return text % values if values else text

    def ngettext(self, singular: str, plural: str, count: int, /, **values: object) -> str:
        """Return the right plural form; `%(num)s` is the count."""
        text: str = self.plain_plural(singular, plural, count)
        return text % {"num": count, **values}


def _merged(first: Translations, second: Translations) -> Translations:
    if not first._catalog:  # noqa: SLF001 - gettext offers no other way to ask whether anything was read
        return second
    return first.merge(second)


@cache
def translator(code: str) -> Catalogue:
    """Return the texts of a language of the interface, by its BCP 47 code."""
    return Catalogue(LANGUAGES[code])
