"""The databases that are measured: made once from the fixed seed, kept, and made again when what they are made with changes."""

import os
from collections.abc import Callable, Mapping
from hashlib import sha256
from itertools import islice
from pathlib import Path

import click
from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from app import create_app
from app.config import ROOT, Config
from app.core.keys import new_key
from app.core.unit_of_work import unit_of_work
from app.directory.indexing import reindex
from app.directory.models import Hours, Location, Service, ServiceArea, ServiceKind, Structure
from app.directory.search import text_index
from app.directory.services import raise_version
from app.extensions import db
from app.ops.migrating import upgrade
from tests.bench.invented import Invented, expressions, invent

FOLDER = Path(os.environ.get("REPERES_BENCH_DIR") or ROOT / "var" / "bench")
BATCH = 5_000
BASE_URL = "https://reperes.example"
_MADE_WITH = (
    "tests/bench/invented.py", "app/directory/indexing.py", "app/directory/projection.py", "app/directory/models", "app/directory/needs.py",
    "app/directory/redaction.py", "app/directory/rules.py", "app/directory/themes.py", "app/territory/areas.py",
    "app/territory/distance.py", "migrations/versions",
)  # fmt: skip
_QUICK_BUILD = ("PRAGMA synchronous = OFF", "PRAGMA cache_size = -1000000")
"""Durability is not needed of a file that is thrown away if its making is interrupted."""

Progress = Callable[[int], None]


def environment(folder: Path) -> dict[str, str]:
    """Return the variables under which the application is measured: those of production, over the database of this folder."""
    return {
        "REPERES_ENV": "production",
        "REPERES_BASE_URL": BASE_URL,
        "REPERES_DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'reperes.sqlite3'}",
        "SECRET_KEY": "measured-on-invented-data-and-never-served-to-anybody",  # pragma: allowlist secret
        "REPERES_KEYS": f"k1:{new_key()}",
        "SMTP_URL": "smtp+plain://127.0.0.1:9",
        "REPERES_MAIL_FROM": "mesure@exemple.fr",
        "REPERES_JOBS": "off",
    }


def prepared(count: int) -> Path:
    """Return the folder of a database of `count` services, made first if need be."""
    folder = FOLDER / str(count)
    stamp = folder / "made-with"
    if stamp.exists() and stamp.read_text(encoding="ascii") == _recipe():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.glob("*.sqlite3*"):
        file.unlink()
    stamp.unlink(missing_ok=True)
    with click.progressbar(length=count, label=f"Making {count:,} services") as bar:
        make(folder, count, bar.update)
    stamp.write_text(_recipe(), encoding="ascii")
    return folder


def make(folder: Path, count: int, progress: Progress = lambda _count: None) -> None:
    """Make the database of `count` services in a folder that has none."""
    app = create_app(Config.from_env(environment(folder)))
    with app.app_context():
        upgrade()
        session = db.session()
        for pragma in _QUICK_BUILD:
            session.execute(text(pragma))
        with unit_of_work(session):
            numbers = _hours(session)
            text_index.pause(session.connection())
        services = invent(count)
        while batch := list(islice(services, BATCH)):
            with unit_of_work(session):
                _add(session, batch, numbers)
            progress(len(batch))
        with unit_of_work(session):
            raise_version(session)
            text_index.install(session.connection())
        session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        db.session.remove()
        db.engine.dispose()


def _hours(session: Session) -> Mapping[str, int]:
    numbers = {expression: number for number, expression in enumerate(expressions(), 1)}
    session.execute(insert(Hours), [{"id": number, "expression": expression} for expression, number in numbers.items()])
    return numbers


def _add(session: Session, batch: list[Invented], numbers: Mapping[str, int]) -> None:
    rows: dict[type, list[Mapping[str, object]]] = {
        Structure: [one.structure for one in batch if one.structure],
        Service: [one.service for one in batch],
        ServiceKind: [
            {"service_id": one.service["id"], "kind": kind, "position": position}
            for one in batch
            for position, kind in enumerate(one.kinds)
        ],
        Location: [{**one.location, "hours_id": numbers.get(one.hours)} for one in batch if one.location],
        ServiceArea: [{"service_id": one.service["id"], **area} for one in batch for area in one.areas],
    }
    for model, values in rows.items():
        session.execute(insert(model), values)
    reindex(session, [one.service["id"] for one in batch])


def _recipe() -> str:
    """A mark of all that the data are made with."""
    roots = [ROOT / name for name in _MADE_WITH]
    files = sorted(file for root in roots for file in ([root] if root.is_file() else root.glob("*.py")))
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
