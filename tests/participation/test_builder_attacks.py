"""What an attacker tried on the builder, committees, votes and what is given back, and what holds."""

import io
import time
from dataclasses import replace

import pytest
from lxml import html
from openpyxl import Workbook
from sqlalchemy import text as sql

from app.core.unit_of_work import unit_of_work
from app.participation import carried as sealing
from app.participation.building.differences import compared, differences
from app.participation.carried import Carried
from app.participation.checking import problems
from app.participation.definition import canonical, read
from app.participation.record import Record, packed
from app.participation.rules import Channel, Decision
from app.participation.services import building, committee, giving_back, releasing, voting
from app.participation.services.giving_back import Said
from app.participation.services.voting import Ballot
from app.participation.views.building import recordings
from app.participation.xlsform.importing import MOST_QUESTIONS, MOST_SIGNS, import_form
from app.participation.xlsform.reading import read_book
from tests.participation.building import test_recordings as voices
from tests.participation.building.releasing_drafts import LISTED, SHEET, a_draft, a_link, publish, say_anew, think
from tests.participation.making import SMALL, WEEK, choices, question, text
from tests.support.forms import hidden_fields, post_form

ELSEWHERE, SCRIPT = "Autre structure de l’Exemple", '"><img src=x onerror=alert(1)>'
EVIL = dict.fromkeys(text(""), SCRIPT)
PAGES = (
    "", "/question/visite", "/question/visite/condition", "/question/visite/voix", "/langue/en", "/presentation", "/publier", "/donnees",
    "/comite", "/versions", "/versions/differences?de=1", "/retirer?question=visite", "/ajouter?type=one", "/essai", "/apercu",
    "/apercu?vue=papier", "/apercu?vue=ar&question=visite",
)  # fmt: skip


@pytest.fixture
def draft(maker):
    return a_draft(maker)


@pytest.fixture
def vote(maker, session):
    with unit_of_work(session):
        return voting.begin(maker.context(), maker.organisation().id, Ballot(EVIL, [EVIL, text("Non")]), maker.by)


@pytest.fixture
def finding(maker, session):
    campaign = maker.campaign()
    with unit_of_work(session):
        found = giving_back.add(maker.context(), campaign.id, Said("", EVIL, Decision.LATER, EVIL))
        giving_back.show(maker.context(), campaign.id, maker.by)
    return campaign, found


@pytest.fixture
def written(vote, finding):
    return vote, finding


def workbook(rows, listed=(("l", "a", "Un"), ("l", "b", "Deux"))):
    book = Workbook()
    book.active.title = "survey"
    for row in [("type", "name", "label", "bind::rep:settings"), *rows]:
        book.active.append(row)
    sheet = book.create_sheet("choices")
    for row in [("list_name", "name", "label"), *listed]:
        sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def definition(*questions):
    return read({**SMALL, "questions": list(questions)})


@pytest.mark.one_engine
class TestElsewhere:
    """Those of another organisation, and members who do not edit."""

    def test_what_is_of_another_draft_is_not_reached_by_one_s_own_number(self, app, maker, member, draft, session) -> None:
        think(app.test_client(), a_link(maker, draft), visite="un mot (exemple)")
        with unit_of_work(session):
            version = releasing.publish_draft(maker.context(), draft.id, maker.by)
        ((remark, link),) = session.execute(sql("SELECT id, link_id FROM committee_comment")).all()
        campaign = maker.campaign()
        client = member(organisation=ELSEWHERE, email="autre@exemple.fr")[0]
        own = f"{LISTED}/{a_draft(maker, organisation=ELSEWHERE).id}"
        form = hidden_fields(client.get(own), "/deconnexion")
        for end in (f"comite/{link}/retirer", f"comite/remarques/{remark}", f"publier/enquetes/{campaign.id}"):
            assert client.post(f"{own}/{end}", data=form).status_code == 404, end
        for end in (f"versions/{version.id}/formulaire.xlsx", "versions/differences?de=1", f"voix/{voices.DIGEST}"):
            assert client.get(f"{own}/{end}").status_code == 404, end
        copied = client.post(f"{LISTED}/nouveau", data={**form, "copie": str(draft.id)})
        assert copied.status_code == 404

    def test_a_finding_is_of_its_campaign_alone(self, maker, member, finding) -> None:
        _, found = finding
        client = member(organisation=ELSEWHERE, email="autre@exemple.fr")[0]
        own = maker.campaign({**SMALL, "code": "autre"}, organisation=ELSEWHERE)
        form = hidden_fields(client.get(f"/mes-enquetes/{own.id}/suite"), "/deconnexion")
        assert client.get(f"/mes-enquetes/{own.id}/suite/{found.id}").status_code == 404
        for end in ("/retirer", "/deplacer"):
            assert client.post(f"/mes-enquetes/{own.id}/suite/{found.id}{end}", data=form).status_code == 404

    def test_a_plain_member_builds_nothing(self, member, draft) -> None:
        client = member(role="membre", email="membre@exemple.fr")[0]
        assert {client.get(f"{LISTED}/{draft.id}{end}").status_code for end in PAGES} == {404}
        assert [client.get(f"{LISTED}{end}").status_code for end in ("", "/nouveau", "/importer")] == [404, 404, 404]


