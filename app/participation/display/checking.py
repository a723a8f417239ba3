"""What somebody answered, in words, before they send it; and the very record that is kept of it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from app.core.language import mark
from app.participation.definition import Question, Said
from app.participation.display.devices import is_answered_alone
from app.participation.display.field import said_answer, said_in
from app.participation.display.reader import Reader
from app.participation.labels import CHANNELS
from app.participation.questions import type_of
from app.participation.record import Record, packed
from app.participation.walking import asks, walk
from app.participation.waves import asks_code

HIDDEN = mark("Réponse gardée, cachée ici")
WEEK = mark("semaine %(number)s de %(year)s")
UNSHOWN = "…"


@dataclass(frozen=True, slots=True)
class Row:
    """A question and its answer. `href`: where to answer it again."""

    question: Said
    answers: Sequence[Said]
    href: str


@dataclass(frozen=True, slots=True)
class KeptPage:
    """`participation/keep.html`. `texts`: what somebody wrote, stored apart; `literal`: the record as it is stored.

    `asks_code`: whether a code is asked here, to be found again the next time; `is_followed`: one was chosen.
    """

    rows: Sequence[Row]
    texts: Sequence[Row]
    week: str
    channel: str
    literal: str
    asks_code: bool
    is_followed: bool
    seen: str
    """Mark of the record: what is sent is what was shown."""


def checked_rows(reader: Reader) -> Sequence[Row]:
    """Return every question that was asked, with its answer in words; those that the person answered alone are not shown."""
    way = walk(reader.definition, reader.found.answers)
    return [_row(reader, question, step) for step, question in enumerate(way.questions, 1) if type_of(question).asks]


def kept_page(reader: Reader, record: Record) -> KeptPage:
    """Return what is kept, in words and as it is."""
    asked = asks(walk(reader.definition, reader.found.answers).questions)
    written = {words.key for words in record.texts}
    told = [(row, question.key in written) for row, question in zip(checked_rows(reader), asked, strict=True)]
    return KeptPage(
        rows=[row for row, is_text in told if not is_text],
        texts=[row for row, is_text in told if is_text],
        week=_week(reader, record),
        channel=reader.t.gettext(CHANNELS[record.channel]),
        literal=_literal(reader, record),
        asks_code=asks_code(reader.campaign, record.channel),
        is_followed=bool(record.follow),
        seen=seen(record),
    )


def seen(record: Record) -> str:
    """Return a mark of a record, which changes when anything of it does."""
    return sha256(packed(record).encode()).hexdigest()


def _week(reader: Reader, record: Record) -> str:
    year, _, number = record.week.partition("-W")
    return reader.t.gettext(WEEK, number=int(number), year=year)


def _row(reader: Reader, question: Question, step: int) -> Row:
    t = reader.t
    if is_answered_alone(reader.found, question):
        answers: Sequence[Said] = [Said(t.gettext(HIDDEN), t.language.base, t.language.direction)]
    else:
        answers = said_answer(question, reader.found.answers[question.key], reader.code, t)
    return Row(said_in(question.label, reader.code, t), answers, f"{reader.at}/{step}?suite=verifier")


def _literal(reader: Reader, record: Record) -> str:
    """The JSON of the record, a line for each thing: the same keys and values as in the database."""
    body = json.loads(packed(record))
    alone = {question.key for question in asks(reader.definition.questions) if is_answered_alone(reader.found, question)}
    body["answers"] = {key: UNSHOWN if key in alone else answer for key, answer in body["answers"].items()}
    body["texts"] = [[key, UNSHOWN if key in alone else text, language] for key, text, language in body["texts"]]
    return json.dumps(body, ensure_ascii=False, sort_keys=True, indent=1)
