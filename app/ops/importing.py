"""`reperes import`: the national open data, or an association's table."""

import fcntl
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import click
from flask import current_app

from app.ops.application import application, in_application, refuse

if TYPE_CHECKING:
    from app.config import Config
    from app.opendata.association.columns import Guess
    from app.opendata.importing.desk import Tally
    from app.opendata.importing.records import Chunk
    from app.opendata.importing.running import Import
    from app.opendata.report import Report

DATA_INCLUSION = "data-inclusion"
STEPS = 1000
"""Of a progress bar."""
LABELS: Mapping[str, str] = {"structures": "Structures", "services": "Services"}


@click.group("import")
def imports() -> None:
    """Fait entrer des données publiées ailleurs."""


@imports.command(DATA_INCLUSION)
@click.option("--structures", required=True, metavar="FICHIER|ADRESSE", help="csv, json, parquet ou xlsx, ou une adresse https.")
@click.option("--services", required=True, metavar="FICHIER|ADRESSE", help="De même.")
@click.option("--departement", "departements", multiple=True, metavar="NUMÉRO", help="Seulement celui-ci (l’option peut être répétée).")
@click.option("--dry-run", "is_dry", is_flag=True, help="Dit ce qui serait fait, n’écrit rien.")
@click.option("--report", type=click.Path(path_type=Path, dir_okay=False), help="Écrit les remarques, ligne par ligne (csv).")
@click.option("--accept-vanished", "believes", is_flag=True, help="Marque les disparitions, même nombreuses.")
def import_data_inclusion(
    *, structures: str, services: str, departements: tuple[str, ...], is_dry: bool, report: Path | None, believes: bool
) -> None:
    """Importe l’offre nationale (data·inclusion, Licence Ouverte) : celle de la région, ou de ces départements."""
    from app.config import Config
    from app.core.background import in_background
    from app.opendata.importing.national import Sources, national_chunks

    wanted = _departements(departements)
    with ExitStack() as stack:
        stack.enter_context(_alone(Config.from_env()))
        told = stack.enter_context(_Progress(report, (Path(structures), Path(services))))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        sources = Sources(_local(structures, folder), _local(services, folder), wanted)
        # Files are read while the application loads.
        chunks = stack.enter_context(in_background(national_chunks, sources))
        stack.enter_context(application(serves=False))
        _take_in(chunks, told, wanted, is_dry=is_dry, believes=believes)


def _take_in(chunks: Iterator["Chunk"], told: "_Progress", wanted: frozenset[str], *, is_dry: bool, believes: bool) -> None:
    from app.extensions import db
    from app.opendata.importing.running import Import

    work = Import(db.engine, DATA_INCLUSION, is_dry=is_dry)
    with _readable():
        tallies = work.run(chunks, told, departements=wanted, believes_absences=believes)
    conclude(work, tallies, is_dry=is_dry)


