"""The literal record of what somebody sends: what « ce que nous gardons » shows is what is stored. Pure."""

import json
from dataclasses import dataclass
from typing import NamedTuple

from app.participation.answers import Answers, is_said
from app.participation.definition import Definition
from app.participation.questions import type_of
from app.participation.rules import Channel
from app.participation.walking import walk


class Words(NamedTuple):
    """A text that somebody wrote, stored apart: nothing tells with which answers it came."""

    key: str
    text: str
    language: str


class Way(NamedTuple):
    """How and when answers came: by what channel, in which ISO week, read in which language."""

    channel: Channel
    week: str
    language: str


@dataclass(frozen=True, slots=True)
class Record:
    """What is stored of one person: `answers` in one place, each of `texts` in another. `week`: ISO, `2026-W47`."""

    version: int
    channel: Channel
    week: str
    answers: Answers
    texts: tuple[Words, ...] = ()


def record_of(definition: Definition, version: int, answers: Answers, by: Way) -> Record:
    """Return what is stored of answers to the questions that were asked; raise ValueError when some are missing or consent was refused."""
    way = walk(definition, answers)
    if not way.is_done or way.is_refused:
        msg = "what is not whole is not kept"
        raise ValueError(msg)
    kept, texts = {}, []
    for question in way.questions:
        kind, answer = type_of(question), way.answers[question.key]
        if kind.asks and kind.is_text and is_said(answer):
            texts.append(Words(question.key, answer, by.language))
        elif kind.asks and answer is not None:
            kept[question.key] = answer
    return Record(version, by.channel, by.week, kept, tuple(texts))


def packed(record: Record) -> str:
    """Return a record as JSON."""
    body = {
        "version": record.version,
        "channel": record.channel,
        "week": record.week,
        "answers": record.answers,
        "texts": [list(words) for words in record.texts],
    }
    return json.dumps(body, ensure_ascii=False, sort_keys=True)


def unpacked(text: str) -> Record:
    """Return the record that JSON says."""
    body = json.loads(text)
    texts = tuple(Words(*words) for words in body["texts"])
    return Record(body["version"], Channel(body["channel"]), body["week"], body["answers"], texts)
