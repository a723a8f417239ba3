import pytest
from structlog.testing import capture_logs

WHO = {"User-Agent": "Secretissime/1.0", "Referer": "https://secretissime.exemple/"}


@pytest.fixture
def asked(plain):
    """Ask for an address, and return what was logged meanwhile."""

    def ask(address):
        with capture_logs() as events:
            plain.get(address, headers=WHO, environ_base={"REMOTE_ADDR": "127.9.9.9"})
        return events

    return ask


def test_a_request_is_one_event_that_says_its_route_how_it_ended_and_how_long_it_took(asked):
    (event,) = asked("/urgence")

    assert (event["event"], event["method"], event["route"], event["status"]) == ("request", "GET", "/urgence", 200)
    assert len(event["id"]) == 16
    assert event["ms"] >= 0


@pytest.mark.parametrize(
    "address",
    [
        "/recherche?q=secretissime&lat=45.188&lon=5.724&lieu=Privas",
        "/recherche?q=secretissime&lieu=Privas&rayon=-1",
        "/services/424242",
        "/dispositifs/secretissime",
        "/secretissime",
    ],
)
def test_nothing_of_what_a_person_searched_or_who_she_is_stands_in_the_logs(address, asked, caplog):
    written = repr(asked(address)) + caplog.text

    assert "request" in written
    for secret in ("secretissime", "45.188", "5.724", "Privas", "424242", "127.9.9.9"):
        assert secret not in written.lower()


def test_a_page_that_does_not_exist_has_no_route(asked):
    (event,) = asked("/nulle-part")

    assert (event["route"], event["status"]) == (None, 404)
