"""What an outbox asks of whoever takes its messages away."""

from typing import Protocol, TypeVar

Message_contra = TypeVar("Message_contra", contravariant=True)


class NotCarried(Exception):
    """A message could not be handed over.

    `trouble` is a code without any address or number. `is_final`: it never will be. `is_out`: no other would be now either.
    """

    def __init__(self, trouble: str, *, is_final: bool = False, is_out: bool = False) -> None:
        """Say why, and what to expect."""
        super().__init__(trouble)
        self.trouble = trouble
        self.is_final = is_final
        self.is_out = is_out


class Carrier(Protocol[Message_contra]):
    """Takes messages one by one; what it needs is opened at the first one."""

    def carry(self, message: Message_contra, /) -> None:
        """Hand one message over; raise NotCarried."""

    def close(self) -> None:
        """Let go of what was opened."""
