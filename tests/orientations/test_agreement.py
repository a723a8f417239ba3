"""The agreement to share: its words, kept as they were read; given by a code, which comes to the telephone that is written."""

import re
from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import select

from app.core.errors import NotThere
from app.core.language import READABLE
from app.orientations.agreement_wording import VERSION, WORDINGS
from app.orientations.models import Agreement, AgreementWording
from app.orientations.rules import AgreementWay, State
from app.orientations.services import agreement
from app.sms.models import OutgoingSms
from tests.orientations.making import NAME, PHONE
from tests.orientations.orienting import CODE, DRAFT, PERSON, SEND, count, only, path
from tests.support.forms import hidden_fields, post_form

BY_SMS = {**PERSON, "maniere": "sms"}


def test_there_is_a_text_in_every_language_that_a_page_is_read_in():
    assert set(WORDINGS[VERSION]) == set(READABLE)
    assert len(set(WORDINGS[VERSION].values())) == len(READABLE)
    with pytest.raises(NotThere):
        agreement.wording(VERSION, "tlh")
    with pytest.raises(NotThere):
        agreement.wording("1999-01", "fr")


def test_each_text_is_on_the_page_in_its_language_and_direction(service, sender):
    page = sender[0].get(path(service)).get_data(as_text=True)
    for text in WORDINGS[VERSION].values():
        assert all(line in page for line in text.split("\n"))
    assert '<div class="to-read" lang="ar" dir="rtl">' in page


def test_what_was_read_is_kept_by_version_and_digest_once(service, sender, session):
    for _ in range(2):
        post_form(sender[0], path(service), {**PERSON, **SEND})
    text = WORDINGS[VERSION]["ar"]
    kept = session.scalars(select(AgreementWording)).one()
    assert (kept.digest, kept.version, kept.language, kept.text) == (sha256(text.encode()).hexdigest(), VERSION, "ar", text)
    given = session.scalars(select(Agreement)).all()
    assert {(one.wording, one.way, one.recorded_by, tuple(one.categories)) for one in given} == {
        (kept.digest, AgreementWay.ORAL, sender[1].id, tuple(agreement.CATEGORIES))
    }
    assert "coordination:etat" in agreement.CATEGORIES
    assert not any(code.startswith("coordination:") and code != "coordination:etat" for code in agreement.CATEGORIES)


@pytest.fixture
def asking(service, sender):
    """Post the form again and again, as the same page: `asking(values)`."""
    client = sender[0]
    kept = hidden_fields(client.get(path(service)), path(service))

    def post(*values):
        typed = dict(kept)
        for some in values:
            typed.update(some)
        return client.post(path(service), data=typed)

    return post


def sent(session) -> list[OutgoingSms]:
    session.expire_all()
    return list(session.scalars(select(OutgoingSms).order_by(OutgoingSms.id)))


def code_of(sms: OutgoingSms) -> str:
    return re.search(r"\d{6}", sms.text)[0]


def test_a_code_comes_to_her_telephone_and_says_nothing_of_her(asking, session):
    answer = asking(BY_SMS, CODE, {"accord": "", "canaux": []})
    page = answer.get_data(as_text=True)
    assert (answer.status_code, count(session)) == (200, 0)
    assert 'name="code"' in page
    assert "Le code est parti" in page
    assert all(value in page for value in (NAME, PHONE, PERSON["presentation"], PERSON["courriel"]))
    (sms,) = sent(session)
    assert sms.recipient.endswith("639980102")
    assert not any(word in sms.text for word in (*NAME.split(), "Tilleuls", "omiciliation"))


def test_nothing_of_the_telephone_or_the_code_is_kept_on_the_device_in_the_clear(asking, sender, session):
    asking(BY_SMS, CODE)
    with sender[0].session_transaction() as kept:
        told = str(dict(kept))
    assert code_of(sent(session)[0]) not in told
    assert "39980102" not in told.replace(" ", "")


def test_the_code_given_back_is_the_agreement(asking, session):
    asking(BY_SMS, CODE)
    answer = asking(BY_SMS, SEND, {"code": code_of(sent(session)[0])})
    assert answer.status_code == 303
    assert only(session).agreement.way == AgreementWay.SMS


@pytest.mark.parametrize("gesture", [SEND, DRAFT], ids=["send", "draft"])
def test_without_its_code_it_is_no_agreement(asking, session, gesture):
    assert asking(BY_SMS, gesture).status_code == 422
    assert asking(BY_SMS, gesture, {"code": "123456"}).status_code == 422
    asking(BY_SMS, CODE)
    wrong = f"{(int(code_of(sent(session)[0])) + 1) % 10**6:06}"
    answer = asking(BY_SMS, gesture, {"code": wrong})
    assert (answer.status_code, count(session)) == (422, 0)
    assert NAME in answer.get_data(as_text=True)


def test_a_code_is_worth_something_for_its_telephone_alone(asking, session):
    asking(BY_SMS, CODE)
    code = code_of(sent(session)[0])
    assert asking(BY_SMS, SEND, {"code": code, "telephone": "06 39 98 99 99"}).status_code == 422
    assert count(session) == 0


def test_a_code_serves_20_minutes(asking, session, monkeypatch):
    from app.core.clock import utc_now

    asking(BY_SMS, CODE)
    monkeypatch.setattr("app.orientations.views.sms_code.utc_now", lambda: utc_now() + timedelta(minutes=20, seconds=1))
    answer = asking(BY_SMS, SEND, {"code": code_of(sent(session)[0])})
    assert (answer.status_code, count(session)) == (422, 0)
    assert "plus valable" in answer.get_data(as_text=True)


def test_five_tries_and_the_code_is_over(asking, session):
    asking(BY_SMS, CODE)
    code = code_of(sent(session)[0])
    for _ in range(5):
        asking(BY_SMS, SEND, {"code": f"{(int(code) + 1) % 10**6:06}"})
    assert asking(BY_SMS, SEND, {"code": code}).status_code == 422
    assert count(session) == 0
    asking(BY_SMS, CODE)
    assert asking(BY_SMS, SEND, {"code": code_of(sent(session)[-1])}).status_code == 303


def test_five_codes_a_day_to_one_telephone(asking, session):
    assert [asking(BY_SMS, CODE).status_code for _ in range(6)] == [200] * 5 + [422]
    assert len(sent(session)) == 5


@pytest.mark.parametrize("typed", [{"telephone": "04 65 71 00 01"}, {"telephone": ""}, {"maniere": "oral"}, {"lu_en": "tlh"}], ids=str)
def test_a_code_goes_to_a_mobile_for_an_agreement_by_sms(asking, session, typed):
    answer = asking(BY_SMS, CODE, typed)
    assert (answer.status_code, sent(session)) == (422, [])
    assert NAME in answer.get_data(as_text=True)


def test_a_draft_whose_agreement_is_proven_is_sent_without_another_code(asking, service, sender, session):
    asking(BY_SMS, CODE)
    asking(BY_SMS, DRAFT, {"code": code_of(sent(session)[0])})
    again = f"{path(service)}?brouillon={only(session).id}"
    other = post_form(sender[0], again, {**BY_SMS, **SEND, "telephone": "06 39 98 99 99"}, action=path(service))
    assert other.status_code == 422
    assert post_form(sender[0], again, {**BY_SMS, **SEND}, action=path(service)).status_code == 303
    assert only(session).state == State.SENT
