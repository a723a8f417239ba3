"""`reperes`: the command line."""

import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import click
from flask import current_app
from sqlalchemy.exc import DBAPIError

from app.config import Config, ConfigurationError
from app.web.translations import MissingCatalogue

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


@click.group(name="reperes")
def commands() -> None:
    """Repères : qui peut recevoir cette personne, près d’ici, maintenant."""


def main() -> None:
    """Run a command, its files readable by their owner only; say in one sentence what is missing when the environment will not do."""
    os.umask(0o077)
    try:
        commands.main(prog_name="reperes")
    except (ConfigurationError, MissingCatalogue) as error:
        _refuse(str(error))
    except DBAPIError as error:
        _refuse(f"La base de données ne répond pas comme il faut ({type(error.orig).__name__}) : vérifiez DATABASE_URL.")


def _refuse(reason: str) -> None:
    click.echo(f"Repères ne peut pas continuer. {reason}", err=True)
    sys.exit(2)


def in_application(command: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Run a command within the application that the environment describes, its tables brought up to date."""

    @wraps(command)
    def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        from flask_migrate import upgrade

        from app import create_app

        with create_app().app_context():
            upgrade()
            return command(*args, **kwargs)

    return run


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


@commands.command("demo")
@click.option("--remove", is_flag=True, help="Retire les exemples.")
@in_application
def demo(*, remove: bool) -> None:
    """Ajoute des services fictifs, marqués « exemple », pour essayer."""
    from app.core.unit_of_work import unit_of_work
    from app.directory.loading.demo import load_demo, remove_demo
    from app.extensions import db

    with unit_of_work(db.session()) as session:
        count = remove_demo(session) if remove else load_demo(session)
    click.echo(f"{count} exemples {'retirés' if remove else 'ajoutés'}.", err=True)


@commands.command("serve")
def serve() -> None:
    """Prépare la base, charge les données au premier démarrage, puis sert le site sur 127.0.0.1."""
    from app.ops.serving import is_free

    config = Config.from_env()
    if not is_free(config.port):
        _refuse(f"Le port {config.port} est déjà pris : choisissez-en un autre, par exemple PORT={config.port + 1}.")
    _serve()


@in_application
def _serve() -> None:
    from app.directory import queries
    from app.directory.loading.town_halls import SOURCE
    from app.extensions import db
    from app.ops.loading import load_real_data
    from app.ops.serving import serve as run

    if not queries.has_source(db.session(), SOURCE):
        load_real_data()
    db.session.remove()
    db.engine.dispose()
    config: Config = current_app.extensions["reperes"]
    run(current_app._get_current_object(), config.port)  # type: ignore[attr-defined]  # noqa: SLF001 - gunicorn needs the application itself
