"""The one form in which names, numbers and addresses are compared."""

import pytest

from app.directory.duplicates import contacts, names


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("04 75 00 00 01", {"0475000001"}),
        ("+33 (0)4.75.00.00.01", {"0475000001"}),
        ("0033475000001", {"0475000001"}),
        ("04 75 00 00 01 ou 04-75-00-00-02", {"0475000001", "0475000002"}),
        ("115", set()),
        ("39 19", set()),
        ("sur rendez-vous", set()),
        ("", set()),
    ],
)
def test_telephones_are_read_as_ten_digits(written, read):
    assert contacts.phones(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (" Contact@LeFil.Example ", "contact@lefil.example"),
        ("contact@gmail.com", ""),
        ("asso.lefil@gmail.com", "asso.lefil@gmail.com"),
        ("pas d’adresse", ""),
    ],
)
def test_a_mailbox_of_no_one_in_particular_is_none(written, read):
    assert contacts.email(written) == read


@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [
        ("12 rue de la Gare", "12, R. de la gare", True),
        ("12 rue de la Gare", "rue de la Gare", True),
        ("12 bis rue de la Gare", "12 rue de la Gare", True),
        ("12 rue de la Gare", "14 rue de la Gare", False),
        ("12 rue de la Gare", "12 avenue de la Gare", False),
        ("place du 8 mai 1945", "3 place du 8 Mai 1945", True),
        ("Espace Exemple, 3 pl. du Marché", "3 place du marché BP 12", True),
        ("1 rue du Pont", "1 rue du Port", False),
    ],
)
def test_street_addresses_are_compared_by_number_and_street(one, other, are_same):
    assert contacts.is_same_street(contacts.street(one), contacts.street(other)) is are_same


@pytest.mark.parametrize("nothing", ["", "12", "BP"])
def test_an_address_without_a_street_is_none(nothing):
    assert contacts.street(nothing) is None


def test_sites_are_compared_without_what_browsers_add():
    assert contacts.site("https://www.LeFil.example/") == contacts.site("lefil.example") == "lefil.example"


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Association Le Fil de Privas", ("fil",)),
        ("Centre communal d’action sociale de la ville de Privas", ("ccas",)),
        ("Mairie de Privas", ("mairie",)),
        ("Privas", ("privas",)),
        ("Association", ("association",)),
    ],
)
def test_words_that_everybody_bears_are_left_out_of_names(written, words):
    assert names.read(written, "Privas").words == words


def test_a_sort_of_place_alone_tells_less_than_a_name():
    def likeness(one: str, other: str) -> float:
        return names.likeness(names.read(one, "Privas"), names.read(other, "Privas"))

    assert likeness("Centre social", "Centre social Les Alpes") < likeness("Barnave", "Barnave Les Alpes") < 1
    assert likeness("Centre social Barnave", "Centre social Les Alpes") < 0.5
    assert likeness("", "Le Fil") == likeness("", "") == 0
