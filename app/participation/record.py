"""The literal record of what somebody sends: what « ce que nous gardons » shows is what is stored. Pure."""

import json
from dataclasses import dataclass
from typing import NamedTuple

from app.core.language import READABLE
from app.participation.answers import Answers, is_said
from app.participation.definition import Definition
from app.participation.questions import type_of
from app.participation.rules import Channel
from app.participation.walking import walk

ROOM = 2048
"""Bytes: what waits in the inbox is as long as a multiple of it."""


class Words(NamedTuple):
    """A text that somebody wrote, stored apart: nothing tells with which answers it came.

    `language`: never an easy form, which few people read: it would tell who wrote.
    """

    key: str
    text: str
    language: str


class Way(NamedTuple):
    """How and when answers came: by what channel, in which ISO week, read in which language; `follow`: mark of a code that was chosen."""

    channel: Channel
    week: str
    language: str
    follow: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What is stored of one person: `answers` in one place, each of `texts` in another. `week`: ISO, `2026-W47`.

    `follow`: mark of the code that somebody chose to be asked again; nothing, not even an empty word, where none was chosen.
    """

    version: int
    channel: Channel
    week: str
    answers: Answers
    texts: tuple[Words, ...] = ()
    follow: str = ""


def record_of(definition: Definition, version: int, answers: Answers, by: Way) -> Record:
    """Return what is stored of answers to the questions that were asked; raise ValueError when some are missing or consent was refused."""
    way = walk(definition, answers)
    if not way.is_done or way.is_refused:
        msg = "what is not whole is not kept"
        raise ValueError(msg)
    kept, texts, language = {}, [], READABLE[by.language].base
    for question in way.questions:
        kind, answer = type_of(question), way.answers[question.key]
        if kind.asks and kind.is_text and is_said(answer):
            texts.append(Words(question.key, answer, language))
        elif kind.asks and answer is not None:
            kept[question.key] = answer
    return Record(version, by.channel, by.week, kept, tuple(texts), by.follow)


def packed(record: Record) -> str:
    """Return a record as JSON, filled up with spaces: sealed, its length would tell which text came with which answers."""
    body = {
        "version": record.version,
        "channel": record.channel,
        "week": record.week,
        "answers": record.answers,
        "texts": [list(words) for words in record.texts],
        **({"follow": record.follow} if record.follow else {}),
    }
    text = json.dumps(body, ensure_ascii=False, sort_keys=True)
    return text + " " * (-len(text.encode()) % ROOM)


def unpacked(text: str) -> Record:
    """Return the record that JSON says."""
    body = json.loads(text)
    texts = tuple(Words(*words) for words in body["texts"])
    return Record(body["version"], Channel(body["channel"]), body["week"], body["answers"], texts, body.get("follow", ""))
