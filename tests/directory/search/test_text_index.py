import pytest
from sqlalchemy import delete, select, text, update

from app.core.unit_of_work import unit_of_work
from app.directory.models import Service, Structure
from app.directory.search import text_index
from app.directory.search.text_engines import engine_of


@pytest.fixture
def bearing(session):
    """Which services bear the beginning of a word, as a new reading finds them."""

    def find(*beginnings):
        session.rollback()
        return set(engine_of(session.connection()).bearing(beginnings, 100))

    return find


def write(session, statement):
    with unit_of_work(session):
        session.execute(statement)


def test_the_index_follows_what_is_written_changed_and_removed_by_nobody_s_care(session, directory, bearing):
    one, other = directory.fixed(nom="Le Zèbre bleu"), directory.fixed(nom="La Girafe")
    directory.publish()
    assert bearing("zebr") == {one.id}

    write(session, update(Service).where(Service.id == other.id).values(folded="le zebre rouge"))
    assert bearing("zebr") == {one.id, other.id}
    assert bearing("girafe") == set()

    write(session, delete(Service).where(Service.id == one.id))
    assert bearing("zebr") == {other.id}


def test_what_goes_with_its_structure_is_found_no_more(session, directory, bearing):
    gone = directory.fixed(nom="Le Zèbre bleu")
    directory.publish()
    assert bearing("zebr") == {gone.id}

    write(session, delete(Structure).where(Structure.id == gone.structure_id))

    assert bearing("zebr") == set()


def test_what_is_taken_back_leaves_the_index_as_it_was(session, directory, bearing):
    kept = directory.fixed(nom="Le Zèbre bleu")
    directory.publish()

    session.execute(update(Service).values(folded="la girafe"))
    session.rollback()

    assert bearing("zebr") == {kept.id}
    assert bearing("girafe") == set()


def test_many_services_written_while_the_index_waits_are_found_once_it_is_installed_again(session, directory, bearing):
    before, gone = directory.fixed(nom="Le Zèbre bleu"), directory.fixed(nom="La Girafe")
    directory.publish()

    with unit_of_work(session):
        text_index.pause(session.connection())
        session.execute(update(Service).where(Service.id == before.id).values(folded="la girafe"))
        session.execute(delete(Service).where(Service.id == gone.id))
        assert text_index.is_paused(session.connection()) == (session.connection().dialect.name == "sqlite")
        text_index.install(session.connection())
    assert not text_index.is_paused(session.connection())
    assert bearing("girafe") == {before.id}

    write(session, update(Service).values(folded="le zebre"))
    assert bearing("zebr") == {before.id}
    assert bearing("girafe") == set()


def test_a_pause_that_is_taken_back_never_was(session, directory, bearing):
    kept = directory.fixed(nom="Le Zèbre bleu")
    directory.publish()

    session.execute(update(Service).values(folded="la girafe"))
    text_index.pause(session.connection())
    session.rollback()

    assert not text_index.is_paused(session.connection())
    assert bearing("zebr") == {kept.id}
    write(session, update(Service).values(folded="la girafe"))
    assert bearing("girafe") == {kept.id}


def test_installing_again_makes_what_a_migration_dropped(session, directory, bearing):
    kept = directory.fixed(nom="Le Zèbre bleu")
    directory.publish()
    is_postgresql = session.connection().dialect.name == "postgresql"

    with unit_of_work(session):
        session.execute(text("DROP INDEX ix_service_words" if is_postgresql else "DROP TRIGGER service_text_changed"))
        session.execute(update(Service).values(folded="la girafe"))
        text_index.install(session.connection())
    write(session, update(Service).values(folded="la girafe bleue"))

    assert bearing("zebr") == set()
    assert bearing("girafe", "bleu") == {kept.id}


def test_the_index_agrees_with_its_texts(session, directory):
    for number in range(5):
        directory.fixed(nom=f"Le Zèbre {number}")
    directory.publish()
    write(session, update(Service).values(folded=Service.folded + " bleu"))
    write(session, delete(Service).where(Service.id == session.scalar(select(Service.id).limit(1))))

    if session.connection().dialect.name == "sqlite":
        session.execute(text("INSERT INTO service_text (service_text, rank) VALUES ('integrity-check', 1)"))
    assert len(engine_of(session.connection()).bearing(["zebre", "bleu"], 100)) == 4


@pytest.mark.parametrize(
    "name", ["service_text", "service_text_data", "service_text_config", "service_word", "service_vocabulary", "ix_service_words"]
)
def test_what_belongs_to_the_index_is_not_compared_with_the_models(name):
    assert text_index.is_own(name)


@pytest.mark.parametrize("name", ["service", "service_area", "ix_service_structure_id", "uq_service_source_source_id", None])
def test_what_belongs_to_the_models_is(name):
    assert not text_index.is_own(name)


def like(session, word):
    session.rollback()
    return {found for found, _count in engine_of(session.connection()).like(word)}


def test_the_words_of_what_is_published_may_be_what_somebody_meant(session, directory):
    directory.fixed(nom=f"Le Zèbre bleu {'z' * 3000}")
    directory.publish()

    assert "zebre" in like(session, "zebra")
    assert like(session, "abcde") == set()


def test_words_that_nobody_bears_any_more_are_forgotten_when_the_index_is_installed_again(session, directory):
    directory.fixed(nom="Le Zèbre bleu")
    directory.publish()
    write(session, update(Service).values(folded="le zebu roux"))

    with unit_of_work(session):
        text_index.install(session.connection())

    assert like(session, "zebri") == {"zebu"}


def test_a_database_that_keeps_no_words_yet_forgives_no_error_and_breaks_nothing(session, directory):
    directory.fixed(nom="Le Zèbre bleu")
    directory.publish()
    is_postgresql = session.connection().dialect.name == "postgresql"

    try:
        if is_postgresql:
            write(session, text("ALTER TABLE service_vocabulary RENAME TO service_vocabulary_away"))
        assert ("zebre" in like(session, "zebra")) is not is_postgresql
    finally:
        session.rollback()
        if is_postgresql:
            write(session, text("ALTER TABLE service_vocabulary_away RENAME TO service_vocabulary"))
