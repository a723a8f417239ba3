"""A letter as a message: text and HTML, in the language of who receives it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage

from jinja2 import Environment

from app.mail.letters import Letter, as_text

_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
"""What may end a line: a header that holds one could go on with another header."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """A message and where it goes. `number` is that of its row in the outbox."""

    number: int
    recipient: str
    message: EmailMessage


@dataclass(frozen=True, slots=True)
class Post:
    """How messages are made: who they come from, and the templates of each language by its code."""

    sender: str
    templates: Mapping[str, Environment]

    def message(self, letter: Letter, recipient: str, message_id: str, written_at: datetime) -> EmailMessage:
        """Return the message of a letter, the same at each try; raise ValueError or MessageError for what is no address."""
        html = self.templates[letter.language.code].get_template("mail/letter.html").render(letter=letter)
        message = EmailMessage()
        message["From"] = self.sender
        message["To"] = Address(addr_spec=recipient)
        message["Subject"] = _BREAKS.sub(" ", letter.subject).strip()
        message["Date"] = written_at
        message["Message-ID"] = f"<{message_id}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(as_text(letter))
        message.add_alternative(html, subtype="html")
        message["Content-Language"] = letter.language.code
        return message
