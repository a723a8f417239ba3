"""One import from its beginning to its end, told as it goes."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.directory.indexing import reindex
from app.directory.models import ImportRun, Service, Structure
from app.directory.search import text_index
from app.opendata.importing.desk import Desk, Tally
from app.opendata.importing.records import SERVICES, STRUCTURES, Chunk
from app.opendata.importing.stage import without_entries
from app.opendata.importing.vanishing import Scope, TooManyVanished, is_believable, mark, missing

Told = Callable[[Chunk], None]


class Import:
    """An import under a name: `data-inclusion`, or that of an association's table."""

    def __init__(self, engine: Engine, dataset: str, *, is_dry: bool = False) -> None:
        """A dry import counts what would be done, and writes nothing."""
        self._engine = engine
        self._dataset = dataset
        self._is_dry = is_dry
        self._now = utc_now()
        self.was_cut_off: datetime | None = None
        """When the import before this one began, if it never ended."""
        self.mended = 0
        """Services that no search could find since then."""
        self.disbelieved: TooManyVanished | None = None

    def run(
        self, chunks: Iterable[Chunk], told: Told, *, departements: Collection[str] = (), believes_absences: bool = False
    ) -> dict[str, Tally]:
        """Take everything in, then mark what is missing; return what came of each file.

        Raise what reading the files raises, after having kept what could be read. Where too much is missing to be believed, nothing is
        marked, and `disbelieved` says so.
        """
        with self._session() as session:
            run = self._begin(session)
            desk = Desk(session, self._dataset, self._now, is_dry=self._is_dry)
            try:
                for chunk in chunks:
                    desk.take(chunk)
                    told(chunk)
            finally:
                desk.finish()
                self._find_words_again(session, desk.tallies[SERVICES].added + desk.tallies[SERVICES].changed)
            self._mark(session, desk, Scope(self._dataset, departements), believes=believes_absences)
            if not self._is_dry:
                with unit_of_work(session):
                    run.finished_at = utc_now()
                    run.counts = {f"{file} {what}": getattr(tally, what) for file, tally in desk.tallies.items() for what in _TOLD}
            return desk.tallies

    @contextmanager
    def _session(self) -> Iterator[Session]:
        """One connection from beginning to end: what is kept aside belongs to it."""
        with self._engine.connect() as connection, Session(connection) as session:
            yield session

    def _begin(self, session: Session) -> ImportRun:
        last = session.scalar(select(ImportRun).where(ImportRun.dataset == self._dataset).order_by(ImportRun.id.desc()).limit(1))
        self.was_cut_off = last.started_at if last is not None and last.finished_at is None else None
        run = ImportRun(dataset=self._dataset, started_at=self._now, counts={})
        if self._is_dry:
            return run
        with unit_of_work(session):
            lost = without_entries(session, self._dataset) if self.was_cut_off else ()
            self.mended = reindex(session, lost) and len(lost)
            session.add(run)
            if last is None or self.was_cut_off:
                text_index.pause(session.connection())
        return run

    def _find_words_again(self, session: Session, written: int) -> None:
        """A first import writes so many services that the index of their words is quicker made again at its end."""
        with unit_of_work(session):
            if text_index.is_paused(session.connection()):
                text_index.install(session.connection())
            elif written and not self._is_dry:
                text_index.learn_again(session.connection())

    def _mark(self, session: Session, desk: Desk, scope: Scope, *, believes: bool) -> None:
        with unit_of_work(session):
            desk.see_refused()
            absent = {model: missing(session, scope, model, desk.seen[model]) for model in (Structure, Service)}
            try:
                for model, rows in () if believes else absent.items():
                    is_believable(session, scope, model, rows)
            except TooManyVanished as error:
                self.disbelieved = error
                return
            for file, model in ((STRUCTURES, Structure), (SERVICES, Service)):
                desk.tallies[file].vanished = len(absent[model])
                if not self._is_dry:
                    mark(session, model, absent[model], self._now.date())


_TOLD = ("added", "changed", "unchanged", "returned", "vanished", "conflicts")
