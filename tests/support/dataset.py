"""The small piece of real data on which pages are looked at: the town halls of the Ardèche, and of a few cities."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.unit_of_work import unit_of_work
from app.directory.loading import town_halls
from app.directory.models import Service
from tests.support.people import add_people

PRIVAS = "07186"
CITIES = ("01053", "15014", "26362", "38185", "42218", "43157", "63113", "69123", "69266", "73065", "74010")


def load_town_halls(session: Session, codes: Sequence[str]) -> None:
    """Load the town halls of these INSEE codes, as the first start loads them all."""
    with unit_of_work(session):
        town_halls.load_town_halls(session, codes=codes)


def furnish(session: Session) -> dict[str, str]:
    """Load the data of the catalogue of pages; return what its paths need: the ids of one service and of its structure."""
    codes = [row["code_insee"] for row in town_halls.town_halls() if row["departement"] == PRIVAS[:2]]
    load_town_halls(session, [*codes, *CITIES])
    service = session.scalars(select(Service).where(Service.source_id == PRIVAS)).one()
    with unit_of_work(session):
        people = add_people(session, service)
    elsewhere = session.scalars(select(Service).where(Service.source_id == CITIES[0])).one()
    return {"service": str(service.id), "structure": str(service.structure_id), "elsewhere": str(elsewhere.id), **people}
