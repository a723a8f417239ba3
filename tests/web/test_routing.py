"""Addresses are built as werkzeug builds them, whenever their rule is made ready."""

import pytest
from werkzeug.exceptions import NotFound
from werkzeug.routing import Map, Rule

from app.web.routing import LazyRule

PATHS = ("/", "/services/<int:number>", "/<any(fr, en):language>/lieux/<path:rest>", "/fixe")
BUILT = (
    ("/", {}), ("/services/<int:number>", {"number": 7}), ("/services/<int:number>", {"number": 7, "lang": "ar"}),
    ("/<any(fr, en):language>/lieux/<path:rest>", {"language": "en", "rest": "à/côté"}), ("/fixe", {"page": 2, "rule": "tout"}),
)  # fmt: skip


def adapter(rule):
    return Map([rule(path, endpoint=path) for path in PATHS]).bind("exemple.fr")


@pytest.mark.parametrize("append_unknown", [True, False])
@pytest.mark.parametrize(("endpoint", "values"), BUILT)
def test_the_same_address_the_first_time_and_the_next(endpoint, values, append_unknown):
    lazy = adapter(LazyRule)
    expected = adapter(Rule).build(endpoint, values, append_unknown=append_unknown)
    assert [lazy.build(endpoint, values, append_unknown=append_unknown) for _ in range(2)] == [expected, expected]


def test_addresses_are_matched_before_any_is_built():
    lazy = adapter(LazyRule)
    assert lazy.match("/services/7") == ("/services/<int:number>", {"number": 7})
    with pytest.raises(NotFound):
        lazy.match("/services/sept")


def test_the_rules_of_the_application_are_such(app):
    """All but the one that Flask makes for files before it is told how."""
    assert {rule.endpoint for rule in app.url_map.iter_rules() if type(rule) is not LazyRule} == {"static"}
