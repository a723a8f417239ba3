"""The index of the search: a projection of services by theme and cell, made again from them at any time.

The theme leads the key, so that a search reads only the cells around one place for what it asks: time does not grow with
the size of the directory. A cell is a square of 0.2° (`territory.distance.cell`), or, negative, an area
(`territory.areas`) for what is given at a distance or comes to the person.
"""

from sqlalchemy import BigInteger, Float, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base


class IndexEntry(Base):
    """One service, at one place or for one area, under one theme. Carries all that ranking and filtering need."""

    __tablename__ = "search_entry"
    __table_args__ = (Index(None, "service_id"), {"sqlite_with_rowid": False})

    theme: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    cell: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    service_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    location_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    """0 when the entry stands for an area."""
    latitude: Mapped[float] = mapped_column(Float)
    longitude: Mapped[float] = mapped_column(Float)
    area: Mapped[int] = mapped_column(Integer)
    """Where people must live: an area's number, or 0 when it does not matter."""
    hours_id: Mapped[int] = mapped_column(Integer)
    """0 when unknown."""
    publics: Mapped[int] = mapped_column(Integer)
    traits: Mapped[int] = mapped_column(Integer)
    languages: Mapped[int] = mapped_column(BigInteger)
    fresh: Mapped[int] = mapped_column(Integer)
    """Day of the oldest confirmation (proleptic ordinal), 0 when none."""
    collectivite: Mapped[int] = mapped_column(Integer)
    """Number of the social authority of the place, for searches bounded by a real border; 0 for areas."""


class DirectoryState(Base):
    """One row: the version of the directory, raised by each change (`ETag` of public pages)."""

    __tablename__ = "directory_state"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(default=0)
    index_mark: Mapped[str | None] = mapped_column(String(32))
    """What the index was made with (`indexing.recipe`): another mark, and it is to be made again."""
