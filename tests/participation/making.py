"""Campaigns and answers for tests; every organisation and text is fictional."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Organisation
from app.core.audit import Doer
from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.participation.definition import Definition, read
from app.participation.models import Campaign, Response, Verbatim
from app.participation.record import Record, Words
from app.participation.rules import LAST_WORDS, Channel
from app.participation.services import campaigns, moving, sending
from app.participation.services.campaigns import Plan
from app.participation.settings import Context, settings_of

ASKING = "Accueil de jour de l’Exemple"
WEEK = "2026-W47"
WRITTEN = "on m’a dit de revenir lundi (exemple)"
"""A text that somebody wrote: looked for wherever it must not be."""
ALL_LANGUAGES = ("fr", "fr-simple", "en", "ar")


def text(words: str) -> dict[str, str]:
    """The same words in every language, each marked by its code, so that one sees which is shown."""
    return {code: words if code == "fr" else f"{words} [{code}]" for code in ALL_LANGUAGES}


def choices(*codes: str, exclusive: str = "") -> list[dict[str, Any]]:
    return [{"code": code, "label": text(code.capitalize()), **({"exclusive": True} if code == exclusive else {})} for code in codes]


def question(key: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "type": kind, "label": text(f"Question {key} ?"), **more}


SMALL = {
    "code": "essai",
    "title": text("Essai (exemple)"),
    "intro": text("Quelques questions (exemple)."),
    "thanks": text("Merci (exemple)."),
    "languages": list(ALL_LANGUAGES),
    "questions": [
        question("visite", "one", choices=choices("oui", "non"), why=text("Pour savoir (exemple).")),
        question("moment", "one", choices=choices("matin", "soir"), show_if="visite = 'oui'"),
        question("dire", "long_text", hint=text("Quelques mots.")),
    ],
}
"""Three questions, the second one asked of some, the last one open."""


class Maker:
    """Makes campaigns and answers; everything is committed."""

    by = Doer("organisation")

    def __init__(self, app, session: Session) -> None:
        session.expire_on_commit = False
        self._session = session
        self.settings = settings_of(app.extensions["reperes"])

    def context(self, now: datetime | None = None) -> Context:
        return Context(self._session, self.settings, now or utc_now())

    def organisation(self, name: str = ASKING) -> Organisation:
        """Return an organisation by its name; made, verified, when there is none."""
        with unit_of_work(self._session):
            found = self._session.scalar(select(Organisation).where(Organisation.name == name))
            if found is None:
                found = Organisation(name=name, departement="07", created_at=utc_now(), verified_at=utc_now())
                self._session.add(found)
        return found

    def campaign(
        self, definition: Definition | Mapping[str, Any] = SMALL, *, organisation: str = ASKING, at: datetime | None = None, **plan: Any
    ) -> Campaign:
        """Open a campaign. `plan`: fields of `Plan`."""
        said = definition if isinstance(definition, Definition) else read(definition)
        who = self.organisation(organisation)
        with unit_of_work(self._session):
            planned = Plan(**{"name": ASKING, "languages": said.languages, **plan})
            return campaigns.open_campaign(self.context(at), who.id, said, planned, self.by)

    def send(
        self, campaign: Campaign, answers: Mapping[str, Any], *, channel: Channel = Channel.LINK, texts: Sequence[Words] = (),
        nonce: str | None = None, code: str = "", draft: str = "", week: str = WEEK,
    ) -> None:  # fmt: skip
        """Send the answers of somebody, as they are."""
        from app.core.tokens import new_token

        record = Record(campaign.version_id, channel, week, dict(answers), tuple(texts))
        with unit_of_work(self._session):
            sending.send(self.context(), campaign, record, sending.Proof(nonce or new_token(), code, draft))

    def fill(
        self, campaign: Campaign, rows: Sequence[Mapping[str, Any]], *, channel: Channel = Channel.LINK, is_last: bool = False
    ) -> None:
        """Send the answers of several people, and move them (there must be enough of them); `is_last`: end the campaign."""
        for row in rows:
            self.send(campaign, row, channel=channel)
        self.move(campaign)
        if is_last:
            self.end(campaign)

    def end(self, campaign: Campaign) -> None:
        """End a campaign some hours ago, and show its results."""
        past = self.context(utc_now() - 2 * LAST_WORDS)
        with unit_of_work(self._session):
            campaigns.close_campaign(past, self._session.get_one(Campaign, campaign.id), self.by)
        with unit_of_work(self._session):
            moving.move(self._session, campaign.id)
        with unit_of_work(self._session):
            assert moving.show(self._session, campaign.id, utc_now())

    def move(self, campaign: Campaign) -> int:
        with unit_of_work(self._session):
            return moving.move(self._session, campaign.id)

    def responses(self, campaign: Campaign) -> Sequence[Response]:
        return self._session.scalars(select(Response).where(Response.campaign_id == campaign.id)).all()

    def verbatims(self, campaign: Campaign) -> Sequence[Verbatim]:
        return self._session.scalars(select(Verbatim).where(Verbatim.campaign_id == campaign.id)).all()
