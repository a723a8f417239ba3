"""What the form of a question says of it: French words, choices, settings. Pure.

What it does not show (other languages, the condition, a recorded voice) is of other pages, which change it meanwhile without any conflict.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from types import MappingProxyType
from typing import Any, TypeAlias

from app.core.language import FRENCH
from app.participation.building.keys import code_of
from app.participation.definition import Choice, Question, Text
from app.participation.questions.base import PLACES

Setting: TypeAlias = str | int | bool
FAMILIES = (("one", "several", "band", "scale", "ranking"), ("short_text", "long_text"))
"""Types that a question may go from one to the other of, before it is published: what it says stays."""
SCALE = "scale"
WORDED = frozenset(("unit", "yes", "no"))
"""Settings that are texts."""
SHOWN = frozenset(("min", "max", "pick", "earliest", "latest", "required", *WORDED))
"""Settings that the form shows; others stay as they are."""


@dataclass(frozen=True, slots=True)
class ToldChoice:
    """A choice. `code`: that it has already; empty for a new one."""

    code: str
    words: str
    picto: str = ""
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A question, as its form shows it. `settings`: texts of settings in French, other values as they are."""

    type: str
    label: str = ""
    hint: str = ""
    why: str = ""
    guidance: str = ""
    choices: tuple[ToldChoice, ...] = ()
    settings: Mapping[str, Setting] = field(default_factory=dict)
    sensitive: bool = False
    picto: str = ""


NO_PAST: Mapping[str, str] = MappingProxyType({})


def told(question: Question) -> Told:
    """Return what the form of a question shows."""
    return Told(
        type=question.type,
        label=_french(question.label),
        hint=_french(question.hint),
        why=_french(question.why),
        guidance=_french(question.guidance),
        choices=tuple(ToldChoice(one.code, _french(one.label), one.picto, one.exclusive) for one in question.choices),
        settings={name: _told(value) for name, value in question.settings.items() if name in SHOWN},
        sensitive=question.sensitive,
        picto=question.picto,
    )


def mark_of(said: Told) -> str:
    """Return a digest of what the form of a question shows: the same as long as nobody changed it."""
    return sha256(json.dumps(asdict(said), ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def merged(question: Question, said: Told, past: Mapping[str, str] = NO_PAST) -> Question:
    """Return a question that says what its form says, and keeps all else. `past`: French words of all choices ever published, by code."""
    choices = _choices(question, said, past)
    return replace(
        question,
        type=said.type,
        label=_with(question.label, said.label),
        hint=_with(question.hint, said.hint),
        why=_with(question.why, said.why),
        guidance=_with(question.guidance, said.guidance),
        choices=choices,
        settings={**_others(question, said, choices), **{name: _setting(question, name, value) for name, value in said.settings.items()}},
        sensitive=said.sensitive,
        picto=said.picto,
    )


def says_the_same(one: Told, other: Told) -> bool:
    """Whether two forms say the same thing, whatever the codes of their choices: somebody sent the same one twice."""
    return _without_codes(one) == _without_codes(other)


def types_for(name: str) -> Sequence[str]:
    """Return the types that a question of this type may take, its own among them."""
    return next((family for family in FAMILIES if name in family), (name,))


def _choices(question: Question, said: Told, past: Mapping[str, str]) -> tuple[Choice, ...]:
    """Each choice keeps its code for life; steps of a scale are numbered in their order."""
    was_scale, is_scale = question.type == SCALE, said.type == SCALE
    kept = {one.code: one for one in question.choices}
    taken = {*past, *(() if was_scale or is_scale else kept)}
    found: list[Choice] = []
    for step, one in enumerate(said.choices, 1):
        before = kept.get(one.code)
        label = _with(before.label if before else {}, one.words)
        if is_scale:
            code = str(step)
        elif not was_scale and one.code and (before or past.get(one.code) == one.words):
            code = one.code
        else:
            code = code_of(one.words, taken)
            taken.add(code)
        found.append(Choice(code, label, one.picto, one.exclusive))
    return tuple(found)


def _french(text: Text) -> str:
    return text.get(FRENCH.code, "")


def _with(text: Text, words: str) -> Text:
    """The French words of a text; without them, the text has none in any language."""
    return {**text, FRENCH.code: words} if words else {}


def _told(value: Any) -> Setting:
    """A value of a setting; of a text, its French words."""
    found: Setting = value.get(FRENCH.code, "") if isinstance(value, Mapping) else value
    return found


def _others(question: Question, said: Told, choices: Sequence[Choice]) -> Mapping[str, object]:
    """What the form does not show; local places go on with the choices that they come after."""
    found = {name: value for name, value in question.settings.items() if name not in SHOWN}
    places = found.pop(PLACES, {})
    codes = {before.code: choice.code for before, choice in zip(said.choices, choices, strict=True)}
    kept = {codes[code]: need for code, need in places.items() if code in codes} if isinstance(places, Mapping) else {}
    return {**found, PLACES: kept} if kept else found


def _setting(question: Question, name: str, value: Setting) -> object:
    before = question.settings.get(name)
    return _with(before if isinstance(before, Mapping) else {}, value) if name in WORDED and isinstance(value, str) else value


def _without_codes(said: Told) -> Told:
    return replace(said, choices=tuple(replace(one, code="") for one in said.choices))
