"""Findings, written by those who ask and read by those who answered."""

import pytest

from app.core.unit_of_work import unit_of_work
from app.participation.rules import Decision
from app.participation.services import giving_back
from app.participation.services.giving_back import Said

HEARD, ANSWER = "Le matin, c’est fermé (exemple).", "Nous ouvrons à 7 h (exemple)."


@pytest.fixture
def finding(maker, session, doer):
    """`finding(campaign, heard={…}, is_shown=True)`: add one, and show the page."""

    def add(campaign, heard=HEARD, decision=Decision.DONE, *, answer=ANSWER, question="", is_shown=True):
        said = Said(question, heard if isinstance(heard, dict) else {"fr": heard}, decision, {"fr": answer})
        with unit_of_work(session):
            made = giving_back.add(maker.context(), campaign.id, said)
            if is_shown:
                giving_back.show(maker.context(), campaign.id, doer)
        return made

    return add
