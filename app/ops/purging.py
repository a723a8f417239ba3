"""`reperes purge`: what the worker purges each day, now; or what it would."""

import click

from app.ops.application import in_application, refuse


@click.command("purge")
@click.option("--dry-run", is_flag=True, help="Compte sans rien effacer.")
@in_application
def purge(*, dry_run: bool) -> None:
    """Efface ce dont la durée est passée, et montre chaque règle : son nom, ce qui était à effacer, ce qui l’a été."""
    from flask import current_app

    from app.config import Config
    from app.core.audit import Doer, record
    from app.core.clock import utc_now
    from app.core.unit_of_work import unit_of_work
    from app.extensions import db
    from app.retention import merged
    from app.retention import purge as apply

    config: Config = current_app.extensions["reperes"]
    now = utc_now()
    with unit_of_work(db.session()) as session:
        due = {rule.name: rule.count(session, now) for rule in merged(config)}
    done = {} if dry_run else {one.rule: one for one in apply(db.session(), config, now)}
    click.echo(f"{'règle':<18}{'à effacer':>10}" + ("" if dry_run else f"{'effacé':>10}"), err=True)
    for name, count in due.items():
        click.echo(f"{name:<18}{count:>10}" + ("" if dry_run else f"{done[name].trouble or done[name].purged:>10}"))
    if dry_run:
        click.echo("Rien n’a été effacé.", err=True)
        return
    with unit_of_work(db.session()) as session:
        record(session, "purge:asked", Doer("commande"), detail=str(sum(one.purged for one in done.values())))
    if troubled := [name for name, one in done.items() if one.trouble]:
        refuse(f"Des règles n’ont pas pu être appliquées : {', '.join(troubled)}. La prochaine purge les reprendra.")
