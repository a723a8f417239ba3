"""`reperes keys rotate`: everything sealed again with the first key, while the site works; again as often as one wants."""

import sys
from typing import TYPE_CHECKING

import click

from app.ops.application import in_application, refuse

if TYPE_CHECKING:
    from app.core.keys import Keyring
    from app.core.resealing import Report


@click.command("rotate")
@in_application
def rotate() -> None:
    """Chiffre de nouveau, avec la première clé de REPERES_KEYS, ce qu’une autre a chiffré. Le site peut marcher pendant ce temps."""
    from flask import current_app

    from app.config import Config

    config: Config = current_app.extensions["reperes"]
    walk(config.keyring)
    left = walk(config.keyring, "Vérification")
    _tell(left, next(iter(config.keyring.keys)))


def walk(keyring: "Keyring", label: str = "Chiffrement") -> "Report":
    """Look at every sealed value once, sealing again what must be, showing progress; return what was found."""
    from app.core.audit import Doer, record
    from app.core.resealing import Report, count_sealed, reseal, sealed_columns
    from app.core.unit_of_work import unit_of_work
    from app.extensions import db

    report = Report()
    session = db.session()
    columns = sealed_columns()
    total = sum(count_sealed(session, column) for column in columns)
    with click.progressbar(length=total, label=label, file=sys.stderr) as bar:
        for column in columns:
            last, is_over = None, False
            while not is_over:
                with unit_of_work(session):
                    last, seen = reseal(session, column, keyring, last, report)
                is_over = last is None
                bar.update(seen)
    if report.resealed:
        with unit_of_work(session):
            record(session, "keys:rotated", Doer("commande"), detail=f"{next(iter(keyring.keys))[:40]} {report.resealed}")
    return report


def _tell(report: "Report", first: str) -> None:
    """Say how many values each key seals; refuse to call it done when something is unreadable or sealed by another key."""
    for name, count in sorted(report.by_key.items()):
        click.echo(f"{name}  {count}")
    if report.unreadable:
        where = ", ".join(f"{place} ({count})" for place, count in sorted(report.unreadable.items()))
        refuse(f"Des valeurs ne peuvent pas être lues avec ces clés : {where}. Remettez leur clé dans REPERES_KEYS, puis recommencez.")
    if others := sum(report.by_key.values()) - report.by_key[first]:
        refuse(f"{others} valeur(s) viennent d’être écrites avec une autre clé : redémarrez le site avec ces clés, puis recommencez.")
    click.echo(f"Tout est chiffré avec la clé « {first} ». Les autres peuvent quitter REPERES_KEYS.", err=True)
