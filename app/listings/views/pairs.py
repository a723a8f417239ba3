"""Structures that may be one: merged, told apart, parted again."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.errors import NotThere
from app.core.numbers import LARGEST
from app.core.unit_of_work import again
from app.directory.models import DuplicatePair, Structure
from app.extensions import db
from app.listings.display.pairs import REFUSED, merged, refusal, shown
from app.listings.moderation_queries import Waiting
from app.listings.queries import departement_of
from app.listings.services import moderating
from app.listings.views import pages
from app.listings.views.moderation import NEXT, codes, next_after
from app.listings.views.sending import here
from app.web.access import requires
from app.web.language import current_translator
from app.web.notices import say
from app.web.once import act_once, sent_once
from app.web.pages import whole_page

LIST = "/moderation/doublons"
APART = "deux"
"""Neither is kept rather than the other: they are two."""


@dataclass(frozen=True, slots=True)
class LoadedPair:
    """A pair as permissions see it: of the département of one of its structures that who asks moderates, when one is."""

    pair: DuplicatePair
    departement: str


def load_pair(number: int) -> LoadedPair:
    """Return a pair; raise NotThere. Over two départements, the moderators of both may decide."""
    pair = db.session.get(DuplicatePair, number) if number < LARGEST else None
    if pair is None:
        raise NotThere
    both = [departement_of(db.session.get_one(Structure, one)) for one in (pair.first_id, pair.second_id)]
    own = codes() or frozenset()
    return LoadedPair(pair, next((code for code in both if code in own), both[0]))


@pages.get(LIST)
@requires("queue:read")
def list_merged() -> ResponseReturnValue:
    """Show what was merged, and may be parted again."""
    page = max(1, request.args.get("page", 1, type=int))
    found, has_more = merged(db.session(), codes(), current_translator(), page=min(page, LARGEST // 100))
    return whole_page(
        "listings/moderation/merged.html",
        merged=found,
        page=page,
        previous_href=here(f"{LIST}?page={page - 1}") if page > 1 else "",
        next_href=here(f"{LIST}?page={page + 1}") if has_more else "",
    )


@pages.get(f"{LIST}/<int:number>")
@requires("duplicate:decide", load_pair)
def read_pair(loaded: LoadedPair) -> ResponseReturnValue:
    """Show the two structures side by side."""
    return _page(loaded.pair.id)


@pages.post(f"{LIST}/<int:number>")
@requires("duplicate:decide", load_pair)
@sent_once
def decide_pair(loaded: LoadedPair) -> ResponseReturnValue:
    """Keep one of the two, or say that they are two; go on with what comes next."""
    number, keep = loaded.pair.id, request.form.get("garder", "")
    if keep == APART:
        return _decided(number, NEXT, partial(moderating.dismiss, number=number), "apart")
    if keep not in (str(loaded.pair.first_id), str(loaded.pair.second_id)):
        raise NotThere
    return _decided(number, NEXT, partial(moderating.merge, number=number, keep=int(keep)), "merged")


@pages.post(f"{LIST}/<int:number>/defaire")
@requires("duplicate:decide", load_pair)
@sent_once
def part_again(loaded: LoadedPair) -> ResponseReturnValue:
    """Take a merge back: what was changed since stays."""
    number = loaded.pair.id
    return _decided(number, f"{LIST}/{number}", partial(moderating.unmerge, number=number), "parted")


def _decided(number: int, led_to: str, work: Callable[[Session], None], what: str) -> ResponseReturnValue:
    t = current_translator()

    def decide(session: Session) -> None:
        act_once(session, led_to)
        work(session)

    try:
        again(db.session(), decide)
    except moderating.AlreadyDecided:
        return _page(number, t.gettext("Quelqu’un a décidé avant vous. Voici où en est cette paire."))
    except REFUSED as error:
        return _page(number, refusal(error, t))
    say(
        {
            "merged": t.gettext("Les deux fiches sont réunies. « Fiches réunies » permet de le défaire."),
            "apart": t.gettext("Les deux fiches restent séparées."),
            "parted": t.gettext("La réunion est défaite. Ce qui a changé depuis a été gardé."),
        }[what]
    )
    return redirect(here(led_to), 303)


def _page(number: int, refused: str = "") -> ResponseReturnValue:
    session: Session = db.session()
    session.expire_all()
    pair = shown(session, session.get_one(DuplicatePair, number), current_translator())
    next_path = next_after(Waiting.PAIR, number)
    return whole_page("listings/moderation/pair.html", 409 if refused else 200, pair=pair, refused=refused, next_path=next_path)
