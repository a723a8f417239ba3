"""While the tests of what people confide run, everything that comes out is searched for what tells who they are, where, or what they said.

Each answer that the inspected client receives (the address asked, headers, links, title, error pages), each line of log, each letter and
each short message, whatever the test is about. A test that plants texts of its own has them looked for too: `leaks.add("…")`.
It fails at its end, with all that was found; that it can is shown in `selftests/test_leaking.py`.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
import structlog
from sqlalchemy import event

from app.mail.letters import as_text, unpack
from app.mail.models import OutgoingMail
from app.sms.models import OutgoingSms
from app.web import logs
from tests.support.inspector.client import InspectedClient
from tests.support.leaking import Leaks, Listener

TESTS = Path(__file__).parents[2]
ORIENTATIONS, OUTREACH, PARTICIPATION = TESTS / "orientations", TESTS / "outreach", TESTS / "participation"


@pytest.fixture
def leaks(request, monkeypatch) -> Iterator[Leaks]:
    """What is looked for, and what was found."""
    watch = Leaks(*_secrets(request.path))
    with ExitStack() as stack:
        stack.enter_context(listening_to_logs(watch))
        stack.enter_context(reading_mail(watch))
        reading_answers(watch, monkeypatch)
        yield watch
    assert watch.found == []


@pytest.fixture(autouse=True)
def no_leak(request) -> None:
    """Watch the tests of what is known of people."""
    if {ORIENTATIONS, OUTREACH, PARTICIPATION} & set(request.path.parents):
        request.getfixturevalue("leaks")


def _secrets(path: Path) -> Sequence[str]:
    if OUTREACH in path.parents:
        from tests.outreach.making import POINT, SITUATION, WORDS

        return POINT, POINT.split(",")[0], POINT.split(",")[1], WORDS, SITUATION
    if PARTICIPATION in path.parents:
        from tests.participation.making import WRITTEN

        return (WRITTEN,)
    from tests.orientations.making import EMAIL, NAME, PHONE

    return NAME, NAME.split()[0], PHONE, EMAIL


@contextmanager
def listening_to_logs(watch: Leaks) -> Iterator[None]:
    """Read each line of both sorts of logs."""

    def look(_logger: object, _method: str, line: dict[str, Any]) -> dict[str, Any]:
        watch.look("a line of the log", repr(line))
        return line

    logs.configure()
    processors, root = structlog.get_config()["processors"], logging.getLogger()
    listener = Listener(lambda line: watch.look("a line of the log", line))
    processors.insert(0, look)
    root.addHandler(listener)
    try:
        yield
    finally:
        root.removeHandler(listener)
        if look in processors:
            processors.remove(look)


@contextmanager
def reading_mail(watch: Leaks) -> Iterator[None]:
    """Read each letter and short message when it is put into its outbox."""

    def read_letter(_mapper: object, _connection: object, mail: OutgoingMail) -> None:
        watch.look(f"the subject of a mail ({mail.purpose})", mail.subject)
        watch.look(f"a mail ({mail.purpose})", as_text(unpack(mail.letter or "")))

    def read_message(_mapper: object, _connection: object, sms: OutgoingSms) -> None:
        watch.look(f"a short message ({sms.purpose})", sms.text or "")

    listeners = ((OutgoingMail, read_letter), (OutgoingSms, read_message))
    for rows, listener in listeners:
        event.listen(rows, "before_insert", listener)
    try:
        yield
    finally:
        for rows, listener in listeners:
            event.remove(rows, "before_insert", listener)


def reading_answers(watch: Leaks, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read each answer once the inspector has; also that of a step that was redirected."""
    monkeypatch.setattr(InspectedClient, "readers", (*InspectedClient.readers, watch.look_at_answer))
