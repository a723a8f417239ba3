"""Secrets that are given once and kept as digests: links, codes. The one source of chance."""

import hmac
import secrets
from hashlib import sha256

CODE_DIGITS = 6


def new_token() -> str:
    """Return a secret for a link: 192 bits, fit for an address."""
    return secrets.token_urlsafe(24)


def new_code() -> str:
    """Return a secret that a person copies by hand: six digits. Safe only where attempts are counted."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


def new_word(alphabet: str, length: int) -> str:
    """Return a secret in given signs, that a person copies by hand."""
    return "".join(secrets.choice(alphabet) for _ in range(length))


def digest(token: str) -> str:
    """Return what is stored of a link's secret: 64 hexadecimal digits. The secret is long enough to need no salt."""
    return sha256(token.encode()).hexdigest()


def keyed_digest(key: str, purpose: str, value: str) -> str:
    """Return a mark of a value that only this installation can make: 64 hexadecimal digits. For short codes, addresses, e-mails."""
    return hmac.new(key.encode(), f"{purpose}\0{value}".encode(), sha256).hexdigest()


def is_same(given: str, expected: str) -> bool:
    """Whether two secrets are one, in a time that does not tell where they differ."""
    return hmac.compare_digest(given.encode(), expected.encode())
