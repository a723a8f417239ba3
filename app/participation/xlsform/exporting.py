"""A definition as the sheets of a form. What XLSForm has a column for is said there; the rest in columns of ours, that other tools ignore.

Reading them back gives the same definition (`app.participation.xlsform.importing`), which conditions and settings are tried for one by one.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from app.core.language import FRENCH
from app.participation.conditions import BadCondition, parse, printed
from app.participation.definition import Choice, Definition, Question, Text
from app.participation.questions import REGISTRY
from app.participation.questions.base import is_worded
from app.participation.xlsform import constraints, extras
from app.participation.xlsform.extras import OF_FORM, OF_QUESTION, PARTS, YES
from app.participation.xlsform.findings import Unsayable
from app.participation.xlsform.from_xpath import Looked, Scope, condition
from app.participation.xlsform.languages import ORDER, TITLES
from app.participation.xlsform.lists import PICTO, REFERENCE
from app.participation.xlsform.names import key_of
from app.participation.xlsform.sheets import CHOICES, SETTINGS, SURVEY
from app.participation.xlsform.to_xpath import expression

Cells: TypeAlias = Mapping[str, str]
_TYPES: Mapping[str, str] = {
    "information": "note", "short_text": "text", "long_text": "text", "commune": "text", "integer": "integer", "month": "date",
    "one": "select_one", "band": "select_one", "scale": "select_one", "consent": "select_one", "several": "select_multiple",
    "ranking": "rank",
}  # fmt: skip
_APPEARANCES: Mapping[str, str] = {"long_text": "multiline", "month": "month-year", "scale": "likert"}
_SAID_OTHERWISE: Mapping[str, frozenset[str]] = {
    "integer": frozenset(("min", "max")),
    "month": frozenset(("earliest", "latest")),
    "consent": frozenset(("yes", "no")),
}
"""By type, the settings that columns of XLSForm say."""


class Written(NamedTuple):
    """A sheet to write: headings, and rows of as many cells."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


def sheets(definition: Definition, version: str = "") -> Sequence[Written]:
    """Return the sheets of a form: `survey`, `choices`, `settings`."""
    survey = [*_parts(definition, ("title", "intro")), *_questions(definition), *_parts(definition, ("thanks",))]
    choices = [cells for question in definition.questions for cells in _choices(question)]
    return [
        _sheet(SURVEY, ("type", "name"), survey),
        _sheet(CHOICES, ("list_name", "name"), choices),
        _sheet(SETTINGS, ("form_title", "form_id"), [_settings(definition, version)]),
    ]


def _sheet(name: str, first: Sequence[str], rows: Sequence[Cells]) -> Written:
    found = dict.fromkeys([*first, *(heading for row in rows for heading, words in row.items() if words)])
    plain = [heading for heading in found if not heading.startswith((OF_QUESTION, OF_FORM))]
    headings = [*plain, *sorted(heading for heading in found if heading not in plain)]
    return Written(name, headings, [[row.get(heading, "") for heading in headings] for row in rows])


def _parts(definition: Definition, names: Sequence[str]) -> Iterator[Cells]:
    keys = [question.key for question in definition.questions]
    for name in names:
        if name in PARTS and (said := getattr(definition, name)):
            yield {"type": "note", "name": key_of(f"rep_{name}", keys), **_spoken("label", said), f"{OF_QUESTION}part": name}


def _questions(definition: Definition) -> Iterator[Cells]:
    for place, question in enumerate(definition.questions):
        before = {one.key: Looked(one, _names(one)) for one in definition.questions[:place]}
        yield {**_question(question), **_shown_if(question, definition, before)}


def _question(question: Question) -> Cells:
    kind = _TYPES.get(question.type, "note")
    is_choosing = kind in ("select_one", "select_multiple", "rank")
    settings = question.settings
    is_text = question.type in REGISTRY and REGISTRY[question.type].is_text
    alone = [one.code for one in question.choices if one.exclusive and question.type != "several"]
    return {
        "type": f"{kind} {question.key}" if is_choosing else kind,
        "name": question.key,
        **_spoken("label", question.label),
        **_spoken("hint", question.hint),
        **_spoken("guidance_hint", question.guidance),
        "required": YES if settings.get("required") is True and is_text else "",
        "constraint": constraints.bounds_text(question) if _is_bounded(question) else "",
        "appearance": _APPEARANCES.get(question.type, ""),
        f"{OF_QUESTION}type": question.type,
        f"{OF_QUESTION}exclusive": " ".join(alone),
        f"{OF_QUESTION}sensitive": YES if question.sensitive else "",
        f"{OF_QUESTION}picto": question.picto,
        **_of_setting(question),
        **{f"{OF_QUESTION}why-{code}": words for code, words in question.why.items()},
        **{f"{OF_QUESTION}audio-{code}": words for code, words in question.audio.items()},
    }


