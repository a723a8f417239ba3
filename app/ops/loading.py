"""The data of the first start."""

import sys

import click

from app.core.unit_of_work import unit_of_work
from app.directory.loading.town_halls import load_town_halls, town_halls
from app.directory.queries import counts
from app.directory.services import is_index_stale, refresh_index
from app.extensions import db

SOME = 2000
"""Services whose entries are made in one transaction."""


def load_real_data() -> int:
    """Add the town halls that are missing, showing progress; return how many were added."""
    total = sum(1 for _ in town_halls())
    with (
        unit_of_work(db.session()) as session,
        click.progressbar(length=total, label="Chargement des mairies", file=sys.stderr) as bar,
    ):
        return load_town_halls(session, progress=bar.update)


def refresh_stale_index() -> None:
    """Make the index of the search again, showing progress, when this release makes it otherwise."""
    if is_index_stale(db.session()):
        refresh_whole_index()


def refresh_whole_index() -> None:
    """Make the index of the search again, some services at a time: searches go on meanwhile."""
    total = counts(db.session())[1]
    with click.progressbar(length=total, label="Mise à jour de la recherche", file=sys.stderr) as bar:
        following = 1
        while following:
            with unit_of_work(db.session()) as session:
                following = refresh_index(session, following, SOME)
            bar.update(SOME)
