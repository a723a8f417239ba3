"""`reperes survey`: the questionnaires that come with Repères, checking one that is being written, opening a campaign."""

import re
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from sqlalchemy.orm import Session

from app.core.language import FRENCH, READABLE
from app.ops.application import in_application, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.accounts.models import Organisation
    from app.participation.checking import Problem
    from app.participation.definition import Definition
    from app.participation.settings import Context

ADDRESS = "/enquetes"
LONGEST_NAME = 120
LARGEST_FILE = 5_000_000
"""Bytes."""
MOST_ROWS = 2**31 - 1
"""A number of a row goes no further in every database."""


@click.group("survey")
def survey() -> None:
    """Questionnaires : voir les modèles, en vérifier un, ouvrir une enquête."""


@survey.command("templates")
def templates() -> None:
    """Montre les modèles fournis : leur code et leur titre."""
    from app.participation.shipped import shipped

    found = shipped()
    for code, definition in found.items():
        click.echo(f"{code}  {definition.title[FRENCH.code]}")
    click.echo(f"{len(found)} modèle(s).", err=True)


@survey.command("check")
@click.argument("file", metavar="FICHIER", type=click.Path(path_type=Path))
def check(*, file: Path) -> None:
    """Vérifie un questionnaire écrit en JSON, sans rien enregistrer : dit ce qui empêche de le publier, et où."""
    from app.participation.checking import problems, remarks

    definition = _read(file)
    found = problems(definition)
    _tell(definition, found)
    if found:
        click.echo(f"{len(found)} chose(s) à corriger.", err=True)
        sys.exit(1)
    odd = remarks(definition)
    _tell(definition, odd)
    click.echo(f"Ce questionnaire peut être publié.{' Ce qui précède est seulement à relire.' if odd else ''}", err=True)


@survey.command("open")
@click.argument("template", metavar="MODÈLE")
@click.option(
    "--organisation", "asking", required=True, metavar="NOM", help="Organisation qui pose les questions : son numéro ou son nom exact."
)
@click.option("--name", required=True, metavar="NOM", help="Qui demande, ou où : dit aux personnes qui répondent.")
@click.option("--until", metavar="AAAA-MM-JJ", help="Dernier jour pour commencer à répondre ; sans lui, pas de fin prévue.")
@click.option("--language", "languages", multiple=True, metavar="CODE", help="Langue proposée avec le français ; sans elle, toutes.")
@click.option("--public", is_flag=True, help="Les résultats pourront être montrés à tout le monde, et non à l’équipe seulement.")
@click.option("--listed", is_flag=True, help="L’enquête figure sur la page des enquêtes ouvertes.")
@click.option("--codes", is_flag=True, help="Chaque réponse demande un code d’accès.")
@in_application
def open_survey(
    *, template: str, asking: str, name: str, until: str | None, languages: tuple[str, ...], public: bool, listed: bool, codes: bool
) -> None:
    """Ouvre une enquête à partir d’un modèle et montre son adresse."""
    from flask import current_app

    from app.core.audit import Doer
    from app.core.clock import utc_now
    from app.core.unit_of_work import unit_of_work
    from app.extensions import db
    from app.participation.rules import SMALLEST, Audience
    from app.participation.services.campaigns import Plan, open_campaign
    from app.participation.services.publishing import NotSound
    from app.participation.settings import Context, settings_of

    definition = _template(template)
    audience = Audience.PUBLIC if public else Audience.TEAM
    settings = settings_of(current_app.extensions["reperes"])
    try:
        with unit_of_work(db.session()) as session:
            context = Context(session, settings, utc_now())
            plan = Plan(
                name=_name(name), languages=_languages(definition, languages), closes_on=_day(until, context), needs_code=codes,
                is_listed=listed, audience=audience, k=SMALLEST[audience],
            )  # fmt: skip
            campaign = open_campaign(context, _organisation(session, asking).id, definition, plan, Doer("commande"))
            number, slug, is_listed = campaign.id, campaign.slug, campaign.is_listed
    except NotSound as error:
        _tell(definition, error.problems)
        refuse("Ce modèle est à corriger avant d’être proposé.")
    click.echo(f"{settings.base_url}{ADDRESS}/{slug}")
    click.echo(f"Enquête n° {number}.", err=True)
    if listed and not is_listed:
        click.echo("Ce questionnaire est sensible : il ne figure pas sur la page des enquêtes ouvertes.", err=True)


