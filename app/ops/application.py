"""What every command stands on: the application that the environment describes, and one sentence when it will not do."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import NoReturn, ParamSpec, TypeVar

import click

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def in_application(command: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Run a command within the application that the environment describes, its tables brought up to date."""

    @wraps(command)
    def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        with application():
            return command(*args, **kwargs)

    return run


@contextmanager
def application(*, serves: bool = True) -> Iterator[None]:
    """Enter the application that the environment describes, its tables brought up to date; without its pages, it loads in less time."""
    from app import create_app
    from app.ops.migrating import upgrade

    with create_app(serves=serves).app_context():
        upgrade()
        mend_words()
        yield


def mend_words() -> None:
    """Make the index of words again where an import that was cut off left it behind."""
    from app.directory.search import text_index
    from app.extensions import db

    with db.engine.begin() as connection:
        if text_index.is_paused(connection):
            text_index.install(connection)


def refuse(reason: str) -> NoReturn:
    """End the command with one sentence that says why."""
    click.echo(f"Repères ne peut pas continuer. {reason}", err=True)
    sys.exit(2)
