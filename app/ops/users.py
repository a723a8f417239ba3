"""`reperes user` and `reperes keys`: accounts, their roles, and the keys that the database is encrypted with."""

from contextlib import suppress

import click
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.accounts.rules import Role
from app.ops.application import in_application, refuse
from app.ops.rotating import rotate

NAMES = [role.value for role in Role]


@click.group("user")
def user() -> None:
    """Comptes : les créer, leur donner un rôle, les fermer et les rouvrir."""


@user.command("create")
@click.argument("email", metavar="ADRESSE")
@click.option("--role", type=click.Choice(NAMES), help="Rôle à donner avec le compte.")
@click.option("--territory", default="", metavar="NUMÉRO", help="Département du rôle ; sans lui, partout.")
@in_application
def create(*, email: str, role: str | None, territory: str) -> None:
    """Crée un compte et montre un lien qui connecte une fois, pendant 24 heures."""
    from flask import current_app

    from app.accounts.mails import SIGN_IN_LINK
    from app.accounts.services import account as accounts
    from app.accounts.services import administration
    from app.config import Config
    from app.core.clock import utc_now
    from app.core.language import FRENCH
    from app.core.unit_of_work import unit_of_work
    from app.extensions import db

    config: Config = current_app.extensions["reperes"]
    within = _departement(territory)
    try:
        address = accounts.normalised(email)
    except accounts.NotAnEmail:
        refuse(f"« {email} » n’est pas une adresse de courriel complète.")
    with unit_of_work(db.session()) as session:
        account = accounts.find_or_create(session, address, FRENCH.code)
        if account.disabled_at:
            refuse(f"Le compte n° {account.id} est fermé : « reperes user enable » le rouvre.")
        if role:
            administration.grant(account, Role(role), within, utc_now())
        token = administration.one_time_link(session, account, utc_now())
        number = account.id
    click.echo(f"{config.base_url}{SIGN_IN_LINK}/{token}")
    click.echo(f"Compte n° {number}. Ce lien connecte une fois, pendant 24 heures : ne le donnez qu’à cette personne.", err=True)


@user.command("role")
@click.argument("email", metavar="ADRESSE")
@click.argument("role", type=click.Choice(NAMES))
@click.option("--territory", default="", metavar="NUMÉRO", help="Département du rôle ; sans lui, partout.")
@click.option("--remove", is_flag=True, help="Retire le rôle.")
@in_application
def change_role(*, email: str, role: str, territory: str, remove: bool) -> None:
    """Donne ou retire un rôle."""
    from app.accounts.services import administration
    from app.core.clock import utc_now
    from app.core.unit_of_work import unit_of_work
    from app.extensions import db

    within = _departement(territory)
    with unit_of_work(db.session()) as session:
        account = _account(session, email)
        if remove:
            has_changed = administration.withdraw(account, Role(role), within)
        else:
            has_changed = administration.grant(account, Role(role), within, utc_now())
    done = ("Le rôle est retiré." if remove else "Le rôle est donné.") if has_changed else "Rien à changer."
    click.echo(done, err=True)


@user.command("disable")
@click.argument("email", metavar="ADRESSE")
@in_application
def disable(*, email: str) -> None:
    """Ferme un compte : plus personne n’y entre, ses appareils sont déconnectés."""
    from app.accounts.services import administration
    from app.core.clock import utc_now
    from app.core.unit_of_work import unit_of_work
    from app.extensions import db

    with unit_of_work(db.session()) as session:
        account = _account(session, email)
        administration.disable(session, account, utc_now())
    click.echo("Le compte est fermé.", err=True)


@user.command("enable")
@click.argument("email", metavar="ADRESSE")
@in_application
def enable(*, email: str) -> None:
    """Rouvre un compte."""
    from app.accounts.services import administration
    from app.core.unit_of_work import unit_of_work
    from app.extensions import db

    with unit_of_work(db.session()) as session:
        account = _account(session, email)
        administration.enable(account)
    click.echo("Le compte est rouvert.", err=True)


@user.command("forget-factor")
@click.argument("email", metavar="ADRESSE")
@in_application
def forget_factor(*, email: str) -> None:
    """Oublie la double vérification d’un compte qui a perdu son téléphone et ses codes : assurez-vous d’abord de qui le demande."""
    from app.accounts.services import second_factor
    from app.core.unit_of_work import unit_of_work
    from app.extensions import db

    with unit_of_work(db.session()) as session:
        second_factor.forget(session, _account(session, email))
    click.echo("La double vérification est à refaire.", err=True)


@user.command("list")
@in_application
def list_accounts() -> None:
    """Montre les comptes par leur numéro et leurs rôles, sans nom ni adresse."""
    from app.accounts.services import administration
    from app.extensions import db

    found = administration.accounts(db.session())
    for account in found:
        roles = ", ".join(f"{grant.role} ({grant.territory or 'partout'})" for grant in account.grants) or "aucun rôle"
        click.echo(f"{account.id}  {roles}{'  fermé' if account.disabled_at else ''}")
    click.echo(f"{len(found)} compte(s).", err=True)


@click.group("keys")
def keys() -> None:
    """Clés de chiffrement de la base."""


@keys.command("new")
@click.argument("name", default="", metavar="[NOM]")
def new_key(*, name: str) -> None:
    """Montre une nouvelle clé, à mettre la première dans REPERES_KEYS ; gardez les anciennes derrière elle."""
    from app.core.clock import today
    from app.core.keys import new_key as make

    called = name or f"k{today():%Y%m%d}"
    if not called.isalnum():
        refuse("Le nom d’une clé est fait de lettres et de chiffres.")
    click.echo(f"{called}:{make()}")


keys.add_command(rotate)


def _account(session: Session, email: str) -> Account:
    """The account of an e-mail, however its letters are typed."""
    from app.accounts.queries import account_of_email
    from app.accounts.services.account import NotAnEmail, normalised

    account = None
    with suppress(NotAnEmail):
        account = account_of_email(session, normalised(email))
    return account or refuse("Aucun compte n’a cette adresse.")


def _departement(territory: str) -> str:
    """The number of a département as accounts write it, or nothing."""
    from app.accounts.forms.organisation import DEPARTEMENT, number_of_departement

    number = number_of_departement(territory)
    if number and not DEPARTEMENT.fullmatch(number):
        refuse(f"« {territory} » n’est pas le numéro d’un département.")
    return number
