"""SMTP servers of this machine: one that works, or refuses as it is told; and one that breaks off wherever it is told to."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from app.config import Smtp

ANYWHERE = ("127.0.0.1", 0)


def settings(port: int, **changes: Any) -> Smtp:
    """Settings that lead to a port of this machine."""
    return Smtp(**{"host": "127.0.0.1", "port": port, "sender": "Repères <bonjour@reperes.exemple.fr>", "security": "none", **changes})


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(ANYWHERE) as listening:
        port: int = listening.getsockname()[1]
        return port


class MailServer:
    """Takes mail; `refuses[address]` is what it answers to RCPT, `answer` to DATA instead of taking it; `meanwhile` is done before."""

    def __init__(self, **options: Any) -> None:
        self.port = free_port()
        self.taken: list[EmailMessage] = []
        self.refuses: dict[str, str] = {}
        self.answer = ""
        self.connections = 0
        self.closes_after_each = False
        self.meanwhile: Callable[[], None] = lambda: None
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, **options)

    def __enter__(self) -> Self:
        self._controller.start()
        self.connections = 0
        return self

    def __exit__(self, *_error: object) -> None:
        self._controller.stop()

    @property
    def names(self) -> list[str]:
        """Message-ID of each mail taken, in order."""
        return [str(message["Message-ID"]) for message in self.taken]

    async def handle_EHLO(  # noqa: N802 - named by aiosmtpd
        self, _server: SMTP, session: Any, _envelope: Any, hostname: str, answers: list[str]
    ) -> list[str]:
        """Greet, and count who comes."""
        session.host_name = hostname
        self.connections += 1
        return answers

    async def handle_RCPT(self, _server: SMTP, _session: Any, envelope: Any, address: str, _options: list[str]) -> str:  # noqa: N802
        """Take a recipient, or not."""
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_NOOP(self, server: SMTP, _session: Any, _envelope: Any, _arg: str) -> str:  # noqa: N802
        """Still be there, or not."""
        if self.closes_after_each:
            server.transport.abort()
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Take a mail, or not."""
        self.meanwhile()
        if self.answer:
            return self.answer
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.taken.append(message)
        return "250 OK"


class BrokenServer:
    """Speaks SMTP as far as a word, then closes the connection or says nothing more. `greeting`: before it says anything."""

    def __init__(self, until: str, *, stalls: bool = False) -> None:
        self._until = until
        self._stalls = stalls
        self._ended = threading.Event()
        self._listening = socket.create_server(ANYWHERE)
        self.port: int = self._listening.getsockname()[1]
        self.received = b""

    def __enter__(self) -> Self:
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._ended.set()
        self._listening.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listening.accept()
                with connection, suppress(OSError):
                    self._speak(connection)
                    if self._stalls:
                        self._ended.wait(5)

    def _speak(self, connection: socket.socket) -> None:
        if self._until == "greeting":
            return
        connection.sendall(b"220 here\r\n")
        with connection.makefile("rb") as lines:
            for line in lines:
                word = line.split()[0].decode().upper() if line.strip() else ""
                if word == "DATA":
                    connection.sendall(b"354 go on\r\n")
                    while (text := lines.readline()) not in (b".\r\n", b""):
                        self.received += text
                if word == self._until:
                    return
                connection.sendall(b"250 done\r\n")
