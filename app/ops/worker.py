"""`reperes worker`: what is done in the background. `reperes sweep`: the same, once."""

from typing import TYPE_CHECKING

import click
from flask import Flask, current_app

from app.ops.application import in_application, refuse

if TYPE_CHECKING:
    from app.jobs.runner import Ran


@click.command("worker")
@click.option("--parent", type=int, hidden=True, help="Processus avec lequel celui-ci s’arrête.")
@in_application
def worker(*, parent: int | None) -> None:
    """Envoie les courriels et fait le reste du travail de fond, jusqu’à l’arrêt."""
    from app.config import Config
    from app.jobs.queue import NoClient, each_minute, open_queue
    from app.jobs.worker import work

    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - threads need the application itself
    config: Config = app.extensions["reperes"]
    _tell_given_up()
    try:
        queue = open_queue(config.queue_url, config.data_dir)
    except NoClient:
        refuse("QUEUE_URL demande le client de Redis : pip install -e '.[redis]'.")
    each_minute(queue, lambda: run_due(app))
    click.echo("Le travail de fond est en marche.", err=True)
    run_due(app)
    work(queue, lambda: look(app), parent)


@click.command("sweep")
@click.argument("name", required=False, metavar="[NOM]")
@in_application
def sweep(*, name: str | None) -> None:
    """Fait une fois le travail de fond dont l’heure est venue, ou celui qui porte ce nom."""
    from app.sweeps import sweeps

    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - as above
    names = [known.name for known in sweeps()]
    if name is not None and name not in names:
        refuse(f"« {name} » n’existe pas : choisissez entre {', '.join(names)}.")
    done = run_due(app) if name is None else run_one(app, name)
    for ran in done:
        click.echo(f"{ran.name} : {ran.trouble or ran.swept}")
    if not done:
        click.echo("Rien à faire." if name is None else "Ce travail est déjà en cours.", err=True)
    if any(ran.trouble for ran in done):
        refuse("Un travail n’a pas abouti : il sera repris.")


def run_due(app: Flask) -> "list[Ran]":
    """Run the sweeps whose time has come."""
    from app.core.clock import utc_now
    from app.extensions import db
    from app.jobs import runner
    from app.sweeps import sweeps

    with app.app_context():
        return runner.run_due(db.engine, sweeps(), utc_now())


def run_one(app: Flask, name: str) -> "list[Ran]":
    """Run the sweep of this name now; nothing when somebody is running it."""
    from app.core.clock import utc_now
    from app.extensions import db
    from app.jobs import runner
    from app.sweeps import sweeps

    with app.app_context():
        found = next(known for known in sweeps() if known.name == name)
        ran = runner.run(db.engine, found, utc_now())
    return [ran] if ran else []


def look(app: Flask) -> None:
    """Send the mail and the short messages that are due, if there are any: an indexed reading of each when there are none."""
    from sqlalchemy.orm import Session

    from app.core.clock import utc_now
    from app.extensions import db
    from app.mail import queries as mails
    from app.sms import queries as messages

    outboxes = {"outbox": mails.next_due, "sms": messages.next_due}
    with app.app_context(), Session(db.engine) as session:
        due = [name for name, next_due in outboxes.items() if next_due(session, utc_now()) is not None]
    for name in due:
        run_one(app, name)


def _tell_given_up() -> None:
    from app.core.clock import utc_now
    from app.extensions import db
    from app.mail.queries import standing

    with db.session() as session:
        found = standing(session, utc_now())
    if found.given_up:
        click.echo(f"{found.given_up} courriels n’ont pas pu partir ces sept derniers jours (« /readyz » les compte).", err=True)
