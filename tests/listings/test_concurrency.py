"""A thousand changes of one listing at once: each stands in its history, or was shown to its author beside what came before it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.unit_of_work import again
from app.directory.history import Author
from app.directory.models import Revision, Service
from app.directory.rules import Origin
from app.listings.sections import section_of_service
from app.listings.services.editing import ChangedMeanwhile, Target, mark_of, save, told
from app.listings.services.temporary import announce, closure

AUTHOR = Author(Origin.ASSOCIATION, "association", 1)
WORKERS, EACH = 16, 63
PRICE, WELCOME = section_of_service("prix"), section_of_service("accueil")


def test_a_thousand_changes_at_once_lose_nothing(session, directory):
    service = directory.fixed()
    directory.publish()
    number, engine = service.id, session.get_bind()

    def work_of(worker: int) -> tuple[list[str], list[str], list[str]]:
        """Write as somebody does who opens a form, types, saves; then reads both versions and begins again at the next text."""
        section, field = (PRICE, "frais_precisions") if worker % 4 else (WELCOME, "what_happens")
        saved, refused, shown = [], [], []
        with Session(engine) as own:
            opened = mark_of(told(own.get_one(Service, number), section.fields))
            own.rollback()
            for turn in range(EACH):
                text = f"{worker} {turn}"
                try:
                    again(own, lambda s, said=text, mark=opened: save(s, Target(Service, number, section), {field: said}, mark, AUTHOR))
                except ChangedMeanwhile as conflict:
                    refused.append(text)
                    shown.append(conflict.theirs[field])
                    opened = conflict.opened
                else:
                    saved.append(text)
                    opened = mark_of({**told(own.get_one(Service, number), section.fields), field: text})
                    own.rollback()
        return saved, refused, shown

    with ThreadPoolExecutor(WORKERS) as pool:
        done = list(pool.map(work_of, range(WORKERS)))

    saved = [text for own, _, _ in done for text in own]
    refused = [text for _, own, _ in done for text in own]
    session.expire_all()
    versions = session.scalars(select(Revision).where(Revision.service_id == number).order_by(Revision.id)).all()
    written = [row.values[name] for row in versions[1:] for name in row.changed]
    assert len(saved) + len(refused) == WORKERS * EACH
    assert sorted(written) == sorted(saved)
    assert saved
    assert refused
    assert not set(saved) & set(refused)
    assert {text for _, _, own in done for text in own} <= set(saved)
    last = session.get_one(Service, number)
    assert {"frais_precisions": last.frais_precisions, "what_happens": last.what_happens}.items() <= versions[-1].values.items()


def test_announcements_made_at_once_all_stand(session, directory):
    service = directory.fixed()
    directory.publish()
    structure, number, engine = service.structure_id, service.id, session.get_bind()

    def close(worker: int) -> None:
        with Session(engine) as own:
            info = closure(date(2027, 1, 1), date(2027, 1, 2), f"message {worker}")
            again(own, lambda s: announce(s, structure, [number], info, AUTHOR))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(close, range(24)))

    session.expire_all()
    last = session.scalars(select(Revision).where(Revision.service_id == number).order_by(Revision.id.desc()).limit(1)).one()
    assert len(last.values["temporary"]) == 24
