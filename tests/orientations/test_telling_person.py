"""What is written to the person: by a safe channel only, and so that whoever holds her telephone learns nothing."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from app.core.clock import PARIS
from app.core.unit_of_work import unit_of_work
from app.mail.models import OutgoingMail
from app.orientations import queries
from app.orientations.letters.person import Occasion
from app.orientations.models import OrientationLink
from app.orientations.rules import Actor, LinkPurpose, Mover, State
from app.orientations.services.agreeing import withdraw
from app.orientations.services.telling_person import tell
from app.sms.models import OutgoingSms
from tests.orientations.making import NAME

pytestmark = pytest.mark.one_engine
"""Pages and words; what depends on the database is tried on both, in the tests beside."""

AT = datetime(2026, 11, 24, 10, tzinfo=PARIS)


@pytest.fixture
def told(maker, session):
    """`told(orientation, occasion)`: the messages and mails that leave."""

    def ask(made, occasion=Occasion.ACCEPTED):
        with unit_of_work(session):
            tell(maker.context(), queries.case_of(session, made), occasion)
        sent = session.scalars(select(OutgoingSms).order_by(OutgoingSms.id)).all()
        written = session.scalars(select(OutgoingMail).where(OutgoingMail.purpose.like("person-%"))).all()
        return [sms.text for sms in sent], [(mail.recipient, mail.subject + mail.letter) for mail in written]

    return ask


def test_a_mobile_gets_a_short_message_that_opens_her_page(orientation, told, client, maker):
    (text,), mails = told(orientation(State.ACCEPTED, appointment_at=AT))
    assert mails == []
    assert text.startswith(f"Un rendez-vous est prévu le 24 novembre 2026 à 10 h. Détails : {maker.settings.base_url}/ma-demande/lien/")
    path = text.partition("Détails : ")[2].removeprefix(maker.settings.base_url)
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("occasion", list(Occasion))
@pytest.mark.parametrize("language", ["fr", "fr-simple", "en", "ar"])
def test_no_message_names_a_service_a_person_or_a_need(orientation, told, session, occasion, language):
    made = orientation(State.ACCEPTED, appointment_at=AT, language=language)
    (text,), _none = told(made, occasion)
    with unit_of_work(session):
        made.person.phone = "04 65 71 00 09"
    _one, ((recipient, mail),) = told(made, occasion)
    assert recipient == "zoe.exemplaire@exemple.fr"
    for secret in (NAME, "Zoé", "Tilleuls", "omiciliation", "Mission locale", "04 65 71"):
        assert secret not in text + mail
    assert "%(" not in text + mail
    assert len(text) <= 320


def test_each_message_has_a_link_of_its_own(orientation, told, session):
    made = orientation(State.ACCEPTED)
    told(made)
    first, second = told(made, Occasion.REMINDER)[0]
    assert first.rpartition("/")[2] != second.rpartition("/")[2]
    links = session.scalars(select(OrientationLink).where(OrientationLink.purpose == LinkPurpose.PERSON)).all()
    assert len(links) == 2


def test_nothing_leaves_where_writing_is_not_safe(orientation, told, session):
    made = orientation(State.ACCEPTED)
    with unit_of_work(session):
        made.may_write = False
    assert told(made) == ([], [])


def test_nothing_leaves_to_nobody_nor_after_a_withdrawal(orientation, told, maker, session):
    assert told(orientation(State.ACCEPTED, is_anonymous=True, may_write=True)) == ([], [])
    made = orientation(State.ACCEPTED)
    with unit_of_work(session):
        withdraw(maker.context(), made, Mover(Actor.PERSON))
    messages, mails = told(made)
    assert messages == []
    assert not [mail for mail in mails if "ma-demande" in mail[1]]


def test_a_call_to_come_is_announced_by_its_last_day(orientation, told):
    made = orientation(State.ACCEPTED, appointment_at=AT.replace(hour=19), calls_before=date(2026, 11, 24))
    (text,), _none = told(made)
    assert text.startswith("On vous appelle avant le 24 novembre 2026.")


def test_an_unknown_occasion_is_a_mistake(orientation, told):
    with pytest.raises(ValueError, match="party"):
        told(orientation(State.ACCEPTED), "party")
