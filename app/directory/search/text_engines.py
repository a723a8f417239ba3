"""How each engine answers about words. A « beginning » is that of a folded word; services are told by their number."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Connection, text

MOST_SPELLINGS = 60
"""Words with one beginning that are named one by one, which is quicker than the beginning itself."""
_LAST = "\U0010ffff"


class Condition(NamedTuple):
    """A condition on `search_entry`: always the same text for as many words, and its parameters."""

    text: str
    parameters: Mapping[str, Any]
    source: str = "search_entry"
    """What the statement reads: the table, with the index to take where the engine would choose another."""


class TextEngine(Protocol):
    """What is asked of the index of an engine."""

    def bearing(self, beginnings: Sequence[str], most: int) -> Sequence[int]:
        """Return up to `most` services that bear all the beginnings."""

    def among(self, service_ids: Sequence[int]) -> Condition:
        """Return the condition that an entry is of one of these services: what a statement starts from."""

    def tested(self, beginnings: Sequence[str]) -> Condition:
        """Return the condition that an entry's service bears all the beginnings: what a statement looks at last."""

    def like(self, word: str) -> Sequence[tuple[str, int]]:
        """Return words that this one may have been meant to be, each with how many bear it."""


def engine_of(connection: Connection) -> TextEngine:
    """Return what answers for the engine of this connection."""
    return _Postgresql(connection) if connection.dialect.name == "postgresql" else _Sqlite(connection)


class _Sqlite:
    """FTS5. What is looked for is quoted, whatever it is."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def bearing(self, beginnings: Sequence[str], most: int) -> Sequence[int]:
        wanted = self._wanted(beginnings)
        statement = "SELECT rowid FROM service_text WHERE service_text MATCH ? LIMIT ?"
        return self._connection.exec_driver_sql(statement, (wanted, most)).scalars().all() if wanted else ()

    def among(self, service_ids: Sequence[int]) -> Condition:
        """SQLite would read the whole theme, for want of knowing that the services are few."""
        condition = "search_entry.service_id IN (SELECT value FROM json_each(:texts))"
        source = "search_entry INDEXED BY ix_search_entry_service_id"
        return Condition(condition, {"texts": json.dumps(list(service_ids))}, source)

    def tested(self, beginnings: Sequence[str]) -> Condition:
        condition = "+search_entry.service_id IN (SELECT rowid FROM service_text WHERE service_text MATCH :texts)"
        return Condition(condition, {"texts": self._wanted(beginnings)})

    def like(self, word: str) -> Sequence[tuple[str, int]]:
        statement = "SELECT term, doc FROM service_word WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ?"
        values = (word[0], word[0] + _LAST, len(word) - 2, len(word) + 2)
        return [(term, count) for term, count in self._connection.exec_driver_sql(statement, values)]

    def _wanted(self, beginnings: Sequence[str]) -> str:
        """What FTS5 is asked; empty when a beginning is that of no word."""
        asked = [self._spellings(beginning) for beginning in beginnings]
        return " AND ".join(f"({spellings})" for spellings in asked) if all(asked) else ""

    def _spellings(self, beginning: str) -> str:
        statement = f"SELECT term FROM service_word WHERE term >= ? AND term < ? LIMIT {MOST_SPELLINGS + 1}"  # noqa: S608 - a constant
        terms = self._connection.exec_driver_sql(statement, (beginning, beginning + _LAST)).scalars().all()
        return " OR ".join(map(_quoted, terms)) if len(terms) <= MOST_SPELLINGS else f"{_quoted(beginning)} *"


class _Postgresql:
    """Trigrams. Texts are compared with a space before them, so that each word begins after one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def bearing(self, beginnings: Sequence[str], most: int) -> Sequence[int]:
        bears = _bears(beginnings)
        statement = text(f"SELECT id FROM service WHERE {bears.text} LIMIT :most")  # noqa: S608 - with parameters
        return self._connection.execute(statement, {**bears.parameters, "most": most}).scalars().all()

    def among(self, service_ids: Sequence[int]) -> Condition:
        return Condition("search_entry.service_id = ANY(:texts)", {"texts": list(service_ids)})

    def tested(self, beginnings: Sequence[str]) -> Condition:
        """`OFFSET 0` keeps the test what it is, rather than a reading of the whole table to be joined."""
        bears = _bears(beginnings)
        test = f"SELECT 1 FROM service WHERE service.id = search_entry.service_id AND {bears.text} OFFSET 0"  # noqa: S608 - with parameters
        return Condition(f"EXISTS ({test})", bears.parameters)

    def like(self, word: str) -> Sequence[tuple[str, int]]:
        """None while a database waits for `reindex`: an earlier release kept no words there."""
        if self._connection.execute(text("SELECT to_regclass('service_vocabulary')")).scalar() is None:
            return ()
        statement = text(
            "SELECT word, services FROM service_vocabulary WHERE word >= :first AND word < :last AND length(word) BETWEEN :least AND :most"
        )
        values = {"first": word[0], "last": word[0] + _LAST, "least": len(word) - 2, "most": len(word) + 2}
        return [(row.word, row.services) for row in self._connection.execute(statement, values)]


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _bears(beginnings: Sequence[str]) -> Condition:
    parameters = {f"text{number}": f"% {beginning}%" for number, beginning in enumerate(beginnings)}
    return Condition(" AND ".join(f"(' ' || service.folded) LIKE :{name}" for name in parameters), parameters)