def _read(file: Path) -> "Definition":
    """The questionnaire of a file."""
    from app.participation.definition import BadDefinition, parse

    try:
        if file.stat().st_size > LARGEST_FILE:
            refuse(f"« {file.name} » est trop lourd : {LARGEST_FILE // 1_000_000} Mo au plus.")
        return parse(file.read_text(encoding="utf-8-sig"))
    except OSError:
        refuse(f"« {file.name} » ne peut pas être lu.")
    except UnicodeDecodeError:
        refuse(f"« {file.name} » n’est pas du texte en UTF-8.")
    except BadDefinition as error:
        refuse(f"« {file.name} » n’est pas un questionnaire ({error}).")
    except (RecursionError, ValueError):
        refuse(f"« {file.name} » n’est pas un questionnaire.")


def _tell(definition: "Definition", found: "Iterable[Problem]") -> None:
    """Show what was found, one to a line, each with its place."""
    from app.web.translations import translator

    places = {question.key: place for place, question in enumerate(definition.questions, 1)}
    for problem in found:
        where = f"Question {places[problem.key]} ({problem.key})" if problem.key in places else "Questionnaire"
        click.echo(f"{where} : {problem.said(translator('fr'))}")


def _template(code: str) -> "Definition":
    """A questionnaire that comes with Repères."""
    from app.participation.shipped import shipped

    found = shipped().get(code)
    return found or refuse(f"Aucun modèle n’a le code « {code} » : « reperes survey templates » les montre.")


def _organisation(session: Session, said: str) -> "Organisation":
    """The verified organisation of a number or a name."""
    from sqlalchemy import select

    from app.accounts.models import Organisation

    is_number = said.isascii() and said.isdecimal() and len(said) <= len(str(MOST_ROWS)) and int(said) <= MOST_ROWS
    wanted = Organisation.id == int(said) if is_number else Organisation.name == said.strip().replace("\0", "")
    found = session.scalars(select(Organisation).where(wanted)).all()
    if not found:
        refuse(f"Aucune organisation ne s’appelle « {said} » ni n’a ce numéro.")
    if len(found) > 1:
        refuse(f"Plusieurs organisations s’appellent « {said} » : donnez son numéro, parmi {', '.join(str(one.id) for one in found)}.")
    if found[0].verified_at is None or found[0].refused_at is not None:
        refuse(f"L’organisation « {said} » n’a pas été vérifiée : elle ne peut pas encore ouvrir d’enquête.")
    return found[0]


def _name(said: str) -> str:
    """What is told of who asks."""
    name = " ".join(said.split())
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        refuse(f"Le nom (--name) compte de 1 à {LONGEST_NAME} signes.")
    return name


def _day(said: str | None, context: "Context") -> date | None:
    """The last day of a campaign."""
    if said is None:
        return None
    day = None
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", said):
        with suppress(ValueError):
            day = date.fromisoformat(said)
    if day is None:
        refuse(f"« {said} » n’est pas un jour : écrivez-le comme 2027-03-31.")
    if day < context.today:
        refuse(f"Le {said} est déjà passé : choisissez un autre jour (--until).")
    return day


def _languages(definition: "Definition", wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The languages of a campaign, in the order of the questionnaire: French always."""
    if odd := [code for code in wanted if code not in definition.languages]:
        there = ", ".join(f"{code} ({READABLE[code].name})" for code in definition.languages)
        refuse(f"Ce modèle n’existe pas dans la langue « {odd[0]} » : choisissez parmi {there}.")
    return tuple(code for code in definition.languages if not wanted or code in (*wanted, FRENCH.code))
