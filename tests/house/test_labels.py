"""Each state and choice has its words: an enumeration in rules has, in the labels of its feature, a text for each member."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from enum import Enum
from types import ModuleType

import app

SENTENCES = "said within whole sentences, which depend on more than the member"
INNER = "steers the search; never shown as such"
UNSPOKEN = {
    "app.directory.duplicates.rules.Registered": INNER,
    "app.directory.duplicates.rules.Where": INNER,
    "app.directory.opening.rules.ChangeKind": SENTENCES,
    "app.directory.opening.rules.State": SENTENCES,
    "app.directory.rules.AreaPurpose": INNER,
    "app.directory.rules.LocationRole": INNER,
    "app.directory.rules.Mobiliser": SENTENCES,
    "app.directory.rules.Price": SENTENCES,
    "app.directory.rules.ReceptionMode": SENTENCES,
    "app.directory.rules.Trait": INNER,
    "app.opendata.rules.Level": "its values are the words of the report",
    "app.territory.rules.PlaceKind": "a place is shown by its own name",
}
"""Enumerations without a label for each member, by name, with the reason."""


def modules(last_name: str) -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(app.__path__, "app."):
        if found.name.rpartition(".")[2] == last_name:
            yield importlib.import_module(found.name)


def enumerations() -> dict[str, type[Enum]]:
    return {
        f"{module.__name__}.{name}": value
        for module in modules("rules")
        for name, value in vars(module).items()
        if isinstance(value, type) and issubclass(value, Enum) and value.__module__ == module.__name__
    }


def spoken() -> list[tuple[str, Mapping[Enum, str]]]:
    """Return the tables of labels: constants whose keys are members of an enumeration."""
    return [
        (f"{module.__name__}.{name}", value)
        for module in modules("labels")
        for name, value in vars(module).items()
        if isinstance(value, Mapping) and value and all(isinstance(key, Enum) for key in value)
    ]


def labelled() -> set[type[Enum]]:
    """Return the enumerations of which some table labels every member."""
    return {kind for _name, table in spoken() if (kind := type(next(iter(table)))) and set(kind) <= table.keys()}


def test_every_member_of_an_enumeration_has_a_label() -> None:
    silent = {name for name, enumeration in enumerations().items() if enumeration not in labelled()}
    assert silent - UNSPOKEN.keys() == set()


def test_what_is_said_to_have_no_labels_exists_and_has_none() -> None:
    assert {name for name in UNSPOKEN if name not in enumerations() or enumerations()[name] in labelled()} == set()


def test_no_label_is_empty() -> None:
    assert [name for name, table in spoken() if not all(str(text).strip() for text in table.values())] == []
