"""`reperes`: the command line."""

import sys

import click
from flask.cli import FlaskGroup, with_appcontext

from app.config import Config, ConfigurationError
from app.web.translations import MissingCatalogue

commands = click.Group("reperes", help="Commandes de Repères.")


def main() -> None:
    """Run a command; say in one sentence what is missing when the environment will not do."""
    from app import create_app

    group = FlaskGroup(create_app=create_app, add_default_commands=False, add_version_option=False, load_dotenv=False)
    group.help = "Repères : qui peut recevoir cette personne, près d’ici, maintenant."
    for command in commands.commands.values():
        group.add_command(command)
    try:
        group.main(prog_name="reperes")
    except (ConfigurationError, MissingCatalogue) as error:
        click.echo(f"Repères ne peut pas démarrer. {error}", err=True)
        sys.exit(2)


@commands.command("load")
@with_appcontext
def load() -> None:
    """Charge les données réelles qui manquent (mairies)."""
    from flask_migrate import upgrade

    from app.ops.loading import load_real_data

    upgrade()
    click.echo(f"{load_real_data()} mairies ajoutées.", err=True)


@commands.command("demo")
@click.option("--remove", is_flag=True, help="Retire les exemples.")
@with_appcontext
def demo(*, remove: bool) -> None:
    """Ajoute des services fictifs, marqués « exemple », pour essayer."""
    from flask_migrate import upgrade

    from app.core.unit_of_work import unit_of_work
    from app.directory.loading.demo import load_demo, remove_demo
    from app.extensions import db

    upgrade()
    with unit_of_work(db.session()) as session:
        count = remove_demo(session) if remove else load_demo(session)
    click.echo(f"{count} exemples {'retirés' if remove else 'ajoutés'}.", err=True)


@commands.command("serve")
@with_appcontext
def serve() -> None:
    """Prépare la base, charge les données au premier démarrage, puis sert le site sur 127.0.0.1."""
    from flask import current_app
    from flask_migrate import upgrade

    from app.directory import queries
    from app.extensions import db
    from app.ops.loading import load_real_data
    from app.ops.serving import serve as run

    config: Config = current_app.extensions["reperes"]
    upgrade()
    if queries.version(db.session()) == 0:
        load_real_data()
    db.session.remove()
    db.engine.dispose()
    click.echo(f"Repères répond à http://127.0.0.1:{config.port} (Ctrl+C pour arrêter).", err=True)
    run(current_app._get_current_object(), config.port)  # type: ignore[attr-defined]  # noqa: SLF001 - gunicorn needs the application itself
