"""Addresses are promises: printed on cards, kept in bookmarks. None vanishes without a redirect in its place.

routes.txt lists them all. A new one enters by `UPDATE_ROUTES=1 pytest tests/house/test_routes.py`, which never takes one out:
an address that goes must still be answered, by a redirect that keeps its line here.
"""

import os
from pathlib import Path

from flask import Flask

LIST = Path(__file__).with_name("routes.txt")


def served(app: Flask) -> set[str]:
    """Return « METHOD address » for each that is answered; HEAD and OPTIONS come with GET."""
    return {f"{method} {rule.rule}" for rule in app.url_map.iter_rules() for method in rule.methods - {"HEAD", "OPTIONS"}}


def promised() -> set[str]:
    return set(LIST.read_text(encoding="utf-8").splitlines()) if LIST.exists() else set()


def test_no_address_has_vanished(house: Flask) -> None:
    assert promised() - served(house) == set()


def test_every_address_is_in_the_list(house: Flask) -> None:
    if os.environ.get("UPDATE_ROUTES"):
        LIST.write_text("\n".join(sorted(promised() | served(house), key=lambda line: line.partition(" ")[::-1])) + "\n", encoding="utf-8")
    assert served(house) - promised() == set()
