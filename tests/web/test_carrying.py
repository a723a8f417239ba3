"""What follows a form speaks the language of its page."""

from flask import redirect


def location(house, path: str, to: str) -> str:
    """Where a form at this path leads, that answers with a redirection."""
    with house.test_request_context(path):
        house.preprocess_request()
        return house.process_response(house.make_response(redirect(to, 303))).headers["Location"]


def test_a_language_in_the_address_is_carried(app) -> None:
    assert location(app, "/connexion?lang=en", "/compte#bas") == "/compte?lang=en#bas"
    assert location(app, "/connexion?lang=ar", "/compte?suite=1") == "/compte?suite=1&lang=ar"


def test_nothing_is_added_without_one_or_towards_elsewhere(app) -> None:
    assert location(app, "/connexion", "/compte") == "/compte"
    assert location(app, "/connexion?lang=en", "/compte?lang=fr") == "/compte?lang=fr"
    assert location(app, "/connexion?lang=en", "https://exemple.fr/") == "https://exemple.fr/"
    assert location(app, "/connexion?lang=en", "//exemple.fr") == "//exemple.fr"
