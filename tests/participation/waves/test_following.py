"""A code that somebody chooses: kept as a mark that is shown before it is sent, in campaigns that never say « anonyme »."""

import zlib

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.participation.carried import Carried, packed, unpacked
from app.participation.models import FollowedResponse, Response
from app.participation.record import Record
from app.participation.record import packed as packed_record
from app.participation.record import unpacked as unpacked_record
from app.participation.rules import Channel
from app.participation.services.following import mark_of
from tests.ops.tracing import opened_values, raw_values, traces
from tests.participation.answering.answering_pages import Somebody, literal, stored, words
from tests.support.forms import hidden_fields

CODE = "Mé 47 lo"
CHOSEN = "Votre code pour la prochaine fois"


@pytest.fixture
def followed(maker):
    return maker.campaign(is_followed=True)


@pytest.fixture
def somebody(client, followed):
    return Somebody(client, followed)


def answered(somebody, **data):
    """Somebody who chose (or not), answered, and did not send yet."""
    assert somebody.leads(somebody.press("")) == "code"
    assert somebody.leads(somebody.press("code", **data)) == "1"
    somebody.answer(1, reponse="non")
    somebody.answer(2, reponse="")
    return somebody


def test_a_mark_goes_with_the_response_alone_and_the_code_is_nowhere(app, maker, session, followed):
    marks = []
    for rank in range(6):
        one = answered(Somebody(app.test_client(), followed), code=f"{CODE} {rank % 5}" if rank else "", **({} if rank else {"sans": "1"}))
        marks.append(literal(one.see("envoyer")).get("follow"))
        one.finish()
    held = [*raw_values(session), *opened_values(session)]
    assert traces(held, (CODE, "me47lo")) == set()
    assert [row.get("follow") for row in sorted(stored(session, followed), key=lambda row: row.get("follow") or "")] == sorted(
        marks, key=lambda mark: mark or ""
    )
    maker.move(followed)
    rows = session.scalars(select(FollowedResponse)).all()
    assert sorted(row.mark for row in rows) == sorted(filter(None, marks))
    assert {row.response_id for row in rows} < {row.id for row in session.scalars(select(Response))}
    assert {row.series_id for row in rows} == {followed.id}
    assert marks[0] is None
    assert marks[1] == mark_of(maker.context(), followed, " ME47LO1")


@pytest.mark.one_engine
class TestPages:
    def test_what_is_kept_is_shown_and_may_be_changed(self, somebody, session, followed, maker):
        answered(somebody, code=CODE)
        page = somebody.see("envoyer")
        assert literal(page)["follow"] == mark_of(maker.context(), followed, CODE)
        assert "Une empreinte de votre code" in words(page)
        assert "nous ne pouvons plus retrouver vos réponses" not in words(page)
        shown = hidden_fields(somebody.client.get(somebody.path("envoyer")))
        assert somebody.leads(somebody.press("code", sans="1")) == "verifier"
        assert "Pas de code" in words(somebody.see("envoyer"))
        assert somebody.leads(somebody.send("envoyer", shown)) == "envoyer"
        somebody.finish()
        assert "follow" not in stored(session, followed)[0]

    def test_confidential_is_said_and_anonymous_never(self, somebody):
        pages = [somebody.see("")]
        somebody.press("")
        pages.append(somebody.see("code"))
        assert CODE not in pages[-1]
        somebody.press("code", code=CODE)
        somebody.answer(1, reponse="non")
        somebody.answer(2, reponse="")
        pages += [somebody.see("code"), somebody.see("verifier"), somebody.see("envoyer")]
        somebody.finish()
        pages.append(somebody.see("merci"))
        assert not any("anonym" in words(page).lower() for page in pages)
        assert all("confidentielles" in words(page) for page in (pages[0], pages[1], pages[4]))

    @pytest.mark.parametrize("typed", ["", "me47", "12/03/1985", "x" * 41, "\0\0"])
    def test_a_code_that_would_not_do_is_said_and_kept_on_the_page(self, somebody, typed):
        somebody.press("")
        page = somebody.press("code", status=422, code=typed).get_data(as_text=True)
        assert 'href="#code"' in page
        assert f'value="{typed.replace(chr(0), "")}"' in page

    @pytest.mark.parametrize("lang", ["fr-simple", "ar", "en"])
    def test_the_page_holds_in_every_language(self, client, followed, lang):
        reader = Somebody(client, followed, lang)
        reader.press("")
        assert reader.leads(reader.press("code", code=CODE)) == "1"
        assert 'class="notice"' in reader.see("code")

    def test_where_nobody_is_followed_there_is_no_such_page(self, client, campaign, session):
        somebody = Somebody(client, campaign)
        somebody.begin()
        assert client.get(somebody.path("code")).status_code == 404
        token = hidden_fields(client.get(somebody.path("1")))
        assert client.post(somebody.path("code"), data={**token, "code": CODE}).status_code == 404
        somebody.answer(1, reponse="non")
        somebody.answer(2, reponse="")
        page = somebody.see("envoyer")
        assert CHOSEN not in page
        assert set(literal(page)) == {"version", "channel", "week", "answers", "texts"}

    def test_nobody_is_asked_a_code_before_they_begin(self, client, followed):
        somebody = Somebody(client, followed)
        assert somebody.leads(client.get(somebody.path("code"))) == "?perdu=1"


def test_what_was_carried_and_sent_before_there_were_codes_is_still_read():
    carried = Carried(1, Channel.LINK, utc_now().replace(microsecond=0))
    assert b"follow" not in zlib.decompress(packed(carried))
    assert unpacked(packed(carried)) == carried
    record = Record(1, Channel.LINK, "2026-W47", {"a": "x"})
    assert "follow" not in packed_record(record)
    assert unpacked_record(packed_record(record)) == record
