import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.core.background import BackgroundStopped, in_background


def counted(upto):
    yield from range(upto)


def failing():
    yield 1
    msg = "vu"
    raise ValueError(msg)


def dying():
    yield 1
    os._exit(3)


def endless():
    while True:
        yield os.getpid()


def is_alive(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{process}/stat").read_text(encoding="ascii").split()[2] != "Z"


def waited(process):
    end = time.monotonic() + 10
    while is_alive(process) and time.monotonic() < end:
        time.sleep(0.02)
    return not is_alive(process)


def test_what_is_made_elsewhere_comes_in_its_order():
    with in_background(counted, 50) as items:
        assert list(items) == list(range(50))


def test_it_is_made_by_another_process():
    with in_background(endless) as items:
        assert next(items) != os.getpid()


def test_its_exceptions_are_raised_here():
    with in_background(failing) as items:
        assert next(items) == 1
        with pytest.raises(ValueError, match="vu"):
            next(items)


def test_an_end_without_a_word_is_no_end():
    with in_background(dying) as items:
        assert next(items) == 1
        with pytest.raises(BackgroundStopped):
            next(items)


def test_leaving_the_block_ends_the_other_process():
    with in_background(endless) as items:
        process = next(items)

    assert waited(process)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_killing_the_one_that_uses_it_ends_the_one_that_makes_it():
    program = "import time; from tests.core.test_background import endless; from app.core.background import in_background\n"
    program += "with in_background(endless) as items: print(next(items), flush=True); time.sleep(60)"
    user = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    maker = int(user.stdout.readline())

    user.send_signal(signal.SIGKILL)
    user.wait()
    user.stdout.close()

    assert waited(maker)
