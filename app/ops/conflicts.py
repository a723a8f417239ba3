"""`reperes conflicts`: what was changed here and is said differently upstream, for somebody to decide."""

from typing import Any

import click

from app.ops.application import in_application, refuse


@click.group("conflicts")
def conflicts() -> None:
    """Différences entre ce qui a été écrit ici et ce que dit la source."""


@conflicts.command("list")
@in_application
def list_conflicts() -> None:
    """Montre les différences qui attendent une décision."""
    from app.directory import editing
    from app.extensions import db

    session = db.session()
    waiting = editing.conflicts(session)
    for conflict in waiting:
        subject = editing.subject_of(session, conflict)
        click.echo(f"{conflict.id}  {subject.nom} ({subject.source_id}), {conflict.field}")
        click.echo(f"    ici      : {_shown(editing.said_here(session, conflict))}")
        click.echo(f"    la source : {_shown(conflict.proposed)}")
    click.echo(f"{len(waiting)} différence(s) à décider.", err=True)


@conflicts.command("keep")
@click.argument("number", type=int, metavar="NUMÉRO")
@in_application
def keep(*, number: int) -> None:
    """Garde ce qui est écrit ici."""
    _decide(number, takes_upstream=False)


@conflicts.command("take")
@click.argument("number", type=int, metavar="NUMÉRO")
@in_application
def take(*, number: int) -> None:
    """Prend ce que dit la source."""
    _decide(number, takes_upstream=True)


def _decide(number: int, *, takes_upstream: bool) -> None:
    from app.core.unit_of_work import unit_of_work
    from app.directory import editing
    from app.directory.models import LocalEdit
    from app.extensions import db

    conflict: LocalEdit | None = db.session.get(LocalEdit, number)
    if conflict is None or conflict.proposed_at is None:
        refuse(f"Aucune différence à décider ne porte le numéro {number}.")
    with unit_of_work(db.session()) as session:
        editing.decide(session, conflict, takes_upstream=takes_upstream)
    click.echo("La source est prise." if takes_upstream else "Ce qui est écrit ici est gardé.", err=True)


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_shown, value)) or "(rien)"
    if isinstance(value, dict):
        return ", ".join(str(part) for part in value.values() if part not in ("", None)) or "(rien)"
    return str(value) if value not in ("", None) else "(rien)"
