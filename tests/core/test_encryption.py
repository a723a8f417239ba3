"""Sealed columns: the database holds nothing readable, and what is moved, copied or changed cannot be read as something else."""

import base64

import pytest
from sqlalchemy import Engine, Text, create_engine, literal, select, type_coerce, update
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from app.core.encryption import OfRow, Sealed, SealedOfRow, give_keys, sealed_text
from app.core.keys import Keyring, Unreadable

SAID = "Zoé Exemplaire"


class Own(DeclarativeBase):
    """Tables of these tests."""


class Card(Own):
    """A row with one text bound to its column, and two bound to itself."""

    __tablename__ = "card"

    id: Mapped[int] = mapped_column(primary_key=True)
    note: Mapped[str | None] = mapped_column(Sealed("card.note"))
    sealed_name: Mapped[OfRow | None] = mapped_column("name", SealedOfRow("card.name"))
    sealed_place: Mapped[OfRow | None] = mapped_column("place", SealedOfRow("card.place"))

    name = sealed_text["Card"]("sealed_name", "id")
    place = sealed_text["Card"]("sealed_place", "id")


@pytest.fixture
def engine() -> Engine:
    made = create_engine("sqlite://")
    give_keys(made, Keyring({"k1": b"a" * 32}))
    Own.metadata.create_all(made)
    with Session(made) as session:
        session.add_all([Card(id=1, note=SAID, name=SAID, place="ici"), Card(id=2, name="quelqu’un d’autre")])
        session.commit()
    return made


def raw(engine: Engine, column: str, number: int = 1) -> str:
    with engine.connect() as connection:
        kept = type_coerce(Card.__table__.columns[column], Text)
        return str(connection.scalar(select(kept).where(Card.id == number)))


def write(engine: Engine, column: str, value: str, number: int = 1) -> None:
    with engine.begin() as connection:
        connection.execute(update(Card.__table__).where(Card.id == number).values({column: literal(value, Text)}))


def test_what_is_sealed_comes_back_and_nothing_readable_is_stored(engine):
    with Session(engine) as session:
        card = session.get_one(Card, 1)
        assert (card.note, card.name, card.place) == (SAID, SAID, "ici")
    for column in ("note", "name", "place"):
        assert "Zoé" not in raw(engine, column)
        assert "ici" not in raw(engine, column)


def test_nothing_stays_nothing(engine):
    with Session(engine) as session:
        card = session.get_one(Card, 2)
        assert (card.note, card.place) == (None, None)
        card.name = None
        session.flush()
        assert card.name is None


def test_the_same_text_in_two_rows_looks_different(engine):
    with Session(engine) as session:
        session.get_one(Card, 2).name = SAID
        session.commit()
    assert raw(engine, "name").partition(":")[2] != raw(engine, "name", 2).partition(":")[2]


def test_a_text_copied_to_another_row_is_unreadable_there(engine):
    write(engine, "name", raw(engine, "name"), 2)
    with Session(engine) as session:
        with pytest.raises(Unreadable):
            session.get_one(Card, 2).name  # noqa: B018 - reading is what is tried
        assert session.get_one(Card, 1).name == SAID


def test_a_text_copied_to_another_row_and_relabelled_is_unreadable_there(engine):
    _, _, sealed = raw(engine, "name").partition(":")
    write(engine, "name", f"2:{sealed}", 2)
    with Session(engine) as session, pytest.raises(Unreadable):
        session.get_one(Card, 2)


def test_a_text_moved_to_another_column_of_its_row_is_unreadable_there(engine):
    write(engine, "place", raw(engine, "name"))
    with Session(engine) as session, pytest.raises(Unreadable):
        session.get_one(Card, 1)


@pytest.mark.parametrize("column", ["note", "name"])
@pytest.mark.parametrize("position", [0, 5, 20, -1])
def test_a_changed_byte_makes_it_unreadable(engine, column, position):
    prefix, dot, encoded = raw(engine, column).partition(".")
    changed = bytearray(base64.b64decode(encoded))
    changed[position] ^= 1
    write(engine, column, f"{prefix}{dot}{base64.b64encode(bytes(changed)).decode()}")
    with Session(engine) as session, pytest.raises(Unreadable):
        session.get_one(Card, 1)


@pytest.mark.parametrize("column", ["note", "name"])
def test_what_was_written_in_clear_is_refused_not_shown(engine, column):
    write(engine, column, SAID)
    with Session(engine) as session, pytest.raises(Unreadable):
        session.get_one(Card, 1)


def test_a_row_whose_number_is_not_known_yet_seals_nothing(engine):
    with pytest.raises(ValueError, match="id is given before"):
        Card(name=SAID, id=None)


def test_a_statement_that_writes_many_rows_seals_each_as_it_is_told(engine):
    with Session(engine) as session:
        session.execute(update(Card).where(Card.id == 2).values(sealed_name=OfRow("2", "nouveau")))
        session.commit()
        assert session.scalars(select(Card).where(Card.id == 2)).one().name == "nouveau"
    assert "nouveau" not in raw(engine, "name", 2)


def test_an_error_of_the_database_tells_nothing_of_what_was_written(app, session):
    from app.core.unit_of_work import unit_of_work
    from app.orientations.models import OrientationPerson

    person = OrientationPerson(orientation_id=1, name=SAID)
    session.add(person)
    with pytest.raises(Exception, match=r"(?i)foreign key|constraint") as told, unit_of_work(session):
        session.flush()
    assert "Zoé" not in str(told.value)
