"""Pages of gestures: for the side that may, once, from what was read; whoever comes second is told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select

from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.outreach import queries
from app.outreach.display.deciding import ACTIONS, Gesture
from app.outreach.models import OutreachAssignment, OutreachRequest, OutreachSafety, OutreachStep
from app.outreach.rules import SORTING, NoteKind, Reason, Safety, State
from tests.outreach.making import ASKING, PRIVAS
from tests.support.forms import hidden_fields, post_form
from tests.support.plugins.directories import PlainClient

pytestmark = pytest.mark.one_engine

OF_SORTING = (Gesture.ASSIGN, Gesture.TRANSFER, Gesture.MERGE, Gesture.REFUSE, Gesture.REOPEN, Gesture.NOTE)
WORDS = {Gesture.NOTE: {"note": "Vu ce matin."}, Gesture.REOPEN: {"note": "Revu hier."}, Gesture.REFUSE: {"reason": "trop-vague"}}


def path_of(request, gesture) -> str:
    return f"/aller-vers/demandes/{request.id}/{gesture}"


def page_of(request) -> str:
    return f"/aller-vers/demandes/{request.id}"


@pytest.fixture
def ready(maker, team):
    """`ready(gesture)`: a request on which a gesture may be done, and what its form is filled with."""

    def make(gesture):
        state = State.CLOSED if gesture is Gesture.REOPEN else State.TO_SORT
        made = maker.request(state, organisation=ASKING, team=team)
        filled = {
            Gesture.ASSIGN: lambda: {"team": team.id},
            Gesture.TRANSFER: lambda: {"sector": maker.sector("Autre exemple").id, "note": "Voir avec eux."},
            Gesture.MERGE: lambda: {"other": maker.request().id},
            Gesture.PRECAUTIONS: lambda: {"codes": ["circulation", "a-deux"]},
        }.get(gesture, lambda: WORDS.get(gesture, {}))()
        return made, filled

    return make


@pytest.mark.parametrize("gesture", list(Gesture))
def test_each_is_done_once_however_often_it_is_sent(session, sorter, asker, ready, gesture) -> None:
    made, filled = ready(gesture)
    client = asker[0] if gesture is Gesture.WITHDRAW else sorter[0]
    form = {**hidden_fields(client.get(path_of(made, gesture)), path_of(made, gesture)), **filled}
    answers = [client.post(path_of(made, gesture), data=form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert len({answer.headers["Location"] for answer in answers}) == 1
    page = client.get(answers[0].headers["Location"])
    assert page.status_code == 200
    done = [step.action for step in session.scalars(select(OutreachStep).where(OutreachStep.request_id == made.id))]
    assert done.count(ACTIONS.get(gesture, "")) == (1 if gesture in ACTIONS else 0)
    notes = len(queries.notes(session, made.id, [NoteKind.OF_COORDINATION]))
    assert notes == (1 if gesture in (Gesture.NOTE, Gesture.REOPEN, Gesture.TRANSFER) else 0)


def test_what_the_form_says_is_what_is_written(session, team, sorter, ready) -> None:
    made, filled = ready(Gesture.ASSIGN)
    assert post_form(sorter[0], path_of(made, Gesture.ASSIGN), filled).headers["Location"] == page_of(made)
    session.refresh(made)
    assert (made.state, made.team_id) == (State.ASSIGNED, team.id)
    step = session.scalars(select(OutreachStep).where(OutreachStep.request_id == made.id).order_by(OutreachStep.id.desc())).first()
    assert (step.account_id, step.organisation_id) == (sorter[1].id, queries.case_of(session, made).sorting)


def test_a_request_that_left_the_sector_leads_back_to_the_lists(session, maker, sorter) -> None:
    made, there = maker.request(), maker.sector("Ailleurs exemple", organisation="Coordination voisine")
    answer = post_form(sorter[0], path_of(made, Gesture.TRANSFER), {"sector": there.id})
    assert answer.headers["Location"] == "/aller-vers/demandes"
    assert sorter[0].get(page_of(made)).status_code == 404


def test_precautions_are_what_is_true_today(session, sorter, goer, maker) -> None:
    made = maker.request(State.ASSIGNED)
    post_form(sorter[0], path_of(made, Gesture.PRECAUTIONS), {"codes": ["circulation"]})
    assert {one.code for one in queries.safety(session, made.id, utc_now().date())} == {Safety.ROAD}
    post_form(goer[0], path_of(made, Gesture.PRECAUTIONS), {"codes": ["circulation", "chien"]})
    found = session.scalars(select(OutreachSafety).where(OutreachSafety.request_id == made.id)).all()
    assert {(one.code, one.noted_by) for one in found} == {(Safety.ROAD, "equipe"), (Safety.DOG, "equipe")}


class TestRights:
    @pytest.mark.parametrize("gesture", list(Gesture))
    def test_only_the_side_whose_gesture_it_is_finds_its_page(self, maker, sorter, goer, asker, coordinator, member, gesture) -> None:  # noqa: PLR0917 - fixtures
        state = State.CLOSED if gesture is Gesture.REOPEN else State.ASSIGNED
        made = maker.request(state, organisation=ASKING)
        sides = {"tri": sorter[0], "équipe": goer[0], "demande": asker[0], "département": coordinator[0]}
        sides["ailleurs"] = member("Ailleurs exemple", "ailleurs@exemple.fr")[0]
        found = {who for who, client in sides.items() if client.get(path_of(made, gesture)).status_code != 404}
        expected = {Gesture.WITHDRAW: {"demande"}, Gesture.PRECAUTIONS: {"tri", "équipe"}}
        assert found == expected.get(gesture, {"tri"})

    @pytest.mark.parametrize("gesture", OF_SORTING)
    def test_nobody_else_does_it_with_the_form_of_who_may(self, session, sorter, asker, ready, gesture) -> None:
        made, filled = ready(gesture)
        form = hidden_fields(sorter[0].get(path_of(made, gesture)), path_of(made, gesture))
        token = hidden_fields(asker[0].get(path_of(made, Gesture.WITHDRAW)) if made.closed_at is None else asker[0].get("/compte"))
        answer = asker[0].post(path_of(made, gesture), data={**form, **filled, "csrf_token": token["csrf_token"]})
        session.refresh(made)
        assert (answer.status_code, made.version) == (404, int(form["version"]))


class TestComingSecond:
    @pytest.mark.parametrize("gesture", [Gesture.ASSIGN, Gesture.TRANSFER, Gesture.MERGE, Gesture.REFUSE])
    def test_whoever_read_an_older_version_is_told_where_it_stands(self, session, sorter, ready, gesture) -> None:
        made, filled = ready(gesture)
        form = hidden_fields(sorter[0].get(path_of(made, gesture)), path_of(made, gesture))
        post_form(sorter[0], path_of(made, Gesture.REFUSE), {"reason": "erreur"})
        answer = sorter[0].post(path_of(made, gesture), data={**form, **filled})
        told = answer.get_data(as_text=True)
        session.refresh(made)
        assert (answer.status_code, made.state, made.reason) == (409, State.INADMISSIBLE, Reason.MISTAKE)
        assert "Non recevable" in told
        assert f'href="{page_of(made)}"' in told

    def test_of_many_at_once_exactly_one_wins_and_the_others_are_told(self, app, session, team, sorter, ready, outbox) -> None:  # noqa: PLR0917 - fixtures
        made, _ = ready(Gesture.ASSIGN)
        there = sorter[0].get(path_of(made, Gesture.REFUSE))
        ways = ((Gesture.ASSIGN, {"team": team.id}), (Gesture.REFUSE, {"reason": "erreur"}))
        form = hidden_fields(there, path_of(made, Gesture.REFUSE))
        with sorter[0].session_transaction() as opened:
            kept = dict(opened)
        clients = [PlainClient(app, response_wrapper=app.response_class, use_cookies=True) for _ in range(12)]
        for client in clients:
            with client.session_transaction() as own:
                own.update(kept)
        barrier = Barrier(len(clients))

        def send(rank: int):
            gesture, filled = ways[rank % 2]
            barrier.wait(timeout=60)
            return clients[rank].post(path_of(made, gesture), data={**form, "envoi": f"{rank:032}", **filled})

        with ThreadPoolExecutor(len(clients)) as pool:
            answers = list(pool.map(send, range(len(clients))))
        assert sorted(answer.status_code for answer in answers) == [303] + [409] * 11
        assert all("Cette demande a changé" in answer.get_data(as_text=True) for answer in answers if answer.status_code == 409)
        won = ways[next(rank for rank, answer in enumerate(answers) if answer.status_code == 303) % 2][0]
        session.expire_all()
        steps = session.scalars(select(OutreachStep.action).where(OutreachStep.request_id == made.id).order_by(OutreachStep.id)).all()
        assert steps == ["confier", ACTIONS[won]]
        assert session.scalar(select(func.count()).select_from(OutreachAssignment)) == (1 if won is Gesture.ASSIGN else 0)

    def test_the_requester_cannot_take_back_what_was_met_meanwhile(self, session, maker, asker) -> None:
        made = maker.request(State.CONTACT, organisation=ASKING)
        answer = asker[0].get(path_of(made, Gesture.WITHDRAW))
        assert answer.status_code == 409
        assert "Personne rencontrée" in answer.get_data(as_text=True)

    def test_what_is_no_more_theirs_is_not_there_for_them(self, session, maker, sorter) -> None:
        made, there = maker.request(), maker.sector("Ailleurs exemple", organisation="Coordination voisine")
        page = sorter[0].get(path_of(made, Gesture.REFUSE))
        with unit_of_work(session):
            made.state, made.sector_id = State.TRANSFERRED, there.id
        form = hidden_fields(page, path_of(made, Gesture.REFUSE))
        answer = sorter[0].post(path_of(made, Gesture.REFUSE), data={**form, "reason": "erreur"})
        assert answer.status_code == 404
        assert session.get_one(OutreachRequest, made.id).state == State.TRANSFERRED

    @pytest.mark.parametrize("gesture", [Gesture.NOTE, Gesture.PRECAUTIONS, Gesture.REOPEN])
    def test_nothing_more_is_written_about_what_is_purged(self, session, maker, sorter, gesture) -> None:
        made = maker.request(State.CLOSED)
        page = sorter[0].get(path_of(made, gesture))
        form = hidden_fields(page, path_of(made, gesture))
        with unit_of_work(session):
            made.purged_at = utc_now()
        answer = sorter[0].post(path_of(made, gesture), data={**form, "note": "Encore un mot.", "codes": "chien"})
        assert answer.status_code == 409
        assert session.scalar(select(func.count()).select_from(OutreachStep).where(OutreachStep.action == "rouvrir")) == 0
        assert queries.notes(session, made.id, [NoteKind.OF_COORDINATION]) == []


class TestForms:
    @pytest.mark.parametrize(
        ("gesture", "filled", "expected"),
        [
            (Gesture.ASSIGN, {}, "Choisissez l’équipe."),
            (Gesture.ASSIGN, {"team": "999"}, "Choisissez l’équipe."),
            (Gesture.TRANSFER, {"sector": "0"}, "Choisissez le secteur."),
            (Gesture.TRANSFER, {"sector": "zz", "note": "à garder"}, "Choisissez le secteur."),
            (Gesture.MERGE, {}, "Choisissez une demande"),
            (Gesture.MERGE, {"typed": "999999"}, "Aucune demande ouverte"),
            (Gesture.MERGE, {"typed": "deux"}, "Aucune demande ouverte"),
            (Gesture.REFUSE, {"sentence": "à garder"}, "Choisissez la raison."),
            (Gesture.REFUSE, {"reason": "complet"}, "Choisissez la raison."),
            (Gesture.REFUSE, {"reason": "erreur", "sentence": "voir www.exemple.fr"}, "sans adresse de site"),
            (Gesture.REOPEN, {"note": " "}, "Écrivez pourquoi"),
            (Gesture.NOTE, {"note": "a" * 501}, "Ce texte est trop long."),
        ],
    )
    def test_a_mistake_is_told_and_nothing_is_lost(self, session, sorter, ready, gesture, filled, expected) -> None:  # noqa: PLR0917 - fixtures
        made, _ = ready(gesture)
        version = made.version
        answer = post_form(sorter[0], path_of(made, gesture), filled)
        told = answer.get_data(as_text=True)
        session.refresh(made)
        assert (answer.status_code, made.version) == (422, version)
        assert expected in told
        for value in filled.values():
            assert value in told or value in ("999", "0", "zz", "complet", " ")

    def test_a_request_that_is_like_it_may_be_chosen_another_one_typed(self, session, maker, sorter) -> None:
        made, alike, apart = maker.request(), maker.request(), maker.request(commune="07072", has_place=False)
        told = sorter[0].get(path_of(made, Gesture.MERGE)).get_data(as_text=True)
        assert f'value="{alike.id}"' in told
        assert f'value="{apart.id}"' not in told
        assert post_form(sorter[0], path_of(made, Gesture.MERGE), {"typed": str(apart.id)}).status_code == 303
        session.refresh(made)
        assert made.merged_into_id == apart.id

    def test_a_sector_without_a_team_says_what_to_do(self, maker, sorter, session, sector, team) -> None:
        made = maker.request(sector=sector)
        with unit_of_work(session):
            team.ended_at = utc_now()
        told = sorter[0].get(path_of(made, Gesture.ASSIGN)).get_data(as_text=True)
        assert "Aucune équipe" in told
        assert '<form method="post" action="/aller-vers' not in told

    def test_teams_are_in_their_order_and_those_already_asked_say_so(self, maker, sorter, session, sector, team) -> None:
        second = maker.team("Seconde exemple", sector=sector, rank=2)
        made = maker.request(State.SENT_BACK, team=team, at=utc_now() - timedelta(days=2))
        told = sorter[0].get(path_of(made, Gesture.ASSIGN)).get_data(as_text=True)
        assert told.index(f'value="{team.id}"') < told.index(f'value="{second.id}"')
        assert made.commune == PRIVAS
        assert made.state in SORTING