@pytest.mark.one_engine
def test_words_are_words_on_every_page(app, editor, maker, written):
    """Of questionnaires, committees, votes, findings: whoever writes them."""
    wicked = {**SMALL, "title": EVIL, "questions": [{**one, "label": EVIL, "hint": EVIL, "why": EVIL} for one in SMALL["questions"]]}
    wicked["questions"][0] |= {"choices": [{**one, "label": EVIL} for one in choices("oui", "non")]}
    client, made = editor[0], a_draft(maker, **{name: getattr(read(wicked), name) for name in ("title", "questions")})
    token, at, vote, (campaign, found) = a_link(maker, made), f"{LISTED}/{made.id}", *written
    think(app.test_client(), token, "oppose", visite=SCRIPT, whole=SCRIPT)
    with unit_of_work(maker.context().session):
        releasing.save_sheet(maker.context(), made.id, dict.fromkeys(SHEET, SCRIPT), maker.by, seen=releasing.data_sheet.mark_of({}))
        releasing.publish_draft(maker.context(), made.id, maker.by)
    post_form(client, f"{at}/essai", action=f"{at}/essai")
    of_findings = (
        f"/mes-enquetes/{campaign.id}/suite",
        f"/mes-enquetes/{campaign.id}/suite/{found.id}",
        f"/enquetes/{campaign.slug}/suite",
    )
    of_votes = (f"/mes-enquetes/votes/{vote.id}", f"/mes-enquetes/votes/{vote.id}/ecran", f"/vote/{vote.slug}", "/mes-enquetes/votes")
    for address in (*(at + end for end in PAGES), f"{at}/essai/1", f"/avis/{token}", *of_findings, *of_votes, LISTED):
        page = client.get(address)
        assert page.status_code == 200, address
        assert not html.fromstring(page.get_data(as_text=True)).xpath("//img[@src='x'] | //*[@onerror]"), address


class TestPublishing:
    @pytest.mark.one_engine
    def test_nothing_is_published_that_no_page_showed(self, editor, draft) -> None:
        client, at = editor[0], f"{LISTED}/{draft.id}/publier"
        form = hidden_fields(client.get(at), at)
        for seen in ({"lu": ""}, {"lu": "0" * 64}):
            assert client.post(at, data={**form, **seen}).status_code == 409

    def test_publishing_and_objecting_wait_for_each_other(self, app, draft, maker, session) -> None:
        """Or a member is thanked for an objection to what was published at the same instant."""
        if session.get_bind().dialect.name != "postgresql":
            pytest.skip("SQLite has one writer")
        token = a_link(maker, draft)
        publish(maker, draft)
        say_anew(maker, draft, "Autre ? (exemple)")
        said = committee.Words(releasing.digest_of(draft.body), {}, committee.Opinion.OBJECTS)
        deciding = (
            lambda: releasing.publish_draft(maker.context(), draft.id, maker.by),
            lambda: committee.say(maker.context(), token, said),
        )
        for decide in deciding:
            decide()
            with session.get_bind().connect() as other:
                locked = sql("SELECT id FROM questionnaire_draft WHERE id = :id FOR NO KEY UPDATE SKIP LOCKED")
                assert other.execute(locked, {"id": draft.id}).all() == []
            session.rollback()


def test_no_address_makes_a_database_stumble(editor, draft):
    """PostgreSQL refuses a text that holds NUL, even to look for it."""
    client = editor[0]
    form = hidden_fields(client.get(f"{LISTED}/{draft.id}/comite"), f"{LISTED}/{draft.id}/comite")
    assert client.post(f"{LISTED}/{draft.id}/comite/remarques/%00", data=form, headers={"HX-Request": "true"}).status_code == 404