def _is_bounded(question: Question) -> bool:
    """Whether a constraint says the settings of a question as they are; a draft may hold others."""
    text = constraints.bounds_text(question)
    named = _SAID_OTHERWISE.get(question.type, frozenset())
    try:
        if question.type == "integer":
            return bool(text) and constraints.bounds(text) == {name: question.settings[name] for name in named & question.settings.keys()}
        if question.type == "month":
            return bool(text) and constraints.months(text) == {name: question.settings[name] for name in named & question.settings.keys()}
    except Unsayable:
        return False
    return bool(text)


def _of_setting(question: Question) -> Cells:
    """Return the columns of the settings that XLSForm has none for; the whole, as JSON, where that would not give them back."""
    settings, found = question.settings, dict[str, str]()
    said: set[str] = set()
    if _SAID_OTHERWISE.get(question.type) and (question.type == "consent" or _is_bounded(question)):
        said |= _SAID_OTHERWISE[question.type] if question.type != "consent" else _said_words(settings)
    if question.type == "integer" and is_worded(settings.get("unit")):
        said.add("unit")
        found |= {f"{OF_QUESTION}unit-{code}": words for code, words in settings["unit"].items()}
    if question.type == "ranking" and type(settings.get("pick")) is int and settings["pick"] >= 0:
        said.add("pick")
        found[f"{OF_QUESTION}pick"] = str(settings["pick"])
    if question.type in ("short_text", "long_text") and settings.get("required") is True:
        said.add("required")
    if settings.keys() - said:
        found[f"{OF_QUESTION}settings"] = json.dumps(settings, ensure_ascii=False, sort_keys=True, default=dict)
    return found


def _said_words(settings: Mapping[str, Any]) -> set[str]:
    return {name for name in ("yes", "no") if is_worded(settings.get(name))}


def _shown_if(question: Question, definition: Definition, before: Mapping[str, Looked]) -> Cells:
    """Return the condition of a question; as we write it too, where ODK's writing would not give it back."""
    if not question.show_if:
        return {}
    try:
        asked = parse(question.show_if)
        written = expression(asked, definition)
        read = condition(written, Scope(before, {})) if written else None
    except (BadCondition, Unsayable):
        return {f"{OF_QUESTION}show_if": question.show_if}
    is_same = read is not None and printed(read) == question.show_if
    return {"relevant": written or "", f"{OF_QUESTION}show_if": "" if is_same else question.show_if}


def _names(question: Question) -> Mapping[str, str]:
    return {one.code: one.code for one in _offered(question)}


def _offered(question: Question) -> Sequence[Choice]:
    return REGISTRY[question.type].offered(question) if question.type == "consent" else question.choices


def _choices(question: Question) -> Iterator[Cells]:
    for choice in _offered(question) if _TYPES.get(question.type, "note") not in ("note", "text", "integer", "date") else ():
        picto = choice.picto if question.type != "consent" else ""
        yield {"list_name": question.key, "name": choice.code, **_spoken("label", choice.label), PICTO: picto}


def _settings(definition: Definition, version: str) -> Cells:
    return {
        "form_title": _escaped(definition.title.get(FRENCH.code, "")),
        "form_id": definition.code,
        "version": version,
        "default_language": TITLES[FRENCH.code],
        "namespaces": extras.NAMESPACES,
        f"{OF_FORM}languages": " ".join(definition.languages),
        f"{OF_FORM}minutes": str(definition.minutes),
        f"{OF_FORM}sensitive": YES if definition.sensitive else "",
        **{f"{OF_FORM}summary-{code}": words for code, words in definition.summary.items()},
    }


def _spoken(name: str, text: Text) -> Cells:
    return {f"{name}::{TITLES[code]}": _escaped(text[code]) for code in ORDER if text.get(code)}


def _escaped(words: str) -> str:
    """Return words in which ODK looks for no question; reading puts them back."""
    return words.replace(REFERENCE, "$\u2060{")
