"""In development without SMTP: what would have been sent, to be read and followed by whoever tries the site."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue

from app.config import Config
from app.core.errors import NotThere
from app.core.language import FRENCH, LANGUAGES
from app.web.access import personal, public
from app.web.pages import render

pages = Blueprint("mail", __name__)

MOST_SHOWN = 200
_ADDRESS = re.compile(r"(https?://[^\s<>]+)")
_NAME = re.compile(r"\d{8}T\d{12}-\d+")


@pages.get("/developpement/courriels")
@public
@personal
def list_mails() -> ResponseReturnValue:
    """List the mails of the folder, the newest first."""
    files = sorted(_folder().glob("*.eml"), reverse=True)[:MOST_SHOWN]
    mails = [(f"/developpement/courriels/{file.stem}", _read(file)) for file in files if _NAME.fullmatch(file.stem)]
    return render("mail/mails.html", title="Courriels", mails=mails)


@pages.get("/developpement/courriels/<name>")
@public
@personal
def read_mail(name: str) -> ResponseReturnValue:
    """Show the text of a mail, its links to be followed."""
    file = _folder() / f"{name}.eml"
    if not _NAME.fullmatch(name) or not file.exists():
        raise NotThere
    message = _read(file)
    language = LANGUAGES.get(str(message["Content-Language"]), FRENCH)
    return render("mail/mail.html", mail=message, mail_language=language, paragraphs=list(_paragraphs(message)))


def _folder() -> Path:
    config: Config = current_app.extensions["reperes"]
    if config.is_production or config.smtp is not None:
        raise NotThere
    return config.data_dir / "mails"


def _read(file: Path) -> EmailMessage:
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)  # noqa: S101 - what this policy makes, for the types
    return message


def _paragraphs(message: EmailMessage) -> Iterator[list[list[str]]]:
    """Paragraphs of lines of pieces: each second piece is an address."""
    part = message.get_body(("plain",))
    text = str(part.get_content()) if part else ""
    for paragraph in text.strip().split("\n\n"):
        yield [_ADDRESS.split(line) for line in paragraph.split("\n")]
