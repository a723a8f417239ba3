"""Devices that a secret link opened, and questionnaires with something sensitive."""

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.core.audit import Doer
from app.core.unit_of_work import unit_of_work
from app.participation.rules import Channel
from app.participation.services import campaigns
from tests.participation.answering.answering_pages import Somebody
from tests.participation.making import choices, question, text

GUIDED = text("Attendez la réponse (exemple).")
PEERS = {
    "code": "pairs",
    "title": text("Pairs (exemple)"),
    "intro": text("Quelques questions (exemple)."),
    "thanks": text("Merci (exemple)."),
    "languages": ["fr", "ar"],
    "questions": [
        question("accord", "consent", guidance=GUIDED),
        question("peur", "one", choices=choices("souvent", "jamais"), guidance=text("Ne regardez pas (exemple)."), sensitive=True),
        question("raison", "short_text", sensitive=True),
        question("dire", "long_text"),
    ],
}
"""Four questions, of which the two in the middle are sensitive."""


class Device(Somebody):
    """A device, and the link that may open it."""

    def __init__(self, client: FlaskClient, session: Any, maker: Any, campaign: Any, channel: Channel) -> None:
        super().__init__(client, campaign)
        self._session, self._maker = session, maker
        with unit_of_work(session):
            self.link, self.token = campaigns.make_link(maker.context(), campaign, channel, "", Doer("organisation"))

    def open(self) -> "Device":
        assert self.leads(self.press(f"appareil/{self.token}")) == ""
        return self

    def revoke(self) -> None:
        with unit_of_work(self._session):
            campaigns.revoke_link(self._maker.context(), self._session.merge(self.link), Doer("organisation"))

    def reset(self) -> TestResponse:
        """Have a kiosk begin anew. Not inspected: it has the device forget on GET, which the quick exit alone does too."""
        return FlaskClient.open(self.client, self.path("nouvelle"))

    def cookie(self, name: str = "enquete") -> Any:
        return self.client.get_cookie(name, path=self.at)

    def refresh(self, end: str = "") -> tuple[int, str]:
        """After how many seconds a page leads elsewhere by itself, and where within the campaign; 0 and nothing when it stays."""
        answer = self.client.get(self.address(end))
        assert answer.status_code in (200, 404), (end, answer.status_code)
        if "Refresh" not in answer.headers:
            return 0, ""
        seconds, where = answer.headers["Refresh"].split("; url=")
        assert where.startswith(f"{self.at}/")
        return int(seconds), where.removeprefix(f"{self.at}/")
