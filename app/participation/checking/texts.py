"""Words: every text that somebody reads is there in each language that the questionnaire announces."""

from collections.abc import Iterator, Mapping

from app.core.language import FRENCH, READABLE, mark
from app.participation.checking.problem import Problem
from app.participation.definition import Definition, Question, Text

MISSING = "missing"
OF_QUESTIONNAIRE: Mapping[str, str] = {
    "title": mark("Le titre manque dans ces langues : %(languages)s."),
    "intro": mark("La présentation manque dans ces langues : %(languages)s."),
    "thanks": mark("Le remerciement manque dans ces langues : %(languages)s."),
}
LABEL = mark("Les mots de la question manquent dans ces langues : %(languages)s.")
CHOICE = mark("Les mots du choix « %(choice)s » manquent dans ces langues : %(languages)s.")
WHERE_FRENCH_HAS_ONE: Mapping[str, str] = {
    "hint": mark("L’aide de la question manque dans ces langues : %(languages)s."),
    "why": mark("La raison de la question manque dans ces langues : %(languages)s."),
    "guidance": mark("La consigne de l’enquêteur manque dans ces langues : %(languages)s."),
}
SETTING = mark("Les mots du réglage « %(setting)s » manquent dans ces langues : %(languages)s.")


def missing_texts(definition: Definition) -> Iterator[Problem]:
    """Return the texts that are not there in some language of the questionnaire.

    Title, presentation, thanks, labels, choices: in each; what a question may go without, where French has it.
    """
    for name, message in OF_QUESTIONNAIRE.items():
        yield from _missing(definition, "", message, getattr(definition, name))
    for question in definition.questions:
        yield from _of_question(definition, question)


def _of_question(definition: Definition, question: Question) -> Iterator[Problem]:
    yield from _missing(definition, question.key, LABEL, question.label)
    for choice in question.choices:
        yield from _missing(definition, question.key, CHOICE, choice.label, choice=choice.code)
    for name, message in WHERE_FRENCH_HAS_ONE.items():
        text: Text = getattr(question, name)
        if text.get(FRENCH.code):
            yield from _missing(definition, question.key, message, text)
    for name, value in question.settings.items():
        if isinstance(value, Mapping) and value.get(FRENCH.code):
            yield from _missing(definition, question.key, SETTING, value, setting=name)


def _missing(definition: Definition, key: str, message: str, text: Text, **values: str) -> Iterator[Problem]:
    silent = [READABLE[code].name for code in definition.languages if not str(text.get(code, "")).strip()]
    if silent:
        yield Problem(MISSING, key, message, {"languages": ", ".join(silent), **values})
