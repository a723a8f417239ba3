"""No test reaches beyond this machine: what the outside answers is not ours to depend on."""

import socket

import pytest

_LOOPBACK = ("127.", "::1", "localhost")
_connect = socket.socket.connect


class ReachedOutside(AssertionError):
    """A test tried to speak to another machine."""


def _connect_near(self: socket.socket, address: object) -> None:
    if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(_LOOPBACK):  # type: ignore[index]
        msg = f"a test reaches for {address}"
        raise ReachedOutside(msg)
    _connect(self, address)  # type: ignore[arg-type]


@pytest.fixture(scope="session", autouse=True)
def no_network():
    """Refuse every connection that leaves this machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _connect_near)
        yield