@pytest.mark.one_engine
class TestWhatTakesLong:
    def test_two_texts_of_the_same_words_are_not_compared_for_seconds(self) -> None:
        one, other = " ".join(["a"] * 740), " ".join(["a", "b"] * 370)
        began = time.process_time()
        assert compared(one, other)[0][0].is_changed
        many = [{"key": f"q{at}", "type": "short_text", "label": {"fr": " ".join("a" * 140)}} for at in range(60)]
        before, after = definition(*many), definition(*({**each, "label": {"fr": " ".join("ab" * 140)}} for each in many))
        assert len(differences(before, after).questions) == 60
        assert time.process_time() - began < 6

    def test_conditions_are_tried_for_so_long_in_all(self) -> None:
        """Pages of the builder try them at each visit; these took six seconds."""
        asked = [question("s0", "one", choices=choices("a", "b"))]
        for at in range(1, 60):
            before = " or ".join(f"s{one} != 'a'" for one in range(max(0, at - 40), at))
            asked.append(question(f"s{at}", "one", choices=choices("a", "b"), show_if=f"({before}) or known(s0)"))
        never = " and ".join(f"s{at} != 'b'" for at in range(60)) + " and s0 = 'b'"
        asked += [question(f"t{at}", "short_text", show_if=never) for at in range(40)]
        began = time.process_time()
        assert problems(definition(*asked)) == []
        assert time.process_time() - began < 3

    @pytest.mark.parametrize(("rows", "listed", "words"), [(300, 400, "é" * 2000), (900, 2, "Un"), (400, 1800, "Un")])
    def test_a_small_workbook_does_not_make_a_huge_questionnaire(self, rows, listed, words) -> None:
        data = workbook([("select_one l", f"q{at}", "?") for at in range(rows)], [("l", f"c{at}", words) for at in range(listed)])
        found = import_form(read_book(data))
        assert len(found.definition.questions) <= MOST_QUESTIONS
        assert len(canonical(found.definition)) < 2 * MOST_SIGNS
        assert found.refused

    def test_sounds_do_not_fill_the_disk(self, editor, maker, session, monkeypatch) -> None:
        monkeypatch.setattr(recordings, "MOST_A_DAY", 1)
        with unit_of_work(session):
            made = building.begin(maker.context(), maker.organisation().id, read(SMALL), maker.by)
        assert voices.send(editor[0], made, voices.SOUND).status_code == 303
        assert voices.send(editor[0], made, voices.SOUND + b"\1", vu=voices.DIGEST).status_code == 429


@pytest.mark.one_engine
@pytest.mark.parametrize("settings", ['{"places": {"a": ["x"]}}', '{"places": [1]}', r'{"unit": {"fr": "\ud800"}}', r'{"x": "\u0000"}'])
def test_settings_of_a_workbook_are_read_or_left(settings):
    found = import_form(read_book(workbook([("select_one l", "q", "Q ?", settings), ("integer", "n", "N ?", settings)])))
    assert [dict(one.settings) for one in found.definition.questions] == [{}, {}]
    canonical(found.definition).encode()


@pytest.mark.one_engine
class TestSounds:
    @pytest.mark.parametrize(
        "data", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<!DOCTYPE html><script>", b"%PDF-1.7", b"PK\3\4", b"\x89PNG"]
    )
    def test_what_a_browser_would_run_is_no_sound(self, data) -> None:
        assert voices.media_type(data) == ""

    def test_it_is_sent_as_a_sound_whatever_part_is_asked_for(self, editor, maker, session) -> None:
        with unit_of_work(session):
            made = building.begin(maker.context(), maker.organisation().id, read(SMALL), maker.by)
        voices.send(editor[0], made, b"OggS<script>alert(1)</script>")
        (digest,) = voices.voices(session, made).values()
        for asked in ("bytes=4-", "bytes=9-2", "bytes=999-", "bytes=-5", "bytes=0-1,3-4", "lines=1", "bytes=a-b"):
            answer = editor[0].get(f"{LISTED}/{made.id}/voix/{digest}", headers={"Range": asked})
            assert answer.status_code in (200, 206, 416), asked
            assert answer.status_code == 416 or answer.content_type == "audio/ogg"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.one_engine
def test_cookies_of_a_trial_are_worth_nothing_to_a_campaign_nor_the_reverse(maker):
    keyring = maker.settings.keyring
    pieces = sealing.sealed(keyring, -1, Carried(0, Channel.LINK, maker.context().now))
    assert sealing.opened(keyring, -1, pieces)
    assert not any(sealing.opened(keyring, other, pieces) for other in (1, -2, 11))


@pytest.mark.one_engine
def test_a_code_to_be_followed_by_does_not_change_the_length_of_what_waits():
    kept = Record(1, Channel.LINK, WEEK, {"visite": "oui"})
    assert len(packed(kept)) == len(packed(replace(kept, follow="a" * 64)))
