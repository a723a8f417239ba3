"""Questions for tests of types; every text is fictional."""

from typing import Any

from app.participation.definition import Choice, Question, Text
from app.participation.questions import type_of
from app.participation.questions.base import Mistake

CHOICES = {
    "one": ("a", "b", "c"),
    "band": ("moins", "plus"),
    "scale": ("1", "2", "3", "4", "5"),
    "several": ("manger", "dormir", "parler", "aucun"),
    "ranking": ("manger", "dormir", "parler", "laver"),
}


def words(said: str) -> Text:
    """Words in French and in Arabic, so that one sees which are shown."""
    return {"fr": said, "ar": f"{said} (ar)"}


def question(kind: str, *codes: str, exclusive: str = "aucun", **more: Any) -> Question:
    """A question of a type, with its usual choices or these."""
    choices = tuple(Choice(code, words(code.capitalize()), exclusive=code == exclusive) for code in codes or CHOICES.get(kind, ()))
    return Question(**{"key": "essai", "type": kind, "label": words("Question ?"), "choices": choices, **more})


def given(*values: str, **more: str) -> dict[str, list[str]]:
    """A form: values of `reponse`, and of `reponse-2` as `second`, `reponse-3` as `third`."""
    names = {"second": "reponse-2", "third": "reponse-3"}
    return {**({"reponse": list(values)} if values else {}), **{names[name]: [value] for name, value in more.items()}}


def answer(asked: Question, form: dict[str, list[str]]) -> Any:
    return type_of(asked).check(asked, form)


def mistake(asked: Question, form: dict[str, list[str]]) -> tuple[str, str]:
    """The message of what a form does wrong, and the control to mend."""
    try:
        found = answer(asked, form)
    except Mistake as error:
        return error.message % error.values if error.values else error.message, error.control
    msg = f"taken: {found!r}"
    raise AssertionError(msg)


def problems(asked: Question) -> list[str]:
    return list(type_of(asked).problems(asked))


def said(asked: Question, answered: Any) -> list[str]:
    """An answer in French words."""
    return [text["fr"] for text in type_of(asked).words(asked, answered)]
