"""An attempt noted from the list of a round: once, at its hour, whenever and however often it is sent."""

from datetime import UTC, datetime, time

import pytest
from sqlalchemy import select

from app.core.clock import PARIS
from app.core.tokens import digest
from app.core.unit_of_work import unit_of_work
from app.outreach.forms.phone import AttemptForm
from app.outreach.models import OutreachNote, OutreachRequest
from app.outreach.rules import Actor, Mover, NoteKind, Reason, Result, State
from app.outreach.services.going import send_back
from tests.outreach.making import WORDS
from tests.outreach.phoning import NOTE, SOME_MARK, day_of, note, send, set_hours, text_of, tonight, written


@pytest.fixture
def night(at):
    """Stand in the middle of a round; call it to move."""
    at("2097-12-02 21:10")
    return at


@pytest.fixture
def placed(night, maker, team):
    """A round, and a request placed on it."""
    return tonight(maker, team)


class TestNoting:
    def test_an_attempt_is_kept_and_the_list_says_so(self, placed, goer, session):
        round_, request = placed
        answer = note(goer[0], round_, request, note=NOTE)
        assert answer.status_code == 303
        assert answer.headers["Location"] == f"{day_of(round_)}#demande-{request.id}"
        [made] = written(session)
        assert (made.round_id, made.result, made.at) == (round_.id, Result.NOT_FOUND, datetime(2097, 12, 2, 20, 10, tzinfo=UTC))
        assert session.get(OutreachRequest, request.id).state == State.TRIED
        said = text_of(goer[0].get(day_of(round_)))
        assert "Personne non trouvée" in said
        assert NOTE in said
        assert f'data-written="{made.mark[:16]}"' in said

    def test_the_same_form_sent_twice_is_one_attempt(self, placed, goer, session):
        round_, request = placed
        page = goer[0].get(day_of(round_))
        answers = [note(goer[0], round_, request, page, note=NOTE) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [303, 303]
        assert len(written(session)) == 1
        own = session.scalars(select(OutreachNote).where(OutreachNote.kind == NoteKind.OF_TEAM)).all()
        assert [one.body for one in own] == [NOTE]

    def test_what_a_phone_sends_again_from_a_new_page_is_one_attempt_at_the_hour_when_it_was_made(self, placed, goer, session, night):
        round_, request = placed
        made_at = "2097-12-02T19:40:00.123Z"
        night("2097-12-03 01:30")
        answers = [send(goer[0], round_, request, instant=made_at) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [303] * 3
        [made] = written(session)
        assert made.at == datetime.fromisoformat(made_at)
        assert made.mark == digest(SOME_MARK)

    def test_a_phone_that_is_ahead_says_now(self, placed, goer, session):
        round_, request = placed
        assert send(goer[0], round_, request, instant="2097-12-02T22:00:00Z").status_code == 303
        assert written(session)[0].at == datetime(2097, 12, 2, 20, 10, tzinfo=UTC)

    @pytest.mark.parametrize("instant", ["1970-01-01T00:00:12Z", "2097-12-09T20:00:00Z"])
    def test_a_phone_that_lost_the_hour_is_asked_for_it_and_nothing_is_lost(self, placed, goer, session, instant):
        round_, request = placed
        answer = send(goer[0], round_, request, instant=instant, note=NOTE)
        assert answer.status_code == 422
        assert "Écrivez l’heure du passage" in text_of(answer)
        assert NOTE in text_of(answer)
        assert SOME_MARK in text_of(answer)
        assert written(session) == []
        assert send(goer[0], round_, request, instant=instant, heure="21:00").status_code == 303

    def test_three_words_that_are_no_instant_are_now(self, placed, goer, session):
        round_, request = placed
        assert send(goer[0], round_, request, instant="hier à midi").status_code == 303
        assert len(written(session)) == 1

    @pytest.mark.parametrize(
        ("fields", "told"),
        [
            ({"resultat": ""}, "Choisissez ce qui s’est passé"),
            ({"resultat": "autre"}, "Choisissez ce qui s’est passé"),
            ({"heure": "midi"}, "Écrivez une heure"),
            ({"heure": "23:30"}, "pas encore passée"),
            ({"note": "mot " * 130}, "500 caractères"),
            ({"marque": "court"}, "Envoyez ce passage à nouveau"),
        ],
    )
    def test_what_will_not_do_is_told_and_nothing_is_lost(self, placed, goer, session, fields, told):
        round_, request = placed
        answer = send(goer[0], round_, request, **{"note": NOTE, **fields})
        assert answer.status_code == 422
        assert told in text_of(answer)
        assert fields.get("note", NOTE).strip() in text_of(answer)
        assert written(session) == []

    def test_a_request_that_was_never_on_the_round_does_not_exist_there(self, placed, goer, maker, team, session):
        other = maker.request(State.PLANNED, team=team)
        for number in (other.id, "", "x", "9" * 30, -1):
            assert send(goer[0], placed[0], other, demande=number).status_code == 404
        assert written(session) == []

    def test_what_was_done_before_the_request_left_the_team_is_heard_and_moves_nothing(self, placed, goer, maker, session, night):
        round_, request = placed
        self.send_back(maker, session, request)
        night("2097-12-02 23:00")
        assert send(goer[0], round_, request, instant="2097-12-02T19:40:00Z").status_code == 303
        [made] = written(session)
        assert made.is_late
        assert session.get(OutreachRequest, request.id).state == State.SENT_BACK

    def test_what_was_done_after_is_refused_and_not_lost(self, placed, goer, maker, session, night):
        round_, request = placed
        self.send_back(maker, session, request)
        night("2097-12-02 23:00")
        answer = send(goer[0], round_, request, note=NOTE)
        assert answer.status_code == 422
        assert "n’est plus confiée à votre équipe" in text_of(answer)
        assert NOTE in text_of(answer)
        assert WORDS not in text_of(answer)
        assert written(session) == []

    def send_back(self, maker, session, request):
        with unit_of_work(session):
            found = session.get(OutreachRequest, request.id)
            send_back(maker.context(), maker.case(found), Reason.FULL, "", Mover(Actor.TEAM))
        assert found.state == State.SENT_BACK


@pytest.mark.parametrize(
    ("hours", "hour", "expected"),
    [
        ((time(20), time(2)), "21:00", "2097-12-02 21:00"),
        ((time(20), time(2)), "00:30", "2097-12-03 00:30"),
        ((time(20), time(2)), "19:40", "2097-12-02 19:40"),
        ((time(20), time(2)), "04:00", "2097-12-03 04:00"),
        ((time(14), time(18)), "13:50", "2097-12-02 13:50"),
        ((time(14), time(18)), "19:00", "2097-12-02 19:00"),
        ((time(0, 30), time(5)), "23:50", "2097-12-01 23:50"),
    ],
)
def test_an_hour_is_that_of_the_round_whatever_the_day_when_it_is_written(  # noqa: PLR0917 - fixtures
    app, maker, at, hours, hour, expected
):
    at("2097-12-05 09:00")
    round_ = maker.round(starts=datetime(2097, 12, 2, 20, tzinfo=PARIS))
    set_hours(maker, round_, *hours)
    sent = {"resultat": "refus", "heure": hour, "marque": SOME_MARK}
    with app.test_request_context(method="POST", data=sent):
        form = AttemptForm(round_, 1, maker.context().now, is_sent=True)
        assert form.validate(), form.errors
        assert form.attempt().at == datetime.fromisoformat(expected).replace(tzinfo=PARIS)
