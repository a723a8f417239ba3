"""What a version of a questionnaire says, as plain values: read from JSON, written as one canonical JSON. Pure.

Keys of questions and codes of choices are for life. A text is a mapping from codes of languages (`fr`, `fr-simple`, `en`, `ar`) to words.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple, TypeAlias

from app.core.language import FRENCH, READABLE

Text: TypeAlias = Mapping[str, str]
CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
"""Keys, codes: what every tool of the field takes."""
STEP = re.compile(r"[1-9]")
"""Codes of the steps of a scale."""


class BadDefinition(ValueError):
    """A definition that cannot be read; the message says where and why."""


class Said(NamedTuple):
    """Words, and the language that they are in: what `lang` and `dir` say of a part of a page."""

    words: str
    lang: str
    direction: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer. `picto`: a pictogram of ours; `exclusive`: « aucun », that goes with no other."""

    code: str
    label: Text
    picto: str = ""
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One page of a questionnaire. `show_if`: a condition on earlier answers (`app.participation.conditions`); empty: always asked.

    `why`: why it is asked; `guidance`: what an interviewer reads, aside; `settings`: what the type alone knows.
    """

    key: str
    type: str
    label: Text
    hint: Text = field(default_factory=dict)
    why: Text = field(default_factory=dict)
    guidance: Text = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    show_if: str = ""
    sensitive: bool = False
    picto: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    audio: Text = field(default_factory=dict)
    """By language, the digest of the recorded voice that reads it."""

    def choice(self, code: object) -> Choice | None:
        """Return the choice of this code."""
        return next((choice for choice in self.choices if choice.code == code), None)


@dataclass(frozen=True, slots=True)
class Definition:
    """A whole questionnaire. `code`: for life; `minutes`: how long it takes; `sensitive`: quick exit, generic titles."""

    code: str
    title: Text
    intro: Text
    thanks: Text
    languages: tuple[str, ...]
    questions: tuple[Question, ...]
    minutes: int = 5
    sensitive: bool = False
    summary: Text = field(default_factory=dict)
    """For authors: what it serves, with whom."""

    def question(self, key: str) -> Question | None:
        """Return the question of this key."""
        return next((question for question in self.questions if question.key == key), None)


def said(text: Text, code: str) -> Said:
    """Return a text in a language, else in the language that it is an easy form of, else in French."""
    language = READABLE[code]
    for one in (code, language.base, FRENCH.code):
        if text.get(one):
            return Said(text[one], READABLE[one].base, READABLE[one].direction)
    return Said("", language.base, language.direction)


def read(data: Any) -> Definition:
    """Return the definition that JSON says; raise BadDefinition. What it means is checked apart (`app.participation.checking`)."""
    whole = _mapping(data, "questionnaire")
    _only(whole, _DEFINITION, "questionnaire")
    questions = tuple(_question(one) for one in _list(whole.get("questions", []), "questions"))
    keys = [question.key for question in questions]
    if twice := {key for key in keys if keys.count(key) > 1}:
        msg = f"questions: asked twice: {', '.join(sorted(twice))}"
        raise BadDefinition(msg)
    languages = tuple(_list(whole.get("languages"), "languages"))
    if not languages or not all(isinstance(one, str) and one in READABLE for one in languages) or FRENCH.code not in languages:
        msg = f"languages: some of {', '.join(READABLE)}, with fr"
        raise BadDefinition(msg)
    return Definition(
        code=_code(whole.get("code"), "code", dashes=True),
        title=_text(whole.get("title"), "title", needed=True),
        intro=_text(whole.get("intro"), "intro"),
        thanks=_text(whole.get("thanks"), "thanks"),
        languages=languages,
        questions=questions,
        minutes=_number(whole.get("minutes", 5), "minutes"),
        sensitive=_flag(whole.get("sensitive", False), "sensitive"),
        summary=_text(whole.get("summary"), "summary"),
    )


def parse(text: str) -> Definition:
    """Return the definition of a canonical JSON; raise BadDefinition."""
    try:
        return read(json.loads(text))
    except json.JSONDecodeError as error:
        raise BadDefinition(str(error)) from None


def canonical(definition: Definition) -> str:
    """Return the one JSON of a definition: keys in order, no space, what is empty left out."""
    return json.dumps(_plain(definition), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(text: str) -> str:
    """Return the SHA-256 of a canonical JSON: 64 hexadecimal digits."""
    return sha256(text.encode()).hexdigest()


_DEFINITION = frozenset(Definition.__slots__)
_QUESTION = frozenset(Question.__slots__)
_CHOICE = frozenset(Choice.__slots__)


def _plain(value: Any) -> Any:
    if isinstance(value, Definition | Question | Choice):
        found = {name: _plain(getattr(value, name)) for name in value.__slots__}
        return {name: one for name, one in found.items() if one not in ("", False, {}, [])}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    return value


def _question(data: Any) -> Question:
    one = _mapping(data, "question")
    key = _code(one.get("key"), "key of a question")
    _only(one, _QUESTION, key)
    choices = tuple(_choice(choice, key) for choice in _list(one.get("choices", []), f"{key}: choices"))
    codes = [choice.code for choice in choices]
    if len(set(codes)) < len(codes):
        msg = f"{key}: a code is there twice"
        raise BadDefinition(msg)
    return Question(
        key=key,
        type=_code(one.get("type"), f"{key}: type"),
        label=_text(one.get("label"), f"{key}: label", needed=True),
        hint=_text(one.get("hint"), f"{key}: hint"),
        why=_text(one.get("why"), f"{key}: why"),
        guidance=_text(one.get("guidance"), f"{key}: guidance"),
        choices=choices,
        show_if=_word(one.get("show_if", ""), f"{key}: show_if"),
        sensitive=_flag(one.get("sensitive", False), f"{key}: sensitive"),
        picto=_word(one.get("picto", ""), f"{key}: picto"),
        settings=_mapping(one.get("settings", {}), f"{key}: settings"),
        audio=_text(one.get("audio"), f"{key}: audio"),
    )


def _choice(data: Any, key: str) -> Choice:
    one = _mapping(data, f"{key}: choice")
    given = one.get("code")
    code = given if isinstance(given, str) and STEP.fullmatch(given) else _code(given, f"{key}: code of a choice")
    _only(one, _CHOICE, f"{key}: {code}")
    return Choice(
        code,
        _text(one.get("label"), f"{key}: {code}: label", needed=True),
        _word(one.get("picto", ""), f"{key}: {code}: picto"),
        _flag(one.get("exclusive", False), f"{key}: {code}: exclusive"),
    )


def _mapping(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        msg = f"{where}: an object is wanted"
        raise BadDefinition(msg)
    return value


def _list(value: Any, where: str) -> Sequence[Any]:
    if not isinstance(value, list):
        msg = f"{where}: a list is wanted"
        raise BadDefinition(msg)
    return value


def _text(value: Any, where: str, *, needed: bool = False) -> Text:
    found = _mapping({} if value is None else value, where)
    if not all(code in READABLE and isinstance(words, str) for code, words in found.items()):
        msg = f"{where}: words by languages among {', '.join(READABLE)}"
        raise BadDefinition(msg)
    if needed and not found.get(FRENCH.code, "").strip():
        msg = f"{where}: words in French are wanted"
        raise BadDefinition(msg)
    return {code: words for code, words in found.items() if words.strip()}


def _code(value: Any, where: str, *, dashes: bool = False) -> str:
    text = value.replace("-", "_") if dashes and isinstance(value, str) else value
    if not isinstance(text, str) or not CODE.fullmatch(text):
        msg = f"{where}: a letter, then letters, digits and underscores, 40 at most"
        raise BadDefinition(msg)
    return str(value)


def _word(value: Any, where: str) -> str:
    if not isinstance(value, str):
        msg = f"{where}: words are wanted"
        raise BadDefinition(msg)
    return value


def _flag(value: Any, where: str) -> bool:
    if not isinstance(value, bool):
        msg = f"{where}: true or false"
        raise BadDefinition(msg)
    return value


def _number(value: Any, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        msg = f"{where}: a number"
        raise BadDefinition(msg)
    return value


def _only(value: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    if odd := value.keys() - known:
        msg = f"{where}: unknown: {', '.join(sorted(odd))}"
        raise BadDefinition(msg)
