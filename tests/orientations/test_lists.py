"""What waits, what was sent, what was received: one's own, and nobody else's."""

from datetime import timedelta

import pytest
from sqlalchemy import event, select

from app.accounts.models import Organisation
from app.core.blind_index import mark_of, name_form, phone_form
from app.core.clock import utc_now
from app.core.keys import Keyring
from app.core.unit_of_work import unit_of_work
from app.extensions import db
from app.orientations import list_queries
from app.orientations.deadlines import Delays
from app.orientations.list_queries import GROUPS
from app.orientations.models import OrientationPerson
from app.orientations.rules import Action, Actor, Mover, State
from app.orientations.services.moving import move
from app.orientations.tasks import Task, todo
from tests.orientations.conftest import SENDING
from tests.orientations.making import NAME, PHONE, WAYS
from tests.support.forms import post_form

pytestmark = pytest.mark.one_engine

OTHER = "Autre association de l’Exemple"
DAYS = Delays().days()


def text_of(client, path) -> str:
    page = client.get(path)
    assert page.status_code == 200
    return page.get_data(as_text=True)


def statements(app, client, path) -> int:
    sent: list[str] = []

    def remember(_connection, _cursor, statement, *_rest) -> None:
        sent.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", remember)
    client.get(path)
    event.remove(engine, "before_cursor_execute", remember)
    return len(sent)


@pytest.fixture
def stranger(app, signed_in_as):
    client = app.test_client()
    signed_in_as(client, email="autre@exemple.fr", organisations={OTHER: "membre"})
    return client


@pytest.fixture
def marked(maker, session):
    """Write the marks by which a person is found, as creating her does."""

    def mark(orientation) -> None:
        keyring = maker.settings.keyring
        with unit_of_work(session):
            person = session.get_one(OrientationPerson, orientation.id)
            person.name_mark = mark_of(keyring, "orientation_person.name", name_form(NAME))
            person.phone_mark = mark_of(keyring, "orientation_person.phone", phone_form(PHONE))

    return mark


def tasks_of(orientation, now=None) -> dict[Actor, Task | None]:
    """What each side has to do."""
    found = {side: todo(orientation, side, now or utc_now(), DAYS) for side in (Actor.SENDER, Actor.TARGET)}
    return {side: one.task if one else None for side, one in found.items()}


class TestTasks:
    @pytest.mark.parametrize(
        ("state", "of_sender", "of_target"),
        [
            (State.DRAFT, Task.DRAFT, None),
            (State.TO_VERIFY, None, None),
            (State.SENT, None, Task.ANSWER),
            (State.RECEIVED, None, Task.ANSWER),
            (State.INCOMPLETE, Task.COMPLETE, None),
            (State.WAITING, None, None),
            (State.ACCEPTED, None, None),
            (State.CONTACT, None, None),
            (State.REFUSED, Task.NEXT_STEP, None),
            (State.SILENT, Task.UNANSWERED, None),
            (State.FAILED, None, None),
            (State.REDIRECTED, None, None),
            (State.CANCELLED, None, None),
        ],
    )
    def test_each_state_waits_for_somebody_or_nobody(self, orientation, state, of_sender, of_target) -> None:
        assert tasks_of(orientation(state)) == {Actor.SENDER: of_sender, Actor.TARGET: of_target}

    @pytest.mark.parametrize(
        ("state", "days", "of_sender", "of_target"),
        [
            (State.SENT, 6, Task.CHASE, Task.ANSWER),
            (State.WAITING, 15, None, Task.CONFIRM_WAIT),
            (State.WAITING, 18, Task.CHASE_WAIT, Task.CONFIRM_WAIT),
            (State.ACCEPTED, 10, Task.AFTER, Task.AFTER),
            (State.SUPPORT, 31, None, Task.FOLLOW),
            (State.REFUSED, 91, None, None),
        ],
    )
    def test_time_makes_work(self, orientation, state, days, of_sender, of_target) -> None:
        made = orientation(state)
        assert tasks_of(made, utc_now() + timedelta(days=days)) == {Actor.SENDER: of_sender, Actor.TARGET: of_target}

    def test_what_is_told_by_telephone_waits_for_its_sender_alone(self, orientation) -> None:
        assert tasks_of(orientation(State.SENT, is_direct=True))[Actor.SENDER] is Task.BY_PHONE

    def test_a_complement_gives_the_target_its_time_again(self, maker, session, orientation) -> None:
        made = orientation(State.INCOMPLETE, at=utc_now() - timedelta(days=6))
        with unit_of_work(session):
            move(maker.context(), made, Action.COMPLETE, Mover(Actor.SENDER))
        assert tasks_of(made) == {Actor.SENDER: None, Actor.TARGET: Task.ANSWER}

    def test_news_of_the_person_wait_until_somebody_acts(self, maker, session, orientation) -> None:
        made = orientation(State.CONTACT)
        with unit_of_work(session):
            made.told_at = utc_now()
        assert tasks_of(made)[Actor.SENDER] is Task.TOLD
        with unit_of_work(session):
            move(maker.context(utc_now() + timedelta(minutes=1)), made, Action.SUPPORT, Mover(Actor.TARGET))
        assert tasks_of(made)[Actor.SENDER] is None

    def test_the_database_selects_what_the_table_says(self, maker, session, orientation, receiver, sender) -> None:
        for state in WAYS:
            orientation(state)
        for days in (0, 6, 10, 18, 31, 95):
            at = utc_now() + timedelta(days=days)
            numbers = [one.id for one in session.scalars(select(Organisation))]
            found = {(one.number, one.todo.task, one.todo.side) for one in list_queries.waiting(session, numbers, at, DAYS)}
            everything = list_queries.listed(session, list_queries.of_side(Actor.SENDER, numbers))
            expected = {
                (row.orientation.id, one.task, side)
                for row in everything
                for side in (Actor.SENDER, Actor.TARGET)
                if (one := todo(row.orientation, side, at, DAYS)) is not None
            }
            assert found == expected, f"after {days} days"


