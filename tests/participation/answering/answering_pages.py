"""Going through a questionnaire as somebody does who has no script: pages, buttons, redirections."""

import json
from typing import Any

from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from app.participation.models import Campaign, SentAnswer
from tests.support.forms import hidden_fields


class Somebody:
    """Who answers a campaign, on one device, in one language of the address."""

    def __init__(self, client: FlaskClient, campaign: Campaign, lang: str = "") -> None:
        self.client, self.campaign, self.lang = client, campaign, lang
        self.at = f"/enquetes/{campaign.slug}"

    def path(self, end: str = "") -> str:
        return self.at + (f"/{end}" if end else "")

    def address(self, end: str = "") -> str:
        path = self.path(end)
        return path if not self.lang else f"{path}{'&' if '?' in path else '?'}lang={self.lang}"

    def see(self, end: str = "", status: int = 200) -> str:
        """The text of a page, as HTML."""
        answer = self.client.get(self.address(end))
        assert answer.status_code == status, (answer.status_code, answer.location)
        return answer.get_data(as_text=True)

    def press(self, end: str, *, status: int = 303, end_at: str = "", **data: Any) -> TestResponse:
        """Open a page, fill its form (the one sent to `end_at`, else to the page itself), send it. Controls are named with `_` for `-`."""
        page = self.client.get(self.address(end))
        assert page.status_code == 200, (end, page.status_code, page.location)
        hidden = hidden_fields(page, self.path(end_at or end.partition("?")[0]))
        return self.send(end_at or end, hidden, status=status, **data)

    def send(self, end: str, hidden: dict[str, str], *, status: int = 303, **data: Any) -> TestResponse:
        filled = {name.replace("_", "-") if name.startswith("reponse") else name: value for name, value in data.items()}
        answer = self.client.post(self.address(end), data={**hidden, **filled})
        assert answer.status_code == status, (end, answer.status_code, answer.location, words(answer))
        return answer

    def begin(self, **data: Any) -> None:
        assert self.leads(self.press("", **data)) == "1"

    def leads(self, answer: TestResponse) -> str:
        """Where a form leads within the campaign, without the language."""
        path = answer.location.replace(f"?lang={self.lang}", "").replace(f"&lang={self.lang}", "") if self.lang else answer.location
        assert path.startswith(self.at), path
        return path[len(self.at) :].lstrip("/")

    def answer(self, step: int, **data: Any) -> str:
        return self.leads(self.press(str(step), **data))

    def finish(self) -> TestResponse:
        """Send what is kept."""
        return self.press("envoyer")


def words(page: TestResponse | str) -> str:
    text = page if isinstance(page, str) else page.get_data(as_text=True)
    return " ".join(html.fromstring(text).xpath("string(//main)").split()) if "<main" in text else text[:200]


def literal(page: str) -> dict[str, Any]:
    """The record that « ce que nous gardons » shows."""
    return json.loads(html.fromstring(page).xpath("string(//pre)"))


def stored(session: Any, campaign: Campaign) -> list[dict[str, Any]]:
    """The records that wait in the inbox."""
    rows = session.query(SentAnswer).filter_by(campaign_id=campaign.id).all()
    return [json.loads(row.body) for row in rows]
