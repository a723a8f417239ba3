"""Waves: the next one is as the last one, and is opened once; the target is told to who asks, and refuses nobody."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.unit_of_work import again, unit_of_work
from app.participation.models import Campaign
from app.participation.rules import Audience, Channel
from app.participation.services import campaigns, waves
from app.participation.services.waves import NextWave, StillOpen, WaveThere
from tests.participation.making import SMALL, text
from tests.participation.organising.reading import BASE, FILLED, NEW, OPEN_IT, text_of, words
from tests.support.forms import hidden_fields, links

ANSWER = {"visite": "non"}
OTHER = {**SMALL, "title": text("Essai, mieux dit (exemple)")}


def close(maker, session, campaign):
    with unit_of_work(session):
        campaigns.close_campaign(maker.context(), session.get_one(Campaign, campaign.id), maker.by)


def all_waves(session):
    session.expire_all()
    return session.scalars(select(Campaign).order_by(Campaign.wave, Campaign.id)).all()


@pytest.fixture
def over(maker, session):
    """A campaign that is over, with choices of its own."""
    made = maker.campaign(languages=("fr", "ar"), channels=(Channel.LINK, Channel.PAPER), audience=Audience.PUBLIC, k=12, is_followed=True)
    close(maker, session, made)
    return made


def test_two_people_at_once_open_one_wave(maker, session, over):
    together = Barrier(4)

    def work(_turn: int) -> int:
        with Session(session.get_bind()) as own:
            together.wait()
            try:
                wanted = NextWave(2, over.version_id)
                return again(own, lambda own: waves.open_next(maker.context()._replace(session=own), over.id, wanted, maker.by).id)
            except WaveThere as there:
                return there.number

    with ThreadPoolExecutor(4) as pool:
        opened = set(pool.map(work, range(4)))
    first, second = all_waves(session)
    assert opened == {second.id}
    assert (second.series_id, second.wave) == (first.id, 2)


def test_a_wave_is_as_the_last_one_with_an_address_of_its_own(maker, session, over, next_wave):
    made = next_wave(over, closes_on=date(2027, 1, 31), target=40)
    for name in ("organisation_id", "name", "languages", "channels", "audience", "k", "is_followed", "refresh", "needs_code", "version_id"):
        assert getattr(made, name) == getattr(over, name)
    assert made.slug != over.slug
    assert made.receipt != over.receipt
    assert (made.target, made.closes_on, made.closed_at) == (40, date(2027, 1, 31), None)
    with pytest.raises(StillOpen):
        next_wave(made)
    close(maker, session, made)
    third = next_wave(made)
    assert (third.series_id, third.wave, third.target) == (over.id, 3, None)


@pytest.mark.one_engine
class TestPages:
    @pytest.fixture
    def path(self, over):
        return f"{BASE}/{over.id}/vagues"

    def send(self, client, path, action=None, status=303, **typed):
        found = client.post(action or path, data={**hidden_fields(client.get(path), action or path), **typed})
        assert found.status_code == status, words(found)
        return found

    def test_two_clicks_open_one_wave(self, editor, session, path):
        form = {**hidden_fields(editor[0].get(path), path), "vague-fin": "", "vague-objectif": "100"}
        led = {editor[0].post(path, data=form).headers["Location"] for _ in range(2)}
        assert len(all_waves(session)) == 2
        assert led == {f"{BASE}/{all_waves(session)[1].id}"}
        assert all_waves(session)[1].target == 100

    def test_who_comes_second_is_led_to_what_is_open(self, editor, session, path, over, next_wave):
        form = hidden_fields(editor[0].get(path), path)
        made = next_wave(over)
        answer = editor[0].post(path, data=form)
        assert answer.headers["Location"] == f"{BASE}/{made.id}"
        assert "vient d’être ouverte par quelqu’un d’autre" in text_of(editor[0], f"{BASE}/{made.id}")
        assert len(all_waves(session)) == 2

    def test_a_newer_version_is_offered_first(self, editor, maker, session, path, over):
        newer = maker.campaign(OTHER)
        page = text_of(editor[0], path)
        assert "La nouvelle version (version 2" in page
        assert "Choisissez la version" in words(self.send(editor[0], path, status=422, **{"vague-version": "999"}))
        self.send(editor[0], path, **{"vague-version": str(newer.version_id)})
        made = next(one for one in all_waves(session) if one.wave == 2)
        assert (made.version_id, made.series_id) == (newer.version_id, over.id)

    @pytest.mark.parametrize("typed", ["0", "100001", "-3", "dix", "1e3", "9" * 30])
    def test_what_is_no_target_is_said_and_kept(self, editor, session, path, typed):
        page = words(self.send(editor[0], path, f"{path}/objectif", 422, objectif=typed))
        assert "Écrivez un nombre de 1 à 100 000" in page
        assert f'value="{typed}"' in page
        assert "Écrivez un nombre de 1 à 100 000" in words(self.send(editor[0], path, status=422, **{"vague-objectif": typed}))
        assert [one.target for one in all_waves(session)] == [None]

    def test_a_target_is_a_bar_with_its_words_and_refuses_nobody(self, editor, maker, client):
        made = maker.campaign(target=2)
        for _ in range(3):
            maker.send(made, ANSWER)
        for path in (f"{BASE}/{made.id}/vagues", f"{BASE}/{made.id}"):
            page = text_of(editor[0], path)
            assert "3 sur 2" in page
            assert '<progress id="avancement" max="2" value="2">' in page
        assert client.get(f"/enquetes/{made.slug}").status_code == 200
        assert "3 sur 2" not in client.get(f"/enquetes/{made.slug}").get_data(as_text=True)

    def test_a_target_changed_by_another_is_shown_beside_what_was_typed(self, editor, session, path):
        form = hidden_fields(editor[0].get(path), f"{path}/objectif")
        self.send(editor[0], path, f"{path}/objectif", objectif="50")
        refused = editor[0].post(f"{path}/objectif", data={**form, "objectif": "70"})
        assert refused.status_code == 409
        assert "L’objectif est maintenant de 50" in words(refused)
        assert 'value="70"' in words(refused)
        again = {**hidden_fields(refused, f"{path}/objectif"), "objectif": ""}
        assert editor[0].post(f"{path}/objectif", data=again).status_code == 303
        assert [one.target for one in all_waves(session)] == [None]

    def test_members_read_and_others_find_nothing(self, member, path):
        plain, _ = member("membre", email="membre@exemple.fr")
        page = text_of(plain, path)
        assert "Ouvrir la vague" not in page
        token = hidden_fields(plain.get(path), "/deconnexion")
        for end in ("", "/objectif"):
            assert plain.post(f"{path}{end}", data=token).status_code == 404
        stranger, _ = member(organisation="Ailleurs exemple", email="ailleurs@exemple.fr")
        for one in (path, path.replace("vagues", "evolution")):
            assert stranger.get(one).status_code == 404

    def test_one_that_is_open_says_that_it_must_end_first(self, editor, maker, session):
        made = maker.campaign()
        path = f"{BASE}/{made.id}/vagues"
        page = editor[0].get(path)
        assert "La dernière vague est encore ouverte" in words(page)
        token = hidden_fields(page, f"{path}/objectif")
        assert editor[0].post(path, data={**token, "rang": "2"}).status_code == 409
        assert f"{BASE}/{made.id}/evolution" not in links(page)
        assert len(all_waves(session)) == 1

    def test_opening_asks_for_the_target_and_whether_people_are_followed(self, editor, session):
        form = {**hidden_fields(editor[0].get(OPEN_IT), NEW), **FILLED}
        refused = editor[0].post(OPEN_IT, data={**form, "objectif": "0", "suivi": "y", "voies": ["papier"]})
        assert refused.status_code == 422
        assert "Écrivez un nombre de 1 à 100 000" in words(refused)
        assert "gardez le lien ou l’affiche" in words(refused)
        assert editor[0].post(OPEN_IT, data={**form, "objectif": "30", "suivi": "y"}).status_code == 303
        (made,) = all_waves(session)
        assert (made.target, made.is_followed, made.wave, made.series_id) == (30, True, 1, None)
