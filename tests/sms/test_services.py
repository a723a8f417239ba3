import pytest

from app.core.unit_of_work import unit_of_work
from app.sms.models import OutgoingSms
from app.sms.services import LONGEST, NotAMobile, TooLong, dialled, is_mobile, post
from tests.sms.conftest import DIALLED, MOBILE


@pytest.mark.parametrize(
    "written", ["06 39 98 01 02", "0639980102", "06.39.98.01.02", "+33 6 39 98 01 02", "0033639980102", "+33 (0)6 39 98 01 02"]
)
def test_a_mobile_is_dialled_alike_however_it_is_written(written):
    assert dialled(written) == DIALLED


@pytest.mark.parametrize(("written", "expected"), [("0692 12 34 56", "+262692123456"), ("07 00 00 00 00", "+33700000000")])
def test_mobiles_overseas_have_codes_of_their_own(written, expected):
    assert dialled(written) == expected


@pytest.mark.parametrize("written", ["", "04 65 71 00 01", "06 39 98 01", "06 39 98 01 02 03", "+44 7700 900123", "3919", "zoe@exemple.fr"])
def test_what_no_short_message_reaches_is_refused(written, session, app):
    assert not is_mobile(written)
    with pytest.raises(NotAMobile):
        post(session, written, "Bonjour", "rappel")


def test_a_text_that_would_be_cut_is_refused(session, app):
    post(session, MOBILE, "a" * LONGEST, "rappel")
    with pytest.raises(TooLong):
        post(session, MOBILE, "a" * (LONGEST + 1), "rappel")
    session.rollback()


def test_neither_the_number_nor_the_words_stand_in_the_database_in_clear(session, app):
    with unit_of_work(session):
        post(session, MOBILE, "Bonjour", "rappel")
    raw = session.connection().exec_driver_sql("SELECT recipient, text FROM outgoing_sms").one()
    assert all(value.startswith("k1.") for value in raw)
    kept = session.query(OutgoingSms).one()
    assert (kept.recipient, kept.text) == (DIALLED, "Bonjour")
