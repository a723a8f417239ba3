"""Deny by default: who may see a page is written on its view."""

from flask import Flask

from app.permissions import merged
from app.web.access import PUBLIC, SIGNED_IN

MARKS = {PUBLIC, SIGNED_IN, *merged()}


def test_every_endpoint_bears_exactly_one_mark(house: Flask) -> None:
    endpoints = {rule.endpoint for rule in house.url_map.iter_rules()}
    marks = {endpoint: getattr(house.view_functions[endpoint], "access", None) for endpoint in endpoints}
    assert {endpoint: mark for endpoint, mark in marks.items() if mark not in MARKS} == {}


def test_an_endpoint_without_a_mark_is_refused(house: Flask) -> None:
    rule = next(rule for rule in house.url_map.iter_rules() if "GET" in rule.methods and rule.endpoint != "static")
    endpoint = rule.endpoint
    view = house.view_functions[endpoint]
    values = dict.fromkeys(rule.arguments, "1")
    house.view_functions[endpoint] = lambda **_arguments: "unmarked"
    try:
        with house.test_request_context():
            address = house.url_map.bind("localhost").build(endpoint, values)
        assert house.test_client().get(address).status_code == 404
    finally:
        house.view_functions[endpoint] = view


def test_a_page_that_is_not_for_all_is_kept_by_no_cache(house: Flask) -> None:
    """The first refusal of each address already is: nothing of it stays in a shared computer."""
    client = house.test_client()
    for rule in house.url_map.iter_rules():
        mark = getattr(house.view_functions[rule.endpoint], "access", PUBLIC)
        if mark != PUBLIC and "GET" in (rule.methods or ()) and not rule.arguments:
            assert client.get(rule.rule).headers["Cache-Control"] == "no-store", rule.rule
