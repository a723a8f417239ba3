"""What somebody reads before they begin: what is asked, by whom, for how long, and what is kept of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.language import READABLE, Language, Translator, mark
from app.participation.definition import Definition, Said, said
from app.participation.models import Campaign
from app.participation.rules import BY_ANYBODY, BY_SOMEBODY_ELSE, Channel
from app.participation.walking import asks, walk
from app.participation.waves import asks_code

ANONYMOUS = mark("Vos réponses sont anonymes : personne ne peut savoir qui a répondu.")
CONFIDENTIAL = mark("Vos réponses sont confidentielles. La personne qui pose les questions n’en parle à personne.")
FOLLOWED = mark("Vos réponses sont confidentielles. Nous ne demandons pas votre nom.")
CODE_ASKED = mark("Ensuite, nous vous proposons de choisir un code. Il dit que c’est la même personne, la prochaine fois.")
WEEK_KEPT = mark("Nous gardons vos réponses, la semaine, et le moyen de répondre.")
CODE_KEPT = mark("Nous gardons vos réponses, la semaine, le moyen de répondre, et une empreinte de votre code si vous en choisissez un.")
NOT_KEPT = mark("Nous ne gardons ni votre nom, ni votre adresse, ni votre appareil.")
GENERIC = mark("Questions")
"""The title of pages of a sensitive questionnaire: what a history and a tab tell."""


@dataclass(frozen=True, slots=True)
class Row:
    """A questionnaire of the list."""

    href: str
    title: Said
    who: str
    minutes: int


@dataclass(frozen=True, slots=True)
class StartPage:
    """`participation/start.html`. `heading`: the title of the page, generic when `title`, that of the questionnaire, is told apart."""

    heading: Said
    title: Said | None
    intro: Said
    who: str
    minutes: int
    questions: int | None
    """How many, when it is certain."""
    kept: Sequence[str]
    languages: Sequence[Language]
    is_poster: bool
    needs_code: bool


def channel_of(campaign: Campaign, here: Channel, *, is_poster: bool) -> Channel | None:
    """Return by which channel somebody begins on a device; None where the campaign is not asked so.

    An address says whether it was read on a poster; where the campaign takes only one of both ways, it is that one.
    """
    if here not in BY_ANYBODY:
        return here
    said_so = (Channel.POSTER, Channel.LINK) if is_poster else (Channel.LINK, Channel.POSTER)
    return next((channel for channel in said_so if channel in campaign.channels), None)


def start_page(campaign: Campaign, definition: Definition, channel: Channel, code: str, t: Translator) -> StartPage:
    """Return the start page of a campaign, its parts in the language `code`, ours in that of `t`."""
    title = said(definition.title, code)
    generic = Said(t.gettext(GENERIC), t.language.base, t.language.direction)
    return StartPage(
        heading=generic if definition.sensitive else title,
        title=title if definition.sensitive else None,
        intro=said(definition.intro, code),
        who=campaign.name,
        minutes=definition.minutes,
        questions=None if walk(definition, {}).total is None else len(asks(definition.questions)),
        kept=[t.gettext(sentence) for sentence in _promises(campaign, channel)],
        languages=[READABLE[one] for one in campaign.languages],
        is_poster=channel is Channel.POSTER,
        needs_code=campaign.needs_code,
    )


def _promises(campaign: Campaign, channel: Channel) -> Sequence[str]:
    """What is said of answers before anything is asked; of who may be found again by a code, never « anonyme »."""
    if asks_code(campaign, channel):
        return FOLLOWED, CODE_ASKED, CODE_KEPT, NOT_KEPT
    if channel in BY_SOMEBODY_ELSE:
        return CONFIDENTIAL, WEEK_KEPT, NOT_KEPT
    return FOLLOWED if campaign.is_followed else ANONYMOUS, WEEK_KEPT, NOT_KEPT


def listed_rows(found: Sequence[tuple[Campaign, Definition]], language: Language) -> Sequence[Row]:
    """Return the list of campaigns, each title in the language of the reader where the campaign is open in it."""
    return [_row(campaign, definition, language) for campaign, definition in found]


def _row(campaign: Campaign, definition: Definition, language: Language) -> Row:
    code = next((one for one in (language.code, language.base) if one in campaign.languages), "fr")
    return Row(f"/enquetes/{campaign.slug}", said(definition.title, code), campaign.name, definition.minutes)
