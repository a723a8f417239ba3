"""Catalogues, loaded once a process: what `app.core.language.Translator` promises."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from babel.support import Translations

from app.config import ROOT
from app.core.language import FRENCH, LANGUAGES, READABLE, Language

DIRECTORY = ROOT / "translations"
DOMAINS = ("messages", "kinds")
"""Words of the interface, and texts of the kinds of help."""
EASY = "easy"
"""What the easy form of a language says otherwise: laid over the texts of the language, which say the rest."""


class MissingCatalogue(Exception):
    """A language of the interface has no compiled catalogue; `make i18n` makes it."""


class Catalogue:
    """The texts of one language."""

    def __init__(self, language: Language, directory: Path = DIRECTORY) -> None:
        """Load every domain of the language; raise MissingCatalogue rather than speak French instead."""
        self.language = language
        loaded = []
        for domain in (*DOMAINS, EASY) if language.easy_form_of else DOMAINS:
            path = directory / language.base / "LC_MESSAGES" / f"{domain}.mo"
            if not path.exists():
                msg = f"{path.relative_to(directory.parent)} manque : lancez « make i18n »."
                raise MissingCatalogue(msg)
            with path.open("rb") as file:
                loaded.append(Translations(file, domain=domain))
        texts = loaded[0]
        for more in loaded[1:]:
            texts.merge(more)
        self.plain: Callable[[str], str] = texts.gettext
        self.plain_plural: Callable[[str, str, int], str] = texts.ngettext

    def gettext(self, message: str, /, **values: object) -> str:
        """Return the message in this language, with its values."""
        text = self.plain(message)
        return text % values if values else text

    def ngettext(self, singular: str, plural: str, count: int, /, **values: object) -> str:
        """Return the right plural form; `%(num)s` is the count."""
        text = self.plain_plural(singular, plural, count)
        return text % {"num": count, **values}


@cache
def translator(code: str) -> Catalogue:
    """Return the texts of a language of the interface or of its easy form, by its BCP 47 code."""
    return Catalogue(READABLE[code])


def speaking(code: str) -> Catalogue:
    """Return the texts of whoever reads in a language, French where it is none of ours."""
    return translator(code if code in LANGUAGES else FRENCH.code)
