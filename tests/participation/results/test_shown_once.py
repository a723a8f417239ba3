"""Results are shown once: before, nothing that anybody reads hangs on what was answered; afterwards, nothing changes."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import product
from threading import Barrier

import numpy as np
import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.unit_of_work import again, unit_of_work
from app.participation.clock import sweep_participation
from app.participation.models import Campaign, Response, SentAnswer
from app.participation.results.hiding import masked
from app.participation.rules import IDLE, LAST_WORDS, Audience, Refresh, threshold
from app.participation.services import campaigns, moving
from tests.participation.making import SMALL, choices, question
from tests.participation.results.attacking import populations

ASKED = {
    **SMALL,
    "questions": [
        question("accueil", "one", choices=choices("bon", "moyen", "mauvais")),
        question("retour", "one", choices=choices("oui", "non")),
        question("pourquoi", "several", choices=choices("temps", "argent"), show_if="retour = 'non'"),
        question("age", "integer", settings={"min": 0, "max": 99}),
    ],
}
READ = (
    "", "/resultats", "/resultats?pour=public", "/croiser?a=accueil&b=retour", "/croiser?a=accueil&b=par-canal&pour=public",
    "/reponses.csv", "/reponses.csv?pour=public", "/reponses.xlsx", "/dictionnaire.csv",
)  # fmt: skip
TOKEN = re.compile(r'name="csrf_token" value="[^"]+"')
GLAD = {"accueil": "bon", "retour": "oui", "age": 31}
SAD = {"accueil": "mauvais", "retour": "non", "pourquoi": ["temps"], "age": 84}


def told(counts: dict[str, int], k: int) -> tuple[object, ...]:
    hidden = masked(counts, k)
    return hidden, hidden is not None and sorted((code, count) for code, count in counts.items() if code not in hidden)


def possible(states, code: str, k: int = 5) -> set[int]:
    """What a count may be in the last of some states, for who read them all and knows that counts only grow."""
    alike = []
    for state in states:
        worlds = (dict(zip(state, world, strict=True)) for world in populations(sum(state.values()), len(state)).tolist())
        alike.append([world for world in worlds if told(world, k) == told(state, k)])
    return {then[code] for *firsts, then in product(*alike) if all(first[one] <= then[one] for first in firsts for one in first)}


@pytest.mark.one_engine
@pytest.mark.parametrize(
    "states",
    [({"a": 20, "b": 0, "c": 5}, {"a": 24, "b": 1, "c": 5}), ({"a": 20, "b": 1, "c": 6, "d": 8}, {"a": 22, "b": 1, "c": 9, "d": 8})],
)
def test_two_states_that_each_hide_well_would_tell_somebody(states):
    """Why there is one state only."""
    assert len(possible(states[1:], "b")) > 1
    assert possible(states, "b") == {1}
    assert "b" in masked(states[1], 5)
    assert np.sum(list(states[1].values())) >= np.sum(list(states[0].values())) + 5


def all_read(client, campaign: Campaign) -> list[str]:
    """Everything that may be read of a campaign, without what its address and tokens say."""
    found = []
    for end in READ:
        answer = client.get(f"/mes-enquetes/{campaign.id}{end}")
        assert answer.status_code == 200
        if end.endswith("xlsx"):
            book = load_workbook(io.BytesIO(answer.data))
            found.append(str([list(sheet.iter_rows(values_only=True)) for sheet in book]))
        else:
            page = TOKEN.sub("", answer.get_data(as_text=True))
            page = page.replace(campaign.receipt.replace("-", " "), "")
            found.append(page.replace(campaign.slug, "").replace(f"/mes-enquetes/{campaign.id}", ""))
    return found


def close(maker, session, campaign: Campaign, since: timedelta) -> None:
    with unit_of_work(session):
        campaigns.close_campaign(maker.context(utc_now() - since), session.get_one(Campaign, campaign.id), maker.by)


def waiting(session, campaign: Campaign) -> int:
    return session.scalar(select(func.count()).select_from(SentAnswer).where(SentAnswer.campaign_id == campaign.id))


@pytest.mark.one_engine
@pytest.mark.parametrize("audience", Audience)
def test_nothing_that_is_read_before_the_end_hangs_on_answers(editor, maker, session, audience):
    k = threshold(audience, 5)
    one, other = (maker.campaign(ASKED, audience=audience, k=k) for _ in range(2))
    for _ in range(3):
        for campaign, answers in ((one, GLAD), (other, SAD)):
            maker.fill(campaign, [answers] * (k + 1))
        assert all_read(editor[0], one) == all_read(editor[0], other)
    assert len(maker.responses(one)) == 3 * (k + 1)
    for campaign in (one, other):
        close(maker, session, campaign, IDLE)
    sweep_participation(session, utc_now())
    assert all_read(editor[0], one) == all_read(editor[0], other)
    sweep_participation(session, utc_now() + LAST_WORDS)
    session.expire_all()
    assert all_read(editor[0], one) != all_read(editor[0], other)


@pytest.mark.one_engine
def test_nothing_changes_once_results_are_shown(editor, maker, session):
    campaign = maker.campaign(ASKED)
    maker.fill(campaign, [GLAD] * 12 + [SAD] * 7, is_last=True)
    found = all_read(editor[0], campaign)
    for _ in range(9):
        maker.send(campaign, SAD)
    sweep_participation(session, utc_now() + timedelta(days=1))
    assert (waiting(session, campaign), len(maker.responses(campaign))) == (9, 19)
    unlike = [end for end, before, after in zip(READ, found, all_read(editor[0], campaign), strict=True) if before != after]
    assert unlike == ["", "/resultats"], "how many wait, and nothing else"


@pytest.mark.parametrize("refresh", Refresh)
def test_results_are_shown_by_the_sweep_when_nothing_comes_any_more(maker, session, refresh):
    campaign = maker.campaign(ASKED, refresh=refresh)

    def sweep(after: timedelta) -> tuple[int, bool]:
        sweep_participation(session, utc_now() + after)
        session.expire_all()
        return waiting(session, campaign), session.get_one(Campaign, campaign.id).results_at is not None

    for _ in range(7):
        maker.send(campaign, GLAD)
    assert sweep(timedelta(days=9)) == (0 if refresh is Refresh.LIVE else 7, False), "it is open"
    close(maker, session, campaign, timedelta())
    assert sweep(IDLE) == (0, False), "what was begun may still be sent"
    for _ in range(6):
        maker.send(campaign, SAD)
    with unit_of_work(session):
        assert not moving.show(session, campaign.id, utc_now()), "a batch waits"
    assert sweep(LAST_WORDS + timedelta(minutes=1)) == (0, True)
    assert len(maker.responses(campaign)) == 13


def test_what_is_moved_and_shown_at_once_is_whole(maker, session):
    campaign = maker.campaign(ASKED)
    for number in range(30):
        maker.send(campaign, {**GLAD, "age": number})
    close(maker, session, campaign, 2 * LAST_WORDS)
    together = Barrier(6)

    def work(turn: int) -> None:
        with Session(session.get_bind()) as own:
            together.wait()
            again(own, lambda own: moving.show(own, campaign.id, utc_now()) if turn % 2 else moving.move(own, campaign.id))

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))
    session.expire_all()
    assert sorted(one.answers["age"] for one in session.scalars(select(Response))) == list(range(30))
    assert waiting(session, campaign) == 0
