"""Tables that are taken away, in words: counts, what was written and reviewed, what keys and codes mean."""

from collections.abc import Mapping, Sequence

from app.core.language import FRENCH, READABLE, Translator, mark
from app.participation.conditions import in_words, parse
from app.participation.definition import Definition, Question, Text
from app.participation.display.crossing import KNOWN
from app.participation.display.field import said_in
from app.participation.labels import CHANNELS, REVIEWS
from app.participation.models import QuestionnaireVersion, Verbatim
from app.participation.questions import type_of
from app.participation.questions.base import Standard
from app.participation.results.exports import ALL, ELSE, TOTAL, Count, Figure, Sheet, counts
from app.participation.results.exports import CHANNELS as BY_CHANNEL
from app.participation.results.reading import Read
from app.participation.results.suppressing import Results
from app.participation.results.tabulating import Asked, merged
from app.participation.rules import Channel, Review
from app.web.translations import translator

MASKED = mark("masqué")
ALL_CHANNELS = mark("Toutes les façons de répondre")
OURS: Mapping[str, str] = {
    **KNOWN,
    ELSE: mark("Autres réponses"),
    TOTAL: mark("Réponses comptées"),
    BY_CHANNEL: mark("Façon de répondre"),
    ALL: ALL_CHANNELS,
}
"""Words of codes that are ours."""


def exported_questions(read: Read) -> list[Asked]:
    """Return the questions that results are about: a consent says the same of everybody."""
    return [asked for asked in merged(read.versions) if asked.question.type != "consent"]


def answers_sheet(read: Read, results: Results, t: Translator) -> Sheet:
    """Return the counts, one a line: of each question, then of each channel."""
    asked = exported_questions(read)
    by_key = {one.question.key: one.question for one in asked}
    headings = [
        t.gettext("question"), t.gettext("texte de la question"), t.gettext("type"), t.gettext("façon de répondre (code)"),
        t.gettext("façon de répondre"), t.gettext("réponse (code)"), t.gettext("réponse"), t.gettext("personnes"), t.gettext("pourcent"),
        t.gettext("sur combien de personnes"),
    ]  # fmt: skip
    return Sheet("reponses", headings, [_counted(one, by_key.get(one.key), t) for one in counts(asked, results, read.team)])


def texts_sheet(found: Sequence[Verbatim], read: Read, t: Translator) -> Sheet:
    """Return what was written, reviewed and kept, in the order of the questions."""
    questions = {asked.question.key: asked.question for asked in exported_questions(read)}
    rank = {key: number for number, key in enumerate(questions)}
    headings = [
        t.gettext("question"), t.gettext("texte de la question"), t.gettext("langue"), t.gettext("texte"), t.gettext("relecture"),
        t.gettext("étiquettes"),
    ]  # fmt: skip
    ordered = sorted(found, key=lambda one: (rank.get(one.question, len(rank)), one.id))
    rows = [
        [
            one.question, _words(questions.get(one.question), t), READABLE[one.language].name if one.language in READABLE else one.language,
            one.text or "", t.gettext(REVIEWS[Review(one.review)]), ", ".join(one.tags),
        ]
        for one in ordered
    ]  # fmt: skip
    return Sheet("textes", headings, rows)


def dictionary_sheet(
    versions: Sequence[QuestionnaireVersion], says: Mapping[int, Definition], languages: Sequence[str], t: Translator
) -> Sheet:
    """Return what keys and codes mean, version by version, in each language; `says`: definitions by version."""
    headings = [
        t.gettext("version"), t.gettext("empreinte de la version"), t.gettext("question"), t.gettext("type"), t.gettext("code"),
        t.gettext("condition"), t.gettext("condition en mots"), *(READABLE[code].name for code in languages),
    ]  # fmt: skip
    rows = [
        [str(version.number), version.sha256, *row]
        for version in versions
        for question in says[version.id].questions
        for row in _defined(question, says[version.id], languages, t)
    ]
    ours = [["", "", "", "", code, "", "", *(translator(one).gettext(words) for one in languages)] for code, words in OURS.items()]
    return Sheet("dictionnaire", headings, [*rows, *ours])


def _counted(one: Count, question: Question | None, t: Translator) -> list[Figure]:
    channel = CHANNELS[Channel(one.channel)] if one.channel in set(Channel) else OURS[one.channel]
    return [
        one.key,
        _words(question, t) if question else t.gettext(OURS[one.key]),
        type_of(question).name if question else "",
        one.channel,
        t.gettext(channel),
        one.code,
        _answer(one, t),
        t.gettext(MASKED) if one.people is None else one.people,
        "" if one.percent is None else one.percent,
        "" if one.base is None else one.base,
    ]


def _answer(one: Count, t: Translator) -> str:
    """The words of a code: those of the questionnaire, or ours."""
    if one.label and one.key != BY_CHANNEL:
        return said_in(one.label, t.language.code, t).words
    return t.gettext(OURS[one.code]) if one.code else ""


def _defined(question: Question, definition: Definition, languages: Sequence[str], t: Translator) -> list[list[str]]:
    """A line for the question, then one for each of its codes."""
    kind = type_of(question)
    rule = question.show_if
    told = in_words(parse(rule), definition, t) if rule else ""
    codes = {category.code: category.label for category in kind.categories(question, ())}
    first = [question.key, kind.name, "", rule, told, *(_in(question.label, code) for code in languages)]
    return [first, *([question.key, kind.name, code, "", "", *(_in(label, one) for one in languages)] for code, label in codes.items())]


def _in(label: Text, code: str) -> str:
    """A text in a language, nothing where it is not written in it."""
    if isinstance(label, Standard):
        return translator(code).gettext(label[FRENCH.code])
    return label.get(code, "")


def _words(question: Question | None, t: Translator) -> str:
    return said_in(question.label, t.language.code, t).words if question else ""