class TestTodo:
    def test_each_side_is_told_what_to_do_and_where(self, orientation, sender, receiver) -> None:
        refused, sent = orientation(State.REFUSED), orientation(State.SENT)
        of_sender, of_receiver = text_of(sender[0], "/orientations"), text_of(receiver[0], "/orientations")
        assert f"/orientations/{refused.id}/reorienter" in of_sender
        assert f'href="/orientations/{sent.id}"' not in of_sender
        assert f'href="/orientations/{sent.id}"' in of_receiver
        assert "Répondre" in of_receiver
        assert NAME in of_receiver

    def test_the_most_urgent_comes_first(self, orientation, sender) -> None:
        later = orientation(State.DRAFT)
        urgent = orientation(State.INCOMPLETE, at=utc_now() - timedelta(days=9))
        told = text_of(sender[0], "/orientations")
        assert told.index(f"/orientations/{urgent.id}") < told.index(f"/orientations/{later.id}")
        assert "En retard" in told

    def test_nothing_to_do_says_what_to_do_next(self, sender) -> None:
        assert "/recherche" in text_of(sender[0], "/orientations")

    def test_somebody_of_no_organisation_finds_nothing_there(self, client, signed_in_as) -> None:
        signed_in_as(client)
        assert [client.get(path).status_code for path in ("/orientations", "/orientations/envoyees", "/orientations/recues")] == [404] * 3


