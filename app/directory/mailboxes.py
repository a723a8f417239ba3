"""The e-mail of a service or structure that may be written to: what the directory says, where it reads as one address."""

import re

from app.directory.models import Service

EMAIL = re.compile(
    r"[^@\s<>\"?&,;:\\()\[\]\x00-\x1f\x7f]+@(?:[^@\s<>\"?&,;:\\()\[\]\x00-\x1f\x7f.]+\.)+[^@\s<>\"?&,;:\\()\[\]\x00-\x1f\x7f.]+"
)
"""One e-mail address that may be written to: nothing in it that a header of a mail would read otherwise."""


def mailbox_of(service: Service) -> str:
    """Return the e-mail of a service, else that of its structure; empty when what is written there cannot be written to."""
    return next((text for text in (service.courriel.strip(), service.structure.courriel.strip()) if EMAIL.fullmatch(text)), "")


def masked(email: str) -> str:
    """Return an e-mail that is recognised by who has it and not learnt by who has not: « c•••@exemple.fr »."""
    before, _, domain = email.partition("@")
    return f"{before[:1]}•••@{domain}"
