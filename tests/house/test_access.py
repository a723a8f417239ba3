"""Deny by default: who may see a page is written on its view."""

from flask import Flask

MARKS = {"public"}


def test_every_endpoint_bears_exactly_one_mark(house: Flask) -> None:
    endpoints = {rule.endpoint for rule in house.url_map.iter_rules()}
    marks = {endpoint: getattr(house.view_functions[endpoint], "access", None) for endpoint in endpoints}
    assert {endpoint: mark for endpoint, mark in marks.items() if mark not in MARKS} == {}


def test_an_endpoint_without_a_mark_is_refused(house: Flask) -> None:
    endpoint = "directory.read_home" if "directory.read_home" in house.view_functions else min(house.view_functions)
    view = house.view_functions[endpoint]
    rule = next(rule for rule in house.url_map.iter_rules(endpoint) if "GET" in rule.methods)
    values = dict.fromkeys(rule.arguments, "1")
    house.view_functions[endpoint] = lambda **_arguments: "unmarked"
    try:
        with house.test_request_context():
            address = house.url_map.bind("localhost").build(endpoint, values)
        assert house.test_client().get(address).status_code == 404
    finally:
        house.view_functions[endpoint] = view
