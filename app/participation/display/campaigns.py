"""What those who ask see of their campaigns, in words: where each is, and how many answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app.core.language import READABLE, Translator, mark
from app.core.written_days import day_of, day_text
from app.participation import giving_queries, queries
from app.participation.definition import Definition, Said, said
from app.participation.display.given_back import receipt_place, receipt_words
from app.participation.labels import AUDIENCES, CHANNELS, REFRESHES
from app.participation.models import Campaign, CampaignLink, QuestionnaireVersion
from app.participation.queries import is_open
from app.participation.rules import BY_DEVICE, Audience, Channel, Refresh
from app.participation.services.moving import batch_of, is_taking
from app.participation.settings import Context

BASE = "/mes-enquetes"
NEW = f"{BASE}/nouvelle"
DIGEST_SHOWN = 12
"""Signs of a SHA-256 that are enough to compare two papers by eye."""
NO_ANSWER = mark("Aucune réponse pour le moment.")
WITHOUT_SUBJECT = mark("Quelques questions pour vous")
"""What a message says of a sensitive questionnaire: somebody else may read it."""


class Counts(NamedTuple):
    """How many responses results are made of, and how many sent answers wait."""

    taken: int
    waiting: int


class Heading(NamedTuple):
    """What a page about a part of a campaign says of the whole. `is_open`: somebody may begin to answer."""

    href: str
    title: Said
    name: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """A campaign in a list."""

    href: str
    title: Said
    name: str
    wave: str
    state: str
    counted: Sequence[str]
    is_open: bool
    is_example: bool


class Giving(NamedTuple):
    """What is given back of a campaign, and where. `public_results`: where anybody reads them, empty where nobody else does."""

    told: str
    is_shown: bool
    page: str
    words: Sequence[str]
    site: str
    public_results: str


@dataclass(frozen=True, slots=True)
class CampaignPage:
    """A campaign by itself. `facts`: how it was opened; `address`: what is shared; `shared_as`: what a message calls it.

    `draft`: the number of what its questionnaire was built with, None where it was not built here.
    """

    href: str
    title: Said
    name: str
    state: str
    is_open: bool
    is_example: bool
    counted: Sequence[str]
    address: str
    shared_as: str
    facts: Sequence[tuple[str, str]]
    digest: str
    channels: frozenset[str]
    has_devices: bool
    needs_code: bool
    giving: Giving
    draft: int | None


@dataclass(frozen=True, slots=True)
class Shipped:
    """A questionnaire that may be opened."""

    href: str
    title: Said
    summary: Said
    facts: Sequence[str]


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link of a device. `number`: None once it is worth nothing."""

    name: str
    channel: str
    made: str
    number: int | None


def lines(
    found: Sequence[Campaign], says: Mapping[int, Definition], counts: Mapping[int, tuple[int, int]], today: date, t: Translator
) -> list[CampaignLine]:
    """Return the lines of a list. `says`: definitions by number of version."""
    return [
        CampaignLine(
            href=f"{BASE}/{one.id}",
            title=said(says[one.version_id].title, t.language.code),
            name=one.name,
            wave=t.gettext("vague %(number)s", number=one.wave) if one.wave > 1 else "",
            state=state_text(one, today, t),
            counted=counted_text(one, Counts(*counts[one.id]), today, t),
            is_open=is_open(one, today),
            is_example=one.is_example,
        )
        for one in found
    ]


def page(here: Context, found: Campaign, counts: Counts, t: Translator) -> CampaignPage:
    """Return the page of a campaign."""
    version, definition = queries.version(here.session, found.version_id), queries.definition(here.session, found.version_id)
    title, today = said(definition.title, t.language.code), here.today
    return CampaignPage(
        href=f"{BASE}/{found.id}",
        title=title,
        name=found.name,
        state=state_text(found, today, t),
        is_open=is_open(found, today),
        is_example=found.is_example,
        counted=counted_text(found, counts, today, t),
        address=address_of(found, here.settings.base_url),
        shared_as=t.gettext(WITHOUT_SUBJECT) if definition.sensitive else title.words,
        facts=_facts(found, version, t),
        digest=version.sha256[:DIGEST_SHOWN],
        channels=frozenset(found.channels),
        has_devices=bool(BY_DEVICE.intersection(found.channels)),
        needs_code=found.needs_code,
        giving=_giving(here, found, t),
        draft=giving_queries.draft_of(here.session, found),
    )


def heading(found: Campaign, definition: Definition, today: date, t: Translator) -> Heading:
    """Return how the pages of a campaign name it."""
    return Heading(f"{BASE}/{found.id}", said(definition.title, t.language.code), found.name, is_open(found, today))


def address_of(campaign: Campaign, base_url: str) -> str:
    """Return the whole address where people answer."""
    return f"{base_url}/enquetes/{campaign.slug}"


def state_text(campaign: Campaign, today: date, t: Translator) -> str:
    """Return where a campaign is, in words."""
    if campaign.closed_at is not None:
        return t.gettext("Terminée le %(day)s", day=day_of(campaign.closed_at, t))
    if campaign.closes_on is None:
        return t.gettext("Ouverte, sans dernier jour")
    if is_open(campaign, today):
        return t.gettext("Ouverte jusqu’au %(day)s", day=day_text(campaign.closes_on, t))
    return t.gettext("Terminée : le dernier jour était le %(day)s", day=day_text(campaign.closes_on, t))


