"""Every text of a definition by its place, and which translations are older than the French that they say. Pure.

A place is `title`, `intro`, `thanks`, `summary`, `<key>:label`, `<key>:hint`, `<key>:why`, `<key>:guidance`, `<key>:choice:<code>`,
`<key>:setting:<name>`. A stamp, `<place>|<language>`, holds the digest of the French words that a translation was made of.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import NamedTuple

from app.core.language import FRENCH
from app.participation.definition import Definition, Question, Text
from app.participation.questions.base import is_worded

OF_WHOLE = ("title", "intro", "thanks", "summary")
OF_QUESTION = ("label", "hint", "why", "guidance")
SIGNS = 16
"""Of a digest: enough to tell two texts apart."""


class Place(NamedTuple):
    """Where a text is. `key`: of its question, empty for the questionnaire; `part`: `label`, `choice:oui`, `setting:unit`."""

    key: str
    part: str

    def __str__(self) -> str:
        """Return it as stamps say it."""
        return f"{self.key}:{self.part}" if self.key else self.part


def texts(definition: Definition) -> Iterator[tuple[Place, Text]]:
    """Return every text, those that are empty too, in the order in which people read them."""
    for name in OF_WHOLE:
        yield Place("", name), getattr(definition, name)
    for question in definition.questions:
        yield from _of_question(question)


def with_words(definition: Definition, place: Place, language: str, words: str) -> Definition:
    """Return the definition with other words at a place, in a language; no words: none there. Raise KeyError for no such place."""
    if not place.key:
        if place.part not in OF_WHOLE:
            raise KeyError(str(place))
        return replace(definition, **{place.part: _set(getattr(definition, place.part), language, words)})  # type: ignore[arg-type]
    if definition.question(place.key) is None:
        raise KeyError(str(place))
    questions = tuple(_with(one, place, language, words) if one.key == place.key else one for one in definition.questions)
    return replace(definition, questions=questions)


def stamped(before: Definition | None, after: Definition, stamps: Mapping[str, str]) -> dict[str, str]:
    """Return the stamps after a change: what was translated anew is of today's French; the rest of the French that it was of."""
    known = dict(texts(before)) if before else {}
    found: dict[str, str] = {}
    for place, text in texts(after):
        for language in text.keys() - {FRENCH.code}:
            name = f"{place}|{language}"
            is_same = name in stamps and known.get(place, {}).get(language) == text[language]
            found[name] = stamps[name] if is_same else mark_of(text)
    return found


def stale(definition: Definition, stamps: Mapping[str, str]) -> list[tuple[Place, str]]:
    """Return the translations, with their languages, whose French changed since: to be read again."""
    return [
        (place, language)
        for place, text in texts(definition)
        for language in definition.languages
        if text.get(language) and language != FRENCH.code and stamps.get(f"{place}|{language}", mark_of(text)) != mark_of(text)
    ]


def mark_of(text: Text) -> str:
    """Return the digest of the French words of a text."""
    return sha256(text.get(FRENCH.code, "").encode()).hexdigest()[:SIGNS]


def _of_question(question: Question) -> Iterator[tuple[Place, Text]]:
    for name in OF_QUESTION:
        yield Place(question.key, name), getattr(question, name)
    for choice in question.choices:
        yield Place(question.key, f"choice:{choice.code}"), choice.label
    for name, value in question.settings.items():
        if is_worded(value):
            yield Place(question.key, f"setting:{name}"), value


def _with(question: Question, place: Place, language: str, words: str) -> Question:
    sort, _, name = place.part.partition(":")
    if sort == "choice" and question.choice(name):
        choices = (replace(one, label=_set(one.label, language, words)) if one.code == name else one for one in question.choices)
        return replace(question, choices=tuple(choices))
    if sort == "setting" and is_worded(question.settings.get(name)):
        return replace(question, settings={**question.settings, name: _set(question.settings[name], language, words)})
    if place.part in OF_QUESTION:
        return replace(question, **{place.part: _set(getattr(question, place.part), language, words)})  # type: ignore[arg-type]
    raise KeyError(str(place))


def _set(text: Text, language: str, words: str) -> Text:
    found = {**text, language: words.strip()}
    return {code: one for code, one in found.items() if one}