@imports.command("csv")
@click.argument("path", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FICHIER")
@click.argument("pairs", nargs=-1, metavar="[CHAMP=TITRE]...")
@click.option("--source", required=True, metavar="NOM", help="Le nom de ce tableau, le même à chaque import : « secours-lyon ».")
@click.option("--departement", "departements", multiple=True, metavar="NUMÉRO", help="Seulement celui-ci (l’option peut être répétée).")
@click.option("--dry-run", "is_dry", is_flag=True, help="Montre l’aperçu, n’écrit rien.")
@click.option("--report", type=click.Path(path_type=Path, dir_okay=False), help="Écrit les remarques, ligne par ligne (csv).")
@click.option("--accept-vanished", "believes", is_flag=True, help="Marque les disparitions, même nombreuses.")
@click.option("--yes", "is_agreed", is_flag=True, help="Écrit sans demander.")
@in_application
def import_table(
    *,
    path: Path,
    pairs: tuple[str, ...],
    source: str,
    departements: tuple[str, ...],
    is_dry: bool,
    report: Path | None,
    believes: bool,
    is_agreed: bool,
) -> None:
    """Importe le tableau d’une association (csv ou xlsx, une ligne par service), après un aperçu."""
    from app.extensions import db
    from app.opendata.importing.running import Import
    from app.opendata.importing.table import TableSource, table_chunks

    wanted = _departements(departements)
    table = TableSource(path, _previewed(path, pairs, source, wanted), source, wanted)
    if is_dry or not (is_agreed or click.confirm("Écrire ces services ?", err=True)):
        click.echo("Rien n’est écrit.", err=True)
        return
    work = Import(db.engine, source)
    with _alone(current_app.extensions["reperes"]), _Progress(report, (path,)) as told, _readable():
        tallies = work.run(table_chunks(table), told, departements=wanted, believes_absences=believes)
    conclude(work, tallies, is_dry=False)


def _previewed(path: Path, pairs: tuple[str, ...], source: str, wanted: frozenset[str]) -> "Guess":
    """What the columns are for, shown with the first services as they would be published."""
    from app.opendata.association.columns import UnknownColumn
    from app.opendata.association.preview import dry_pass, preview
    from app.opendata.association.reading import InvalidSource, checked_source, guess_file, read_lines
    from app.opendata.files import UnreadableFile, open_rows
    from app.web.translations import translator

    try:
        checked_source(source)
        guess = guess_file(path, pairs)
        with open_rows(path) as rows:
            found = dry_pass(read_lines(rows, guess, source, wanted or None))
            notes = rows.notes
    except (InvalidSource, UnknownColumn, UnreadableFile) as error:
        refuse(str(error))
    click.echo("\n".join((*notes, preview(guess, found, translator("fr")))))
    if not guess.is_usable:
        refuse("Il manque une colonne qui dise le nom, ou le lieu : dites laquelle, par exemple structure=Association commune=Ville.")
    return guess


def _departements(asked: Iterable[str]) -> frozenset[str]:
    from app.territory.gazetteer import DEPARTEMENTS

    wanted = frozenset(number for text in asked for number in text.replace(",", " ").split())
    if unknown := sorted(wanted - set(DEPARTEMENTS)):
        refuse(f"Département inconnu ici : {', '.join(unknown)}. Écrivez par exemple --departement 38 --departement 69.")
    return wanted


def _local(source: str, folder: Path) -> Path:
    """The file itself, brought here first when it is an address: each to a folder of its own, since two addresses may end alike."""
    from app.opendata.fetching import FetchFailed, fetch, is_address

    if not is_address(source):
        return Path(source)
    with click.progressbar(length=STEPS, label="Téléchargement", file=sys.stderr) as bar:
        try:
            return fetch(source, Path(tempfile.mkdtemp(dir=folder)), lambda share: bar.update(int(share * STEPS) - bar.pos))
        except FetchFailed as error:
            refuse(str(error))


@contextmanager
def _alone(config: "Config") -> Iterator[None]:
    """One import at a time on this machine; the lock goes with the process, however it ends."""
    config.data_dir.mkdir(parents=True, exist_ok=True)
    with (config.data_dir / "import.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            refuse("Un autre import est en cours : attendez qu’il finisse.")
        yield


@contextmanager
def _readable() -> Iterator[None]:
    """Say in one sentence why a file cannot be read any further; what was read before stays."""
    from app.core.background import BackgroundStopped
    from app.opendata.files import UnreadableFile
    from app.opendata.report import UnwritableReport

    try:
        yield
    except UnwritableReport as error:
        refuse(f"{error} Ce qui a été lu est gardé.")
    except UnreadableFile as error:
        where = " Ce qui précède est gardé." if error.line else ""
        refuse(f"{error}{where}")
    except BackgroundStopped:
        refuse("La lecture s’est arrêtée sans dire pourquoi (mémoire ?). Ce qui a été lu est gardé : relancez la même commande.")


class _Progress:
    """Shows how far each file is read, and writes the report."""

    def __init__(self, report: Path | None, inputs: Iterable[Path]) -> None:
        self._path = report
        self._inputs = inputs
        self._stack = ExitStack()
        self._report: Report
        self._bars: dict[str, Any] = {}
        self._notes: list[str] = []

    def __enter__(self) -> Self:
        from app.opendata.report import Report, UnwritableReport

        try:
            self._report = self._stack.enter_context(Report(self._path, self._inputs))
        except UnwritableReport as error:
            refuse(str(error))
        return self

    def __call__(self, chunk: "Chunk") -> None:
        self._report.add(chunk.remarks)
        self._notes += chunk.notes
        if chunk.file not in self._bars:
            for bar in self._bars.values():
                bar.update(STEPS - bar.pos)
                bar.render_finish()
            bar = click.progressbar(length=STEPS, label=f"{LABELS[chunk.file]:10}", file=sys.stderr)
            self._bars[chunk.file] = self._stack.enter_context(bar)
        bar = self._bars[chunk.file]
        bar.update(max(0, int(chunk.done * STEPS) - bar.pos))

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        from app.opendata.report import UnwritableReport

        try:
            self._stack.__exit__(kind, error, trace)
        except UnwritableReport as unwritten:
            refuse(str(unwritten))
        finally:
            for note in self._notes:
                click.echo(note, err=True)


def conclude(work: "Import", tallies: Mapping[str, "Tally"], *, is_dry: bool) -> None:
    """Say what came of an import."""
    if work.was_cut_off:
        click.echo(f"L’import du {work.was_cut_off:%d/%m/%Y à %H:%M} s’était arrêté en route : celui-ci l’a repris.", err=True)
    if is_dry:
        click.echo("Essai : rien n’est écrit.", err=True)
    for file, tally in tallies.items():
        found = ((tally.added, "ajoutés"), (tally.changed, "changés"), (tally.unchanged, "inchangés"), (tally.returned, "revenus"))
        told = [f"{number} {what}" for number, what in (*found, (tally.vanished, "disparus")) if number]
        told += [f"{number} {level}" for level, number in tally.remarks.items()]
        click.echo(f"{LABELS[file]} : {', '.join(told) or 'rien'}.", err=True)
    if waiting := sum(tally.conflicts for tally in tallies.values()):
        click.echo(f"{waiting} différences avec ce qui a été écrit ici : « reperes conflicts list » les montre.", err=True)
    if work.disbelieved:
        gone = f"{work.disbelieved.missing} fiches sur {work.disbelieved.known} manquent dans ces fichiers"
        click.echo(f"{gone} : c’est trop pour être vrai, aucune n’est marquée disparue.", err=True)
        click.echo("Si c’est bien le cas, relancez avec --accept-vanished.", err=True)
