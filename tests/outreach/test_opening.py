"""What is kept of a request and of its code, and who opens it: on both databases."""

import pytest
from sqlalchemy import select

from app.core.audit import AuditEntry
from app.core.clock import utc_now
from app.core.errors import NotThere
from app.core.unit_of_work import unit_of_work
from app.orientations.rules import CODE_ALPHABET, CODE_LENGTH
from app.orientations.services.opening import code_digest
from app.outreach.models import OutreachRequest
from app.outreach.rules import Actor, Mover, Requester, State
from app.outreach.services import opening
from app.outreach.services.asking import NotOpen, ask
from tests.outreach.making import ASKING, PRIVAS, SITUATION, WORDS
from tests.outreach.wishing import EMAIL, NAME, raw, wish

BY = Mover(Actor.REQUESTER)


@pytest.fixture
def asked(maker, session):
    """`asked(**changes)`: a request, written down."""

    def make(by=BY, **changes):
        with unit_of_work(session):
            return ask(maker.context(), wish(**changes), by)

    return make


def test_no_table_tells_in_the_raw_where_she_is_what_is_said_or_who_asked(asked, session, sector):
    made = asked()
    held = raw(session)
    for secret in (WORDS, "halle", "44.73", SITUATION, "semaine", NAME, "Exemplaire", EMAIL, "39 98", made.code):
        assert secret not in held
    assert PRIVAS in held, "what is counted is there"


def test_a_code_opens_its_request_however_it_is_typed(asked, maker, session, sector):
    made, other = asked(), asked()
    assert len(made.code) == CODE_LENGTH
    assert set(made.code) <= set(CODE_ALPHABET)
    assert made.code != other.code
    for typed in (made.code, made.code.lower(), f" {made.code[:4]}-{made.code[4:]} "):
        assert opening.by_code(maker.context(), typed).request.id == made.id


@pytest.mark.parametrize("typed", ["", "ABCD", "ZZZZ9999", "A" * 60, "ABCD 2345 ABCD"])
def test_another_code_opens_nothing(asked, maker, typed, sector):
    asked()
    with pytest.raises(NotThere):
        opening.by_code(maker.context(), typed)


def test_the_digest_of_a_code_is_not_that_of_an_orientation(asked, maker, sector):
    made = asked()
    assert made.code_digest != code_digest(maker.settings.secret_key, made.code)


def test_giving_a_code_is_written_in_the_journal_without_it(asked, maker, session, sector):
    made = asked()
    with unit_of_work(session):
        assert opening.give_code(maker.context(), made.code) == made.id
        opening.note_refusal(maker.context())
    lines = [(one.action, one.actor, one.subject_id, one.detail) for one in session.scalars(select(AuditEntry).order_by(AuditEntry.id))]
    assert lines == [("outreach:code-given", "demandeur", made.id, ""), ("outreach:code-refused", "demandeur", None, "")]


def test_what_was_purged_opens_no_more(asked, maker, session, sector):
    made = asked()
    with unit_of_work(session):
        made.purged_at = utc_now()
    for open_it in (lambda: opening.by_code(maker.context(), made.code), lambda: opening.by_number(maker.context(), made.id)):
        with pytest.raises(NotThere):
            open_it()


def test_what_an_organisation_asks_has_no_code_and_opens_to_nobody_by_number(asked, maker, session, sector):
    number = maker.organisation(ASKING).id
    made = asked(Mover(Actor.REQUESTER, None, number), asked_as=Requester.PROFESSIONAL)
    assert (made.code, made.code_digest, made.organisation_id) == (None, None, number)
    with pytest.raises(NotThere):
        opening.by_number(maker.context(), made.id)
    with pytest.raises(NotThere):
        opening.by_number(maker.context(), 0)


@pytest.mark.parametrize(
    ("asked_as", "organisation"), [(Requester.NEIGHBOUR, False), (Requester.PROFESSIONAL, False), (Requester.PARTNER, True)]
)
def test_who_may_not_ask_so_writes_nothing(asked, maker, session, asked_as, organisation):
    number = maker.organisation(ASKING).id if organisation else None
    with pytest.raises(NotOpen):
        asked(Mover(Actor.REQUESTER, None, number), asked_as=asked_as)
    assert session.scalars(select(OutreachRequest)).all() == []


def test_a_request_goes_on_as_the_one_that_it_was_merged_into(maker, session):
    last = maker.request(State.PLANNED)
    middle = maker.request(State.DUPLICATE, merged_into_id=last.id)
    first = maker.request(State.DUPLICATE, merged_into_id=middle.id)
    assert opening.standing(maker.context(), maker.case(first)).request.id == last.id
    assert opening.standing(maker.context(), maker.case(last)).request.id == last.id


def test_merges_in_a_circle_end(maker, session):
    first, second = maker.request(State.DUPLICATE), maker.request(State.DUPLICATE)
    with unit_of_work(session):
        first.merged_into_id, second.merged_into_id = second.id, first.id
    assert opening.standing(maker.context(), maker.case(first)).request.id in (first.id, second.id)
