"""In development without a gateway: what would have been sent, to be read by whoever tries the site."""

import json
import re
from pathlib import Path
from typing import Any

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue

from app.config import Config
from app.core.errors import NotThere
from app.web.access import personal, public
from app.web.pages import render

pages = Blueprint("sms", __name__)

MOST_SHOWN = 200
_ADDRESS = re.compile(r"(https?://[^\s<>]+)")


@pages.get("/developpement/sms")
@public
@personal
def list_messages() -> ResponseReturnValue:
    """List the messages of the folder, the newest first, their links to be followed."""
    files = sorted(_folder().glob("*.json"), reverse=True)[:MOST_SHOWN]
    return render("sms/messages.html", title="SMS", messages=[_read(file) for file in files])


def _folder() -> Path:
    config: Config = current_app.extensions["reperes"]
    if config.is_production or config.sms is not None:
        raise NotThere
    return config.data_dir / "sms"


def _read(file: Path) -> dict[str, Any]:
    """What a file holds; `pieces`: the text, each second piece of which is an address."""
    said: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return {**said, "pieces": _ADDRESS.split(said["text"])}