def counted_text(campaign: Campaign, counts: Counts, today: date, t: Translator) -> list[str]:
    """Return how many answered, told as it is: those that results are made of, those that wait and why."""
    if not any(counts):
        return [t.gettext(NO_ANSWER)]
    taken = t.ngettext("%(num)s réponse comptée.", "%(num)s réponses comptées.", counts.taken)
    told = [taken if counts.taken else t.gettext("Aucune réponse comptée pour le moment.")]
    if counts.waiting:
        told.append(t.ngettext("%(num)s réponse attend.", "%(num)s réponses attendent.", counts.waiting))
        told.append(_why_waiting(campaign, counts.waiting, today, t))
    return told


def shipped_lines(found: Mapping[str, Definition], asks: Mapping[str, int], t: Translator) -> list[Shipped]:
    """Return the questionnaires that may be opened. `asks`: how many questions each asks."""
    return [
        Shipped(
            href=f"{NEW}?modele={code}",
            title=said(one.title, t.language.code),
            summary=said(one.summary or one.intro, t.language.code),
            facts=facts_of(one, asks[code], t),
        )
        for code, one in found.items()
    ]


def facts_of(definition: Definition, asked: int, t: Translator) -> list[str]:
    """Return what a questionnaire asks of people: questions, minutes, languages."""
    facts = [
        t.ngettext("%(num)s question", "%(num)s questions", asked),
        t.ngettext("%(num)s minute environ", "%(num)s minutes environ", definition.minutes),
        languages_text(definition.languages),
    ]
    return [*facts, t.gettext("Sujet sensible : une sortie rapide est sur chaque page")] if definition.sensitive else facts


def languages_text(codes: Sequence[str]) -> str:
    """Return languages by their own names."""
    return ", ".join(READABLE[code].name for code in codes)


def link_lines(found: Sequence[CampaignLink], t: Translator) -> list[LinkLine]:
    """Return the links of devices."""
    return [
        LinkLine(
            name=one.name,
            channel=t.gettext(CHANNELS[Channel(one.channel)]),
            made=t.gettext("Fait le %(day)s", day=day_of(one.created_at, t)),
            number=one.id if one.revoked_at is None else None,
        )
        for one in found
    ]


def _why_waiting(campaign: Campaign, waiting: int, today: date, t: Translator) -> str:
    group = batch_of(campaign)
    if waiting >= group and is_taking(campaign):
        return t.gettext("Elles seront ajoutées dans quelques minutes.")
    if not is_open(campaign, today):
        return t.gettext("À moins de %(group)s, elles restent à part : quelqu’un pourrait être reconnu.", group=group)
    if campaign.refresh == Refresh.AT_END:
        return t.gettext("Elles seront ajoutées à la fin de l’enquête, si elles sont au moins %(group)s.", group=group)
    return t.gettext("Elles seront ajoutées par groupes d’au moins %(group)s, pour que personne ne soit reconnu.", group=group)


def _giving(here: Context, found: Campaign, t: Translator) -> Giving:
    many, is_shown, at = giving_queries.how_many(here.session, found.id), giving_queries.is_given_back(found), f"/enquetes/{found.slug}"
    if is_shown and found.given_back_at is not None:
        told = t.gettext("La page est montrée depuis le %(day)s.", day=day_of(found.given_back_at, t))
    elif many:
        told = t.ngettext(
            "%(num)s constat est écrit : la page n’est pas encore montrée.",
            "%(num)s constats sont écrits : la page n’est pas encore montrée.",
            many,
        )
    else:
        told = t.gettext("Rien n’est encore dit aux personnes qui ont répondu.")
    results = f"{at}/resultats" if giving_queries.shows_results(found) else ""
    return Giving(told, is_shown, f"{at}/suite", receipt_words(found), receipt_place(here.settings.base_url), results)


def _facts(campaign: Campaign, version: QuestionnaireVersion, t: Translator) -> list[tuple[str, str]]:
    audience, channels = Audience(campaign.audience), [Channel(one) for one in campaign.channels]
    return [
        (t.gettext("Ouverte le"), day_of(campaign.opened_at, t)),
        (t.gettext("Langues"), languages_text(campaign.languages)),
        (t.gettext("Façons de répondre"), " · ".join(t.gettext(CHANNELS[one]) for one in channels)),
        (t.gettext("Qui lit les résultats"), t.gettext(AUDIENCES[audience])),
        (t.gettext("Arrivée des textes à relire"), t.gettext(REFRESHES[Refresh(campaign.refresh)])),
        (t.gettext("Rien n’est montré à moins de"), t.ngettext("%(num)s personne", "%(num)s personnes", batch_of(campaign))),
        (t.gettext("Liste publique"), t.gettext("Elle y est") if campaign.is_listed else t.gettext("Elle n’y est pas")),
        (t.gettext("Version du questionnaire"), str(version.number)),
        *([(t.gettext("Mêmes personnes d’une vague à l’autre"), t.gettext("Oui, par un code choisi"))] if campaign.is_followed else []),
    ]
