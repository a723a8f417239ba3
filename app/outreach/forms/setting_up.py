"""Sectors and teams, as coordinators write them: parts and organisations by their name, resolved, each mistake told line by line."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from wtforms import SelectField, StringField, TelField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, StopValidation

from app.accounts.models import Organisation
from app.core.language import Translator, mark
from app.core.numbers import row_number
from app.directory.display.phones import phone
from app.outreach.forms.deciding import number
from app.outreach.models import OutreachSector, OutreachTeam
from app.outreach.sector_areas import Area, Problem, Trouble, area_text, read_areas
from app.outreach.services.setting_up import SectorWish, TeamWish
from app.outreach.setting_up_queries import named
from app.web.fields import one_line, stripped
from app.web.forms import TOO_LONG, Form
from app.web.language import current_translator

LONGEST_NAME, LONGEST_PHONE, LONGEST_AREAS = 120, 40, 5000
MOST_AREAS, MOST_RANKS, MOST_SAID = 400, 9, 5
WRITE_NAME = mark("Donnez un nom.")
WRITE_AREAS = mark("Écrivez au moins une commune, une intercommunalité, ou « tout le département ».")
TOO_MANY_AREAS = mark("C’est trop de lignes : écrivez plutôt des intercommunalités, ou « tout le département ».")
WRITE_ORGANISATION = mark("Écrivez le nom ou le numéro de l’organisation.")
NO_ORGANISATION = mark("Aucune organisation vérifiée du département ne porte ce nom ou ce numéro.")
CHOOSE = mark("Choisissez")
WHICH_DEPARTEMENT = mark("Choisissez le département.")
NOT_A_PHONE = mark("Écrivez un numéro de téléphone, par exemple 04 00 00 00 00.")
TROUBLES: Mapping[Trouble, str] = {
    Trouble.UNKNOWN: mark("« %(line)s » : ce lieu n’est pas connu."),
    Trouble.SEVERAL: mark("« %(line)s » : plusieurs lieux portent ce nom."),
    Trouble.OUTSIDE: mark("« %(line)s » n’est pas dans le département."),
}
NOT_THERE = (0, mark("N’y va pas"))
_NUMBER = re.compile(r"n° ?(\d+)")


class SettingUpForm(Form):
    """A name, a département where there is a choice, an organisation that is verified there."""

    name = StringField(mark("Nom"), filters=[one_line], validators=[DataRequired(WRITE_NAME), Length(max=LONGEST_NAME, message=TOO_LONG)])
    departement = SelectField(mark("Département"), validate_choice=False)
    organisation = StringField(
        mark("Organisation"), filters=[one_line], validators=[DataRequired(WRITE_ORGANISATION), Length(max=200, message=TOO_LONG)]
    )

    def __init__(self, departements: Mapping[str, str], organisations: Sequence[Organisation], **said: Any) -> None:
        """Offer these départements, and these organisations."""
        super().__init__(data=said)
        self.organisations = organisations
        self._only = next(iter(departements)) if len(departements) == 1 else ""
        if self._only:
            del self.departement
        else:
            named = (SelectChoice(code, f"{name} ({code})") for code, name in departements.items())
            self.departement.choices = [SelectChoice("", CHOOSE), *named]

    @property
    def where(self) -> str:
        """The département."""
        return self._only or str(self.departement.data or "")

    def validate_departement(self, field: Any) -> None:
        """One of those offered."""
        if not field.data or field.data not in {choice.value for choice in field.choices}:
            raise StopValidation(WHICH_DEPARTEMENT)

    def validate_organisation(self, _field: Any) -> None:
        """One that is verified in the département, beyond doubt."""
        found = self._chosen()
        if len(found) > 1:
            listed = ", ".join(organisation_text(one) for one in found[:MOST_SAID])
            raise StopValidation(
                current_translator().gettext("Plusieurs organisations portent ce nom. Écrivez l’une de : %(names)s.", names=listed)
            )
        if not found:
            raise StopValidation(NO_ORGANISATION)

    def _chosen(self) -> list[Organisation]:
        here = [one for one in self.organisations if one.departement == self.where]
        words = self.organisation.data or ""
        marked = _NUMBER.search(words)
        chosen = row_number(marked[1] if marked else words)
        return [one for one in here if one.id == chosen] if chosen is not None else named(here, words)

    @property
    def chosen(self) -> int:
        """The organisation, once the form is valid."""
        return self._chosen()[0].id


class SectorForm(SettingUpForm):
    """A sector: what it is made of."""

    areas = TextAreaField(
        mark("Ce qui en fait partie, une ligne chacun"),
        filters=[stripped],
        validators=[DataRequired(WRITE_AREAS), Length(max=LONGEST_AREAS, message=TOO_LONG)],
    )

    def validate_areas(self, field: Any) -> None:
        """Each line is a part of the département."""
        lines = _lines(field.data)
        if len(lines) > MOST_AREAS:
            raise StopValidation(TOO_MANY_AREAS)
        _, problems = read_areas(lines, self.where)
        if problems:
            raise StopValidation(" ".join(_told(one, current_translator()) for one in problems[:MOST_SAID]))

    @property
    def wish(self) -> SectorWish:
        """The sector, once the form is valid."""
        areas: Sequence[Area] = read_areas(_lines(self.areas.data), self.where)[0]
        return SectorWish(self.name.data, self.where, areas, self.chosen)


class TeamForm(SettingUpForm):
    """A team: how its coordination calls it; in which sectors it goes is asked by `team_form`."""

    telephone = TelField(mark("Téléphone"), filters=[one_line], validators=[Length(max=LONGEST_PHONE, message=TOO_LONG)])

    def validate_telephone(self, field: Any) -> None:
        """A number that a phone can dial, where there is one."""
        if field.data and phone(field.data) is None:
            raise StopValidation(NOT_A_PHONE)

    @property
    def rank_fields(self) -> list[Any]:
        """The fields that ask for a rank, one a sector."""
        return [field for field in self if field.name.startswith("rang_")]

    @property
    def wish(self) -> TeamWish:
        """The team, once the form is valid; of a sector that the page did not show, nothing is said."""
        ranks = {int(field.name.removeprefix("rang_")): int(field.data) for field in self.rank_fields if field.data is not None}
        return TeamWish(self.name.data, self.where, self.chosen, self.telephone.data, ranks)


def team_form(
    departements: Mapping[str, str], organisations: Sequence[Organisation], sectors: Collection[OutreachSector], **said: Any
) -> TeamForm:
    """Return the form of a team, which asks in which of these sectors it goes, and after whom."""
    ranks = {f"rang_{one.id}": SelectField(one.name, coerce=_rank, choices=_ranks(), validate_choice=False) for one in sectors}
    return type("TeamForm", (TeamForm,), ranks)(departements, organisations, **said)  # type: ignore[no-any-return]


def said_of_sector(sector: OutreachSector) -> dict[str, Any]:
    """Return what a sector is, as its form shows it."""
    organisation = organisation_text(sector.organisation) if sector.organisation is not None else ""
    return {"name": sector.name, "organisation": organisation, "areas": "\n".join(area_text(one.kind, one.code) for one in sector.areas)}


def said_of_team(team: OutreachTeam) -> dict[str, Any]:
    """Return what a team is, as its form shows it."""
    organisation = organisation_text(team.organisation) if team.organisation is not None else ""
    ranks = {f"rang_{one.sector_id}": one.rank for one in team.sectors}
    return {"name": team.name, "organisation": organisation, "telephone": team.telephone, **ranks}


def organisation_text(organisation: Organisation) -> str:
    """Return an organisation so that its form finds it again: « Association (n° 12) »."""
    return f"{organisation.name} (n° {organisation.id})"


def _ranks() -> list[SelectChoice]:
    return [SelectChoice(*NOT_THERE), *(SelectChoice(rank, str(rank)) for rank in range(1, MOST_RANKS + 1))]


def _rank(text: Any) -> int:
    """A rank; what is none is not to go there."""
    rank = number(text)
    return rank if rank <= MOST_RANKS else 0


def _lines(text: str | None) -> list[str]:
    return [line for raw in (text or "").splitlines() if (line := one_line(raw))]


def _told(problem: Problem, t: Translator) -> str:
    told = t.gettext(TROUBLES[problem.trouble], line=problem.line[:LONGEST_NAME])
    if not problem.choices:
        return told
    meant = t.gettext("Peut-être : %(names)s.", names=", ".join(problem.choices))
    return f"{told} {meant}"
