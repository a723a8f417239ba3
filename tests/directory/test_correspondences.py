import csv
from collections import Counter

import pytest

from app.directory.correspondences import correspondence, correspondences, kinds_of_networks, needs_of_thematiques
from app.directory.kinds import DATA, kinds
from app.directory.naming import kinds_named
from app.directory.needs import NEEDS

v1 = pytest.importorskip("data_inclusion.schema.v1", reason="the national schema is a dependency of development")


def codes(enumeration):
    return {member.value for member in enumeration}


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_kind_stands_exactly_once_in_the_order_of_the_kinds():
    assert [row["code"] for row in rows("correspondances.csv")] == list(kinds())


@pytest.mark.parametrize(
    ("field", "enumeration"),
    [("thematiques", v1.Thematique), ("types", v1.TypeService), ("publics", v1.Public), ("networks", v1.ReseauPorteur)],
)
def test_each_code_is_one_of_the_national_schema_and_is_said_once(field, enumeration):
    for kind, row in correspondences().items():
        said = Counter(getattr(row, field))
        assert set(said) <= codes(enumeration), kind
        assert set(said.values()) <= {1}, kind


def test_a_kind_has_a_thematique_a_type_and_publics_or_the_data_say_why_not():
    for row in rows("correspondances.csv"):
        assert row["types"], row["code"]
        assert row["publics"], row["code"]
        assert row["thematiques"] or "v1" in row["remarque"], row["code"]


def test_kinds_without_any_thematique_are_few_and_known():
    assert {kind for kind, row in correspondences().items() if not row.thematiques} == {"bagagerie", "douche", "laverie", "toilettes"}


def test_an_aid_is_a_financial_aid_of_the_national_schema():
    for kind in kinds().values():
        assert kind.can_be_searched or correspondence(kind.code).types == ("aide-financiere",), kind.code


def test_a_kind_that_does_not_exist_is_an_error():
    with pytest.raises(KeyError):
        correspondence("chateau")


def test_every_thematique_leads_to_needs_that_exist():
    table = {row["thematique"]: row["besoins"].split() for row in rows("thematiques.csv")}
    assert set(table) == codes(v1.Thematique)
    assert len(table) == len(rows("thematiques.csv"))
    for thematique, needs in table.items():
        assert needs, thematique
        assert set(needs) <= set(NEEDS), thematique


def test_needs_come_in_their_own_order_and_once():
    asked = ["numerique--acquerir-un-equipement", "equipement-et-alimentation--alimentation", "numerique--acceder-a-des-services-en-ligne"]
    assert needs_of_thematiques(asked) == ("manger", "numerique")
    assert needs_of_thematiques(reversed(asked)) == ("manger", "numerique")


def test_no_thematique_or_one_that_v1_does_not_have_leads_nowhere():
    assert needs_of_thematiques([]) == ()
    assert needs_of_thematiques(["logement-hebergement", ""]) == ()


def test_every_network_is_one_kind_or_the_data_say_why_it_is_not():
    table = {row["reseau"]: row for row in rows("reseaux-porteurs.csv")}
    assert set(table) == codes(v1.ReseauPorteur)
    assert len(table) == len(rows("reseaux-porteurs.csv"))
    for code, row in table.items():
        assert bool(row["dispositif"]) != bool(row["remarque"]), code


def test_the_kind_that_a_network_is_says_this_network():
    assert kinds_of_networks()["france-service"] == "france-services"
    for network, kind in kinds_of_networks().items():
        assert network in correspondence(kind).networks, network


def test_a_network_never_means_an_aid():
    assert all(kinds()[kind].can_be_searched for kind in kinds_of_networks().values())


@pytest.mark.parametrize("kind", [kind for kind in kinds().values() if kind.code != "convergence"], ids=lambda kind: kind.code)
def test_a_kind_is_found_in_its_own_name_and_in_each_of_its_acronyms(kind):
    for text in filter(None, (kind.name, *kind.acronym.split(" / "))):
        assert kind.code in [found.kind for found in kinds_named(text)], text


def test_an_expression_names_one_kind_only():
    said = Counter(expression for row in correspondences().values() for expression in row.expressions)
    assert [expression for expression, count in said.items() if count > 1] == []
