"""`reperes duplicates`: structures that may be one, for somebody to decide."""

import sys
from collections.abc import Callable

import click
from sqlalchemy.orm import Session

from app.ops.application import in_application, refuse

STEPS = 1000
"""Of the progress bar."""


@click.group("duplicates")
def duplicates() -> None:
    """Structures qui sont peut-être les mêmes."""


@duplicates.command("find")
@in_application
def find_duplicates() -> None:
    """Cherche les structures qui se ressemblent, et propose des paires."""
    from app.core.unit_of_work import unit_of_work
    from app.directory.duplicates import finding
    from app.extensions import db

    with (
        unit_of_work(db.session()) as session,
        click.progressbar(length=STEPS, label="Comparaison des structures", file=sys.stderr) as bar,
    ):
        new = finding.find(session, lambda share: bar.update(max(0, int(share * STEPS) - bar.pos)))
    click.echo(f"{new} nouvelles paires. « reperes duplicates list » les montre.", err=True)


@duplicates.command("list")
@click.option("--limit", default=50, show_default=True, help="Combien de paires, les plus sûres d’abord.")
@in_application
def list_duplicates(*, limit: int) -> None:
    """Montre les paires qui attendent une décision."""
    from app.directory.duplicates import cli
    from app.extensions import db

    for line in cli.lines(db.session(), limit=limit):
        click.echo(line)


@duplicates.command("merge")
@click.argument("number", type=int, metavar="PAIRE")
@click.option("--keep", type=int, metavar="STRUCTURE", help="La structure à garder ; sinon, la plus récemment mise à jour.")
@in_application
def merge_duplicates(*, number: int, keep: int | None) -> None:
    """Réunit les deux structures d’une paire : « unmerge » défait."""
    from app.directory.duplicates import cli

    _done(lambda session: cli.merge(session, number, keep=keep))


@duplicates.command("unmerge")
@click.argument("number", type=int, metavar="PAIRE")
@in_application
def unmerge_duplicates(*, number: int) -> None:
    """Défait une réunion : tout redevient comme avant."""
    from app.directory.duplicates import cli

    _done(lambda session: cli.unmerge(session, number))


@duplicates.command("dismiss")
@click.argument("number", type=int, metavar="PAIRE")
@in_application
def dismiss_duplicates(*, number: int) -> None:
    """Dit que ce sont deux structures."""
    from app.directory.duplicates import cli

    _done(lambda session: cli.dismiss(session, number))


def _done(work: Callable[[Session], str]) -> None:
    from app.core.errors import DomainError
    from app.core.unit_of_work import unit_of_work
    from app.directory.duplicates import cli
    from app.extensions import db

    try:
        with unit_of_work(db.session()) as session:
            said = work(session)
    except DomainError as error:
        refuse(cli.refusal(error))
    click.echo(said, err=True)
