"""Values that the database must not tell: AES-256-GCM, with the identifier of the key in front, bound to their column.

`k1.<nonce and ciphertext in base64>`. The first key encrypts, each of them decrypts: to rotate is to put a new one first.
"""

import base64
import binascii
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12


class Unreadable(Exception):
    """What is stored cannot be decrypted with the keys of this installation."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """Keys by identifier; the first one encrypts."""

    keys: Mapping[str, bytes] = field(repr=False)

    @classmethod
    def read(cls, text: str) -> "Keyring":
        """Read `identifier:base64` pairs separated by commas; raise ValueError when one will not do."""
        keys = {}
        for pair in text.split(","):
            name, _, encoded = pair.strip().partition(":")
            key = base64.b64decode(encoded, validate=True)
            if not name.isalnum() or len(key) != KEY_BYTES or name in keys:
                msg = "an identifier of letters and digits, then 32 bytes in base64"
                raise ValueError(msg)
            keys[name] = key
        return cls(keys)

    def seal(self, value: str, context: str) -> str:
        """Encrypt a text; it can be read again in the same context only."""
        return self.seal_bytes(value.encode(), context)

    def seal_bytes(self, value: bytes, context: str) -> str:
        """Encrypt bytes, as `seal` does a text."""
        name, key = next(iter(self.keys.items()))
        nonce = os.urandom(NONCE_BYTES)
        sealed = nonce + _cipher(key).encrypt(nonce, value, context.encode())
        return f"{name}.{base64.b64encode(sealed).decode('ascii')}"

    def unseal(self, sealed: str, context: str) -> str:
        """Decrypt a text; raise Unreadable when its key is gone, or when it was changed or moved."""
        return self.unseal_bytes(sealed, context).decode()

    def unseal_bytes(self, sealed: str, context: str) -> bytes:
        """Decrypt bytes; raise Unreadable as `unseal` does."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - as below

        name, _, encoded = sealed.partition(".")
        try:
            whole = base64.b64decode(encoded, validate=True)
            return _cipher(self.keys[name]).decrypt(whole[:NONCE_BYTES], whole[NONCE_BYTES:], context.encode())
        except (KeyError, InvalidTag, binascii.Error, ValueError) as error:
            raise Unreadable(context) from error


def new_key() -> str:
    """Return a new key, as a setting writes it."""
    return base64.b64encode(os.urandom(KEY_BYTES)).decode("ascii")


def _cipher(key: bytes) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - 6 MB that public pages do without

    return AESGCM(key)
