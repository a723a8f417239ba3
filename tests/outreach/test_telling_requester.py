"""What is written to who asked: by the way that they left, nothing that tells where, of whom, or what came of it."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from app.core.clock import PARIS, utc_now
from app.core.unit_of_work import unit_of_work
from app.outreach.models import OutreachRequester, OutreachStep
from app.outreach.models.private import new_note
from app.outreach.rules import Actor, Mover, NoteKind, Requester, State
from app.outreach.services.telling_requester import MOST_A_DAY, Occasion, tell
from app.sms.models import OutgoingSms
from tests.outreach.making import ASKING, POINT, SITUATION, WORDS
from tests.outreach.wishing import EMAIL, NAME, PHONE

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""Pages and words; what depends on the database is tried on both, in the tests beside."""

AT = datetime(2026, 11, 27, 21, tzinfo=PARIS)
SECRETS = (WORDS, "halle", POINT, "44.73", SITUATION, "semaine", NAME, "Exemplaire", "chien", "Privas")
MET = ("rencontr", "met the", "refus")


@pytest.fixture
def left(maker, session):
    """`left(state, email=…, phone=…, **values)`: a request of somebody who left a way to be told."""

    def make(state=State.TRIED, *, email="", phone="", asked_as=Requester.PARTNER, **values):
        request = maker.request(state, **values)
        with unit_of_work(session):
            request.asked_as = asked_as
            session.add(OutreachRequester(request_id=request.id, name=NAME, **({"email": email} if email else {})))
            if phone:
                session.flush()
                session.get(OutreachRequester, request.id).phone = phone
        return request

    return make


@pytest.fixture
def told(maker, session, outbox):
    """`told(request, occasion)`: how many, the letters and the short messages that leave."""

    def ask(request, occasion=Occasion.TRIED):
        before = len(outbox())
        known = len(session.scalars(select(OutgoingSms)).all())
        with unit_of_work(session):
            count = tell(maker.context(), maker.case(request), occasion)
        sent = session.scalars(select(OutgoingSms).order_by(OutgoingSms.id)).all()[known:]
        return count, outbox()[before:], [(sms.recipient, sms.text) for sms in sent]

    return ask


@pytest.mark.parametrize("language", ["fr", "fr-simple", "en", "ar"])
@pytest.mark.parametrize("occasion", list(Occasion))
def test_a_letter_tells_no_place_no_text_and_no_result(left, told, occasion, language):
    count, ((recipient, letter),), texts = told(left(email=EMAIL, phone=PHONE, reads_in=language, planned_at=AT), occasion)
    assert (count, recipient, texts) == (1, EMAIL, []), "one way is enough"
    words = letter.subject + str(letter.blocks) + letter.signature
    assert "/aller-vers/suivi" in words
    assert "%(" not in words
    for secret in SECRETS + (MET if language == "fr" else ()):
        assert secret not in words
    assert not any(character.isdigit() for character in letter.subject)


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
@pytest.mark.parametrize("occasion", [one for one in Occasion if one is not Occasion.RECEIVED])
def test_where_only_a_telephone_was_left_a_short_message_leaves(left, told, maker, occasion, language):
    count, letters, ((recipient, text),) = told(left(phone=PHONE, reads_in=language), occasion)
    assert (count, letters, recipient) == (1, [], "+33639980102")
    assert text.endswith(f"{maker.settings.base_url}/aller-vers/suivi")
    assert len(text) <= 320
    assert not {"\u00a0", "\u202f"} & set(text)
    for secret in SECRETS:
        assert secret not in text


def test_nobody_can_have_us_write_to_a_telephone_by_asking(left, told):
    assert told(left(State.TO_SORT, phone=PHONE), Occasion.RECEIVED) == (0, [], [])


def test_a_telephone_is_not_flooded(left, told, session):
    request = left(State.TRIED, phone=PHONE)
    assert told(request)[0] == 1
    with unit_of_work(session):
        add_steps(session, request.id, MOST_A_DAY)
    assert told(request)[0] == 0


def add_steps(session, number, count):
    session.add_all(
        OutreachStep(request_id=number, at=utc_now(), action="tenter", source="tentative", target="tentative", actor="equipe")
        for _ in range(count)
    )


@pytest.mark.parametrize("phone", ["", "04 65 71 00 09"])
def test_nothing_leaves_where_nothing_was_left_that_can_be_written_to(left, told, phone):
    assert told(left(phone=phone)) == (0, [], [])


def test_the_day_of_a_passage_is_told_and_never_its_hour(left, told):
    request = left(State.PLANNED, email=EMAIL)
    day = (utc_now() + timedelta(days=1)).astimezone(PARIS).date()
    _count, ((_to, letter),), _texts = told(request, Occasion.PLANNED)
    assert f"Une équipe doit passer le {day.day}" in letter.blocks[0].text
    assert " h" not in letter.blocks[0].text


