"""Answers put aside: opened by their words, by nothing else, for seven days."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.errors import NotThere
from app.core.retention import purge
from app.core.unit_of_work import unit_of_work
from app.participation import retention, words
from app.participation.carried import Carried
from app.participation.models import CampaignDraft
from app.participation.rules import Channel
from app.participation.services import drafts
from app.participation.services.drafts import put_aside, take_up
from tests.participation.making import SMALL, WRITTEN


@pytest.fixture
def carried(maker, campaign):
    return Carried(campaign.version_id, Channel.LINK, maker.context().now, {"visite": "oui", "dire": WRITTEN})


@pytest.fixture
def aside(maker, session):
    """Put answers aside; return their words as one types them."""

    def put(campaign, carried, at=None):
        with unit_of_work(session):
            return " ".join(put_aside(maker.context(at), campaign, carried))

    return put


def rows(session):
    session.expire_all()
    return session.scalars(select(CampaignDraft)).all()


def test_words_open_what_was_put_aside_as_often_as_one_likes(maker, session, campaign, carried, aside):
    typed = aside(campaign, carried)
    (row,) = rows(session)
    for _ in range(2):
        found = take_up(maker.context(), campaign, typed.upper().replace(" ", "-"))
        assert (found.answers, found.nonce, found.version) == (carried.answers, carried.nonce, carried.version)
        assert found.draft == row.mark
    assert row.expires_on == maker.context().today + timedelta(days=7)


def test_other_words_another_order_and_another_campaign_open_nothing(maker, campaign, carried, aside):
    typed = aside(campaign, carried)
    one, two, three = typed.split()
    for wrong in (f"{two} {one} {three}", f"{one} {two}", "", f"{one} {two} {three} {three}", "é" * 300, "\0"):
        if words.normal(wrong) != words.normal(typed):
            with pytest.raises(NotThere):
                take_up(maker.context(), campaign, wrong)
    with pytest.raises(NotThere):
        take_up(maker.context(), maker.campaign({**SMALL, "code": "autre"}), typed)


def test_done_twice_it_is_done_once_and_tells_the_same_words(session, campaign, carried, aside):
    assert aside(campaign, carried) == aside(campaign, replace(carried, typed=("dire", {"reponse": ["x"]})))
    assert len(rows(session)) == 1


def test_put_aside_again_after_it_was_taken_up_the_words_before_open_nothing(maker, session, campaign, carried, aside):
    before = aside(campaign, carried)
    after = aside(campaign, take_up(maker.context(), campaign, before).with_answer("visite", "non"))
    assert after != before
    assert len(rows(session)) == 1
    assert take_up(maker.context(), campaign, after).answers["visite"] == "non"
    with pytest.raises(NotThere):
        take_up(maker.context(), campaign, before)


def test_words_that_somebody_has_already_are_not_given_to_another(maker, campaign, carried, aside, monkeypatch):
    drawn = iter([["école", "tortue", "zèbre"], ["école", "tortue", "zèbre"], ["jardin", "maison", "navire"]])
    monkeypatch.setattr(words, "draw", lambda _seed: next(drawn))
    assert aside(campaign, carried) == "école tortue zèbre"
    assert aside(campaign, replace(carried, nonce="another person")) == "jardin maison navire"
    assert take_up(maker.context(), campaign, "école tortue zèbre").nonce == carried.nonce
    assert take_up(maker.context(), campaign, "jardin maison navire").nonce == "another person"


def test_after_seven_days_there_is_nothing(maker, session, campaign, carried, aside):
    now = maker.context().now
    typed = aside(campaign, carried)
    take_up(maker.context(now + timedelta(days=7)), campaign, typed)
    with pytest.raises(NotThere):
        take_up(maker.context(now + timedelta(days=8)), campaign, typed)
    with unit_of_work(session):
        purge(session, retention.RULES, now + timedelta(days=8))
    assert rows(session) == []


def test_what_is_sent_is_not_put_aside_any_more(maker, session, campaign, carried, aside):
    typed = aside(campaign, carried)
    found = take_up(maker.context(), campaign, typed)
    maker.send(campaign, {"visite": "oui"}, nonce=found.nonce, draft=found.draft)
    assert rows(session) == []
    with pytest.raises(NotThere):
        take_up(maker.context(), campaign, typed)


def test_a_row_that_was_changed_or_moved_opens_nothing(maker, session, campaign, carried, aside):
    typed = aside(campaign, carried)
    sealed = rows(session)[0].sealed
    for changed in (sealed[:-8] + "AAAAAAA=", sealed[:40], "", "é"):
        with unit_of_work(session):
            rows(session)[0].sealed = changed
        with pytest.raises(NotThere):
            take_up(maker.context(), campaign, typed)


def test_the_length_of_a_row_tells_nothing(session, campaign, carried, aside):
    aside(campaign, replace(carried, answers={}))
    aside(campaign, replace(carried, nonce="another person", answers={f"question_{number}": "oui" for number in range(30)}))
    assert len({len(row.sealed) for row in rows(session)}) == 1


def test_another_installation_opens_nothing(maker, campaign, carried, aside):
    typed = aside(campaign, carried)
    context = maker.context()
    elsewhere = context._replace(settings=replace(context.settings, secret_key="another secret, just as long as ours"))  # noqa: S106
    with pytest.raises(NotThere):
        take_up(elsewhere, campaign, typed)


def test_a_try_costs_time_and_memory():
    assert 128 * drafts.COST * drafts.BLOCK >= 32 * 2**20
