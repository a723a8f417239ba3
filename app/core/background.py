"""Work done in another process while this one uses what comes of it: two cores instead of one, and nothing to keep in step.

A process of its own rather than one that is forked: it loads what the work needs and nothing else, and shares no connection, no lock.
"""

import fcntl
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any, NamedTuple, ParamSpec, TypeVar

Parameters = ParamSpec("Parameters")
Item = TypeVar("Item")

BUFFER = 1 << 20
"""Bytes that are written and read at once, and that may wait between the two: each exchange costs more than what it carries."""
_SERVE = "import sys; sys.path[:] = {path!r}; from app.core.background import serve; serve()"


class BackgroundStopped(Exception):
    """The other process ended without having finished."""


class _Failed(NamedTuple):
    error: Exception


class _Done(NamedTuple):
    pass


@contextmanager
def in_background(
    work: Callable[Parameters, Iterator[Item]], *args: Parameters.args, **kwargs: Parameters.kwargs
) -> Iterator[Iterator[Item]]:
    """Have `work(*args)` done by another process from now on; what it yields is given in turn, its exceptions are raised where it is taken.

    Function, arguments and items are pickled. The other process is a few items ahead; it ends with this one, and with the block.
    """
    process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own words
        [sys.executable, "-c", _SERVE.format(path=sys.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=BUFFER,
    )
    with process:
        _widen(_pipe(process.stdout))
        try:
            with _pipe(process.stdin) as asking:
                pickle.dump((work, args, kwargs), asking)
            yield _received(_pipe(process.stdout))
        finally:
            process.kill()


def _widen(stream: IO[bytes]) -> None:
    """Let more wait in a pipe, where the system knows how and allows it."""
    with suppress(AttributeError, OSError):
        fcntl.fcntl(stream, fcntl.F_SETPIPE_SZ, BUFFER)


def _received(answers: IO[bytes]) -> Iterator[Any]:
    while not isinstance(item := _next(answers), _Done):
        if isinstance(item, _Failed):
            raise item.error
        yield item


def _next(answers: IO[bytes]) -> Any:
    try:
        return pickle.load(answers)  # noqa: S301 - written by our own process
    except (EOFError, pickle.UnpicklingError):
        raise BackgroundStopped from None


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None, "asked for when the process was started"  # noqa: S101 - for the types
    return stream


def serve() -> None:
    """What the other process runs: the work that stands on its standard input. What it prints goes to the standard error."""
    from app.core.collector import settle  # noqa: PLC0415 - the work's own imports come first

    work, args, kwargs = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by the process that started this one
    answers, sys.stdout = open(os.dup(1), "wb", buffering=BUFFER), sys.stderr  # noqa: PTH123, SIM115 - our own output, until the end
    settle()
    try:
        for item in work(*args, **kwargs):
            pickle.dump(item, answers, protocol=pickle.HIGHEST_PROTOCOL)
            answers.flush()
    except BrokenPipeError:
        os._exit(1)
    except Exception as error:  # noqa: BLE001 - raised again on the other side
        pickle.dump(_Failed(error), answers)
    else:
        pickle.dump(_Done(), answers)
    answers.flush()
