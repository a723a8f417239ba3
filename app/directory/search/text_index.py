"""The index of the words of names and descriptions: how each engine keeps it, and how many services at once are written.

SQLite: an FTS5 table beside `service`, which triggers keep up to date; `service_word` lists its words. PostgreSQL: a trigram index, which
needs the extension pg_trgm, and `service_vocabulary`, the words that a misspelt one may have been: `install` makes it again, `learn` adds
to it. None is in the models: a migration that makes `service` again (`batch_alter_table`) loses the triggers, and calls `install` after.
"""

from collections.abc import Iterable

from sqlalchemy import Connection
from sqlalchemy.exc import ProgrammingError

OWN = ("service_text", "service_word", "service_vocabulary", "ix_service_words")
"""What the names of tables and indexes of this module begin with: the models know nothing of them."""
_OPTIONS = "content='service', content_rowid='id', tokenize='unicode61 remove_diacritics 0', detail=none, columnsize=0"
_TABLES = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS service_text USING fts5(folded, {_OPTIONS})",
    "CREATE VIRTUAL TABLE IF NOT EXISTS service_word USING fts5vocab(service_text, 'row')",
)
_FILL = "INSERT INTO service_text (service_text) VALUES ('rebuild')"
_ADD = "INSERT INTO service_text (rowid, folded) VALUES (new.id, new.folded);"
_TAKE_OUT = "INSERT INTO service_text (service_text, rowid, folded) VALUES ('delete', old.id, old.folded);"
_TRIGGERS = {
    "service_text_added": f"AFTER INSERT ON service BEGIN {_ADD} END",
    "service_text_changed": f"AFTER UPDATE OF folded ON service WHEN old.folded <> new.folded BEGIN {_TAKE_OUT} {_ADD} END",
    "service_text_removed": f"AFTER DELETE ON service BEGIN {_TAKE_OUT} END",
}
_TRIGRAMS = "CREATE INDEX IF NOT EXISTS ix_service_words ON service USING gin ((' ' || folded) gin_trgm_ops)"
LONGEST_WORD = 40
"""Letters beyond which what stands between two spaces is no word that somebody misspells."""
_VOCABULARY = (
    'CREATE TABLE IF NOT EXISTS service_vocabulary (word text COLLATE "C" CONSTRAINT pk_service_vocabulary PRIMARY KEY, '
    "services integer NOT NULL)"
)
_WORDS = (
    "INSERT INTO service_vocabulary (word, services) SELECT word, count(*) FROM (SELECT DISTINCT id, word FROM service, "  # noqa: S608 - a constant
    f"unnest(string_to_array(folded, ' ')) AS word WHERE length(word) BETWEEN 4 AND {LONGEST_WORD}) AS said "
    "GROUP BY word ORDER BY word ON CONFLICT (word) DO UPDATE SET services = excluded.services"
)
_LEARN = (
    "INSERT INTO service_vocabulary (word, services) SELECT word, 1 FROM unnest(%s::text[]) AS word "  # noqa: S608 - a constant
    f"WHERE length(word) BETWEEN 4 AND {LONGEST_WORD} ORDER BY word ON CONFLICT (word) DO NOTHING"
)
"""In the order of the alphabet, so that two transactions never wait for each other."""


class TrigramsRefused(Exception):
    """The role of the database may not create the extension pg_trgm; the message says what its owner must do."""

    def __init__(self) -> None:
        """Say it in French, as the command line speaks."""
        super().__init__(
            "La recherche de mots demande l’extension pg_trgm, que ce rôle ne peut pas créer. "
            "Demandez à l’administrateur de la base : CREATE EXTENSION pg_trgm;"
        )


def is_own(name: str | None) -> bool:
    """Whether a table or an index belongs to this module, tables that FTS5 makes for itself included."""
    return name is not None and name.startswith(OWN)


def install(connection: Connection) -> None:
    """Make what is missing of the index, and fill it. Raise TrigramsRefused."""
    if connection.dialect.name == "postgresql":
        _allow_trigrams(connection)
        connection.exec_driver_sql(_TRIGRAMS)
        connection.exec_driver_sql(_VOCABULARY)
        learn_again(connection)
        return
    for statement in _TABLES:
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(_FILL)
    for name, trigger in _TRIGGERS.items():
        connection.exec_driver_sql(f"CREATE TRIGGER IF NOT EXISTS {name} {trigger}")


def learn(connection: Connection, texts: Iterable[str]) -> None:
    """Add the words of folded texts to those that a misspelt word may have been, on PostgreSQL; SQLite reads its own index."""
    if connection.dialect.name == "postgresql":
        words = sorted({word for folded in texts for word in folded.split()})
        connection.exec_driver_sql(_LEARN, (words,))


def learn_again(connection: Connection) -> None:
    """Count these words again, on PostgreSQL, and forget those that no service bears any more; readers meanwhile read as before."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("DELETE FROM service_vocabulary")
        connection.exec_driver_sql(_WORDS)


def remove(connection: Connection) -> None:
    """Take the index away; the extension stays, others may use it."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("DROP INDEX IF EXISTS ix_service_words")
        connection.exec_driver_sql("DROP TABLE IF EXISTS service_vocabulary")
        return
    _drop_triggers(connection)
    connection.exec_driver_sql("DROP TABLE IF EXISTS service_word")
    connection.exec_driver_sql("DROP TABLE IF EXISTS service_text")


def pause(connection: Connection) -> None:
    """Let many services be written without their words, on SQLite: `install` makes the index again after, in a tenth of the time.

    PostgreSQL would close the table to readers while it makes an index: there it follows each row, as always.
    """
    if connection.dialect.name == "sqlite":
        _drop_triggers(connection)


def is_paused(connection: Connection) -> bool:
    """Whether words are not kept up to date: an import was cut off before its end."""
    if connection.dialect.name != "sqlite":
        return False
    triggers = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'service'").scalars()
    return not set(_TRIGGERS).issubset(triggers)


def _drop_triggers(connection: Connection) -> None:
    for name in _TRIGGERS:
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")


def _allow_trigrams(connection: Connection) -> None:
    if connection.exec_driver_sql("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'").first():
        return
    try:
        connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except ProgrammingError as error:
        raise TrigramsRefused from error