class TestLists:
    def test_another_organisation_sees_none_of_it(self, orientation, sender, receiver, stranger) -> None:
        made = orientation(State.SENT)
        for path in ("/orientations", "/orientations/envoyees", "/orientations/recues"):
            assert f"/orientations/{made.id}" not in text_of(stranger, path)
        assert f"/orientations/{made.id}" in text_of(sender[0], "/orientations/envoyees")
        assert f"/orientations/{made.id}" not in text_of(sender[0], "/orientations/recues")
        assert f"/orientations/{made.id}" in text_of(receiver[0], "/orientations/recues")

    @pytest.mark.parametrize("values", [{"state": State.DRAFT}, {"state": State.TO_VERIFY}, {"state": State.SENT, "is_direct": True}])
    def test_what_was_not_sent_through_us_is_never_received(self, orientation, receiver, values) -> None:
        made = orientation(**values)
        assert f"/orientations/{made.id}" not in text_of(receiver[0], "/orientations/recues")
        assert f"/orientations/{made.id}" not in text_of(receiver[0], "/orientations")
        assert receiver[0].get(f"/orientations/{made.id}").status_code == 404

    def test_states_kinds_and_periods_narrow(self, session, orientation, sender) -> None:
        old = orientation(State.SENT, at=utc_now() - timedelta(days=100))
        closed = orientation(State.CANCELLED)
        with unit_of_work(session):
            closed.kind = "accueil-de-jour"
        shown = {
            "etat=closes": [closed], "etat=en-cours": [old], "etat=a-traiter": [], "periode=90": [closed],
            "besoin=accueil-de-jour": [closed], "etat=nimporte&page=zz": [old, closed],
        }  # fmt: skip
        for query, expected in shown.items():
            told = text_of(sender[0], f"/orientations/envoyees?{query}")
            assert [made for made in (old, closed) if f'"/orientations/{made.id}"' in told] == expected, query

    def test_every_group_holds_states_of_the_table(self) -> None:
        assert {state for groups in GROUPS.values() for group in groups.values() for state in group} <= set(State)

    def test_pages_follow_each_other(self, orientation, sender) -> None:
        made = [orientation(State.DRAFT, is_anonymous=True).id for _ in range(list_queries.PAGE + 1)]
        first, second = text_of(sender[0], "/orientations/envoyees"), text_of(sender[0], "/orientations/envoyees?page=2")
        shown = [sum(f'"/orientations/{number}"' in told for number in made) for told in (first, second)]
        assert shown == [list_queries.PAGE, 1]

    def test_an_empty_list_says_what_to_do_next(self, sender, receiver) -> None:
        assert "/recherche" in text_of(sender[0], "/orientations/envoyees")
        assert "/mes-fiches" in text_of(receiver[0], "/orientations/recues")

    def test_more_lines_ask_no_more_of_the_database(self, app, orientation, sender, receiver) -> None:
        orientation(State.SENT)
        paths = {"/orientations": receiver[0], "/orientations/envoyees": sender[0], "/orientations/recues": receiver[0]}
        few = {path: statements(app, client, path) for path, client in paths.items()}
        for _ in range(6):
            orientation(State.SENT)
        assert {path: statements(app, client, path) for path, client in paths.items()} == few
        assert max(few.values()) <= 12

    def test_a_refusal_says_why(self, orientation, sender) -> None:
        orientation(State.REFUSED)
        assert "plus de place" in text_of(sender[0], "/orientations/envoyees")

    def test_an_example_says_so(self, orientation, sender) -> None:
        orientation(State.SENT, is_example=True)
        assert "exemple" in text_of(sender[0], "/orientations/envoyees")


class TestSearch:
    @pytest.mark.parametrize("words", [NAME, "exemplaire zoe", PHONE, "+33 6 39 98 01 02"])
    def test_a_person_is_found_by_her_exact_name_or_number_and_no_address_says_it(self, orientation, marked, sender, words) -> None:
        found, other = orientation(State.SENT), orientation(State.SENT)
        marked(found)
        answer = post_form(sender[0], "/orientations/envoyees", {"words": words}, action="/orientations/envoyees")
        told = answer.get_data(as_text=True)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Location" not in answer.headers
        assert f'"/orientations/{found.id}"' in told
        assert f'"/orientations/{other.id}"' not in told

    @pytest.mark.parametrize("words", ["Zoé", "06 39 98 01 03", "…"])
    def test_part_of_a_name_finds_nobody(self, orientation, marked, sender, words) -> None:
        made = orientation(State.SENT)
        marked(made)
        answer = post_form(sender[0], "/orientations/envoyees", {"words": words}, action="/orientations/envoyees")
        assert f'"/orientations/{made.id}"' not in answer.get_data(as_text=True)

    def test_she_is_found_by_a_mark_that_an_older_key_made(self, orientation, marked, session, maker) -> None:
        made = orientation(State.SENT)
        marked(made)
        keys = Keyring({"k9": b"9" * 32, **maker.settings.keyring.keys})
        for words in (NAME, PHONE):
            wanted = list_queries.narrowed(Actor.SENDER, [made.organisation_id], list_queries.Wanted(words=words), keys)
            assert list_queries.counted(session, wanted) == 1

    def test_nobody_finds_the_persons_of_others(self, orientation, marked, stranger) -> None:
        made = orientation(State.SENT)
        marked(made)
        for path in ("/orientations/envoyees", "/orientations/recues"):
            answer = post_form(stranger, path, {"words": NAME}, action=path)
            assert f'"/orientations/{made.id}"' not in answer.get_data(as_text=True)

    def test_an_empty_box_is_to_be_filled(self, sender) -> None:
        answer = post_form(sender[0], "/orientations/envoyees", {"words": " "}, action="/orientations/envoyees")
        assert answer.status_code == 422


def test_the_menu_leads_to_the_lists_for_those_who_have_them(client, signed_in_as, sender) -> None:
    assert 'href="/orientations"' in text_of(sender[0], "/compte")
    signed_in_as(client, email="seul@exemple.fr")
    told = text_of(client, "/compte")
    assert 'href="/orientations"' not in told
    assert 'href="/coordination"' not in told
    assert 'href="/administration/journal"' not in told
    assert SENDING not in told
