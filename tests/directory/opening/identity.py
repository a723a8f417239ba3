"""A translator that speaks the source language, and instants that read easily."""

from datetime import datetime

from app.core.clock import PARIS
from app.core.language import FRENCH, LANGUAGES, Language


class SourceTranslator:
    """Says msgids as they are; its language only changes names of days, months and the clock."""

    def __init__(self, language: Language = FRENCH) -> None:
        self.language = language

    def gettext(self, message: str, /, **values: object) -> str:
        return message % values if values else message

    def ngettext(self, singular: str, plural: str, count: int, /, **values: object) -> str:
        return (singular if count < 2 else plural) % {"num": count, **values}


FRENCH_TEXTS = SourceTranslator()
ENGLISH_TIMES = SourceTranslator(LANGUAGES["en"])
ARABIC_TIMES = SourceTranslator(LANGUAGES["ar"])


def paris(text: str) -> datetime:
    """The instant that clocks in Paris show: `2026-11-20 10:30` (a Friday)."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


def plain(text: str) -> str:
    """The text with ordinary spaces, to be compared with ease."""
    return text.replace("\N{NO-BREAK SPACE}", " ")
