"""Work done in another process while this one uses what comes of it: two cores instead of one, and nothing shared."""

import multiprocessing
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import Any, NamedTuple, ParamSpec, TypeVar

from app.core.collector import settle

Parameters = ParamSpec("Parameters")
Item = TypeVar("Item")


class BackgroundStopped(Exception):
    """The other process ended without having finished."""


class _Failed(NamedTuple):
    error: Exception


class _Done(NamedTuple):
    pass


def in_background(work: Callable[Parameters, Iterator[Item]], *args: Parameters.args, **kwargs: Parameters.kwargs) -> Iterator[Item]:
    """Yield what `work(*args)` yields, made by another process a little ahead of its use; its exceptions are raised here.

    Arguments and items are pickled. The other process ends with this one, and when the iteration is left.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(theirs, work, args, kwargs), daemon=True)
    process.start()
    theirs.close()
    try:
        yield from _received(ours)
    finally:
        ours.close()
        process.terminate()
        process.join()


def _received(connection: Connection) -> Iterator[Any]:
    while True:
        try:
            item = connection.recv()
        except EOFError:
            raise BackgroundStopped from None
        if isinstance(item, _Failed):
            raise item.error
        if isinstance(item, _Done):
            return
        yield item


def _run(connection: Connection, work: Callable[..., Iterator[Any]], args: Any, kwargs: Any) -> None:
    settle()
    try:
        for item in work(*args, **kwargs):
            connection.send(item)
    except BrokenPipeError:
        return
    except Exception as error:  # noqa: BLE001 - raised again on the other side
        connection.send(_Failed(error))
    else:
        connection.send(_Done())
