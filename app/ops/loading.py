"""The data of the first start."""

import sys

import click

from app.core.unit_of_work import unit_of_work
from app.directory.loading.town_halls import load_town_halls, town_halls
from app.extensions import db


def load_real_data() -> int:
    """Add the town halls that are missing, showing progress; return how many were added."""
    total = sum(1 for _ in town_halls())
    with (
        unit_of_work(db.session()) as session,
        click.progressbar(length=total, label="Chargement des mairies", file=sys.stderr) as bar,
    ):
        return load_town_halls(session, progress=bar.update)