def test_the_letter_that_a_request_was_received_says_who_reads_by_when(left, told):
    request = left(State.TO_SORT, email=EMAIL, at=datetime(2026, 11, 20, 18, tzinfo=PARIS))
    _count, ((_to, letter),), _texts = told(request, Occasion.RECEIVED)
    assert "au plus tard le 23 novembre 2026" in letter.blocks[0].text


@pytest.mark.parametrize("occasion", list(Occasion))
def test_a_neighbour_learns_that_a_team_came_and_not_when_it_means_to(left, told, occasion):
    count, letters, _texts = told(left(email=EMAIL, asked_as=Requester.NEIGHBOUR, planned_at=AT), occasion)
    assert (count == 0) == (occasion in (Occasion.ASSIGNED, Occasion.PLANNED, Occasion.REOPENED))
    if occasion in (Occasion.TRIED, Occasion.MET):
        assert letters[0][1].blocks[0].text == "Une équipe est passée."


def test_a_refusal_says_what_the_coordination_wrote_last(left, told, session):
    request = left(State.INADMISSIBLE, email=EMAIL)
    with unit_of_work(session):
        for text, kind in (("Ancien mot.", NoteKind.TO_REQUESTER), ("Appelez la mairie.", NoteKind.TO_REQUESTER)):
            session.add(new_note(request.id, kind, text, Mover(Actor.COORDINATOR), utc_now()))
            session.flush()
        session.add(new_note(request.id, NoteKind.OF_COORDINATION, "Pour nous.", Mover(Actor.COORDINATOR), utc_now()))
    _count, ((_to, letter),), _texts = told(request, Occasion.REFUSED)
    assert [block.text for block in letter.blocks[:2]] == ["Votre demande n’est pas retenue.", "Appelez la mairie."]
    assert "Pour nous" not in str(letter.blocks)


def test_an_organisation_gets_a_letter_that_leads_to_its_page(maker, told, asker):
    request = maker.request(State.CONTACT, organisation=ASKING)
    _count, ((recipient, letter),), _texts = told(request, Occasion.MET)
    assert recipient == "demande@exemple.fr"
    assert letter.subject == f"Votre demande n° {request.id}\u00a0: du nouveau"
    assert letter.blocks[0].text == "L’équipe a rencontré la personne."
    assert letter.blocks[1].url.endswith(f"/aller-vers/demandes/{request.id}")


def test_who_asked_what_was_merged_is_told_of_the_steps_of_the_other(left, told, maker, asker):
    kept = left(State.TRIED, email=EMAIL)
    merged = left(State.DUPLICATE, email="gare@exemple.fr", merged_into_id=kept.id)
    maker.request(State.DUPLICATE, organisation=ASKING, merged_into_id=merged.id)
    assert [to for to, _ in told(kept, Occasion.TRIED)[1]] == [EMAIL, "gare@exemple.fr", "demande@exemple.fr"]
    assert [to for to, _ in told(merged, Occasion.MERGED)[1]] == ["gare@exemple.fr"]


@pytest.mark.parametrize(("first", "other"), [({"email": EMAIL}, {"email": EMAIL}), ({"phone": PHONE}, {"phone": "+33 6 39 98 01 02"})])
def test_who_asked_many_times_what_was_merged_is_told_once_of_a_step(left, told, session, first, other):
    """Or many requests that leave somebody else's telephone would have it ring as many times at each step."""
    going = left(State.PLANNED, **first)
    for _ in range(3):
        merged = left(State.DUPLICATE, **other)
        with unit_of_work(session):
            merged.merged_into_id = going.id
    count, letters, texts = told(going)
    assert (count, len(letters) + len(texts)) == (1, 1)


def test_what_was_written_for_one_is_not_told_to_those_merged_into_it(left, told, session):
    kept = left(State.INADMISSIBLE, email=EMAIL)
    left(State.DUPLICATE, email="gare@exemple.fr", merged_into_id=kept.id)
    with unit_of_work(session):
        session.add(new_note(kept.id, NoteKind.TO_REQUESTER, "Votre pharmacie nous est connue.", Mover(Actor.COORDINATOR), utc_now()))
    (_own, first), (_other, second) = told(kept, Occasion.REFUSED)[1]
    assert "pharmacie" in str(first.blocks)
    assert "pharmacie" not in str(second.blocks)


@pytest.mark.parametrize("values", [{"is_example": True}, {"purged_at": AT}])
def test_nobody_is_written_to_about_an_example_or_what_was_purged(left, told, values):
    assert told(left(State.TO_SORT, email=EMAIL, phone=PHONE), Occasion.TRIED)[0] == 1
    request = left(State.TO_SORT, email=EMAIL, phone=PHONE)
    for name, value in values.items():
        setattr(request, name, value)
    assert told(request, Occasion.TRIED) == (0, [], [])
