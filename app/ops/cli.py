"""`reperes`: the command line."""

import os

import click
from flask import current_app
from sqlalchemy.exc import DBAPIError

from app.config import Config
from app.core.collector import settle
from app.core.settings import ConfigurationError
from app.ops.application import in_application, refuse
from app.ops.conflicts import conflicts
from app.ops.duplicates import duplicates
from app.ops.importing import imports
from app.ops.inbound import mail
from app.ops.purging import purge
from app.ops.surveys import survey
from app.ops.users import keys, user
from app.ops.worker import sweep, worker
from app.web.translations import MissingCatalogue


@click.group(name="reperes")
def commands() -> None:
    """Repères : qui peut recevoir cette personne, près d’ici, maintenant."""


for command in (imports, conflicts, duplicates, user, keys, worker, sweep, mail, purge, survey):
    commands.add_command(command)


def main() -> None:
    """Run a command, its files readable by their owner only; say in one sentence what is missing when the environment will not do."""
    os.umask(0o077)
    settle()
    try:
        commands.main(prog_name="reperes")
    except (ConfigurationError, MissingCatalogue) as error:
        refuse(str(error))
    except DBAPIError as error:
        refuse(f"La base de données ne répond pas comme il faut ({type(error.orig).__name__}) : vérifiez DATABASE_URL.")


@commands.command("migrate")
@in_application
def migrate() -> None:
    """Met les tables de la base au niveau de cette version."""
    click.echo("La base est à jour.", err=True)


@commands.command("load")
@in_application
def load() -> None:
    """Charge les données réelles qui manquent (mairies)."""
    from app.ops.loading import load_real_data

    click.echo(f"{load_real_data()} mairies ajoutées.", err=True)


@commands.command("reindex")
@in_application
def reindex() -> None:
    """Refait l’index de la recherche, sans l’interrompre."""
    from app.directory.search import text_index
    from app.extensions import db
    from app.ops.loading import refresh_whole_index

    refresh_whole_index()
    with db.engine.begin() as connection:
        text_index.install(connection)


@commands.command("demo")
@click.option("--remove", is_flag=True, help="Retire les exemples.")
@click.option(
    "--account", "email", metavar="ADRESSE", help="Compte qui essaie chaque côté de ce qui est fictif ; un lien qui le connecte est montré."
)
@in_application
def demo(*, remove: bool, email: str | None) -> None:
    """Ajoute des services, des orientations et des demandes d’aller vers fictifs, marqués « exemple », pour essayer."""
    from app.core.unit_of_work import unit_of_work
    from app.extensions import db
    from app.ops.trying import admit, load_examples, remove_examples

    with unit_of_work(db.session()) as session:
        count = remove_examples(session) if remove else load_examples(session)
    click.echo(f"{count} exemples {'retirés' if remove else 'ajoutés'}.", err=True)
    if email and not remove:
        with unit_of_work(db.session()) as session:
            link = admit(session, email)
        click.echo(link)


@commands.command("serve")
def serve() -> None:
    """Prépare la base, charge les données au premier démarrage, puis sert le site sur 127.0.0.1."""
    from app.ops.serving import is_free

    config = Config.from_env()
    if not is_free(config.port):
        refuse(f"Le port {config.port} est déjà pris : choisissez-en un autre, par exemple PORT={config.port + 1}.")
    _serve()


@in_application
def _serve() -> None:
    from app.directory import queries
    from app.directory.loading.town_halls import SOURCE
    from app.extensions import db
    from app.ops.loading import load_real_data, refresh_stale_index
    from app.ops.serving import serve as run

    if not queries.has_source(db.session(), SOURCE):
        load_real_data()
    refresh_stale_index()
    db.session.remove()
    db.engine.dispose()
    config: Config = current_app.extensions["reperes"]
    run(current_app._get_current_object(), config.port)  # type: ignore[attr-defined]  # noqa: SLF001 - gunicorn needs the application itself
