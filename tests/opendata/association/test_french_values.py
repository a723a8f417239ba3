"""Values in plain French become codes when all of them is understood, and stay as they were written otherwise."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.directory.kinds import kinds
from app.directory.rules import SPOKEN_LANGUAGES, Public
from app.opendata.association.french_values import (
    LONGEST_LIST,
    MOST_DOCUMENTS,
    Address,
    address_of,
    documents_of,
    kinds_of,
    languages_of,
    price_of,
    publics_of,
)


@pytest.mark.parametrize(
    ("cells", "address"),
    [
        (("1 rue des Exemples, 69003 Lyon", "", ""), ("1 rue des Exemples", "69003", "Lyon")),
        (("1 rue des Exemples\n69003 Lyon, France", "", ""), ("1 rue des Exemples", "69003", "Lyon")),
        (("1 rue des Exemples 69003 LYON CEDEX 03", "", ""), ("1 rue des Exemples", "69003", "LYON")),
        (("1 rue des Exemples, 69003 Lyon", "", "Lyon"), ("1 rue des Exemples", "69003", "Lyon")),
        (("1 rue des Exemples", "", "69003 Lyon 3e"), ("1 rue des Exemples", "69003", "Lyon")),
        (("1 rue des Exemples", "69003", "Lyon"), ("1 rue des Exemples", "69003", "Lyon")),
        (("1 rue des Exemples", "", "Lyon"), ("1 rue des Exemples", "", "Lyon")),
        (("Place du 11 novembre", "", ""), ("Place du 11 novembre", "", "")),
        (("1 rue des Exemples, 69003 Lyon", "69003", ""), ("1 rue des Exemples, 69003 Lyon", "69003", "")),
    ],
)
def test_an_address_in_one_cell_is_taken_apart(cells, address) -> None:
    assert address_of(*cells) == Address(*address)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Femmes, familles", ["familles", "femmes"]),
        ("Étudiants et étudiantes", ["etudiants"]),
        ("jeunes / demandeurs d’emploi", ["demandeurs-emploi", "jeunes"]),
        ("tous-publics", ["tous-publics"]),
        ("femmes, hommes seuls", []),
        ("tous sauf les mineurs", []),
        ("femmes enceintes", []),
        ("", []),
    ],
)
def test_publics_are_understood_whole_or_not_at_all(text, codes) -> None:
    assert publics_of(text) == codes


@pytest.mark.parametrize("public", Public)
def test_every_public_of_v1_is_known_by_its_code(public) -> None:
    assert publics_of(public.value) == [public.value]


def test_languages_are_told_by_name_and_strangers_noticed() -> None:
    assert languages_of("Français, anglais et arabe") == (["fr", "en", "ar"], True)
    assert languages_of("LSF + persan") == (["fsl", "fa"], True)
    assert languages_of("fr / klingon") == (["fr"], False)
    assert languages_of("") == ([], True)


@pytest.mark.parametrize(
    ("text", "is_yes_free", "told"),
    [
        ("oui", True, ("gratuit", "")),
        ("Non", True, ("payant", "")),
        ("oui", False, (None, "")),
        ("Gratuit", False, ("gratuit", "")),
        ("0 €", False, ("gratuit", "")),
        ("0 €", True, ("gratuit", "")),
        ("0", True, ("payant", "")),
        ("0", False, ("gratuit", "")),
        ("1 €", True, ("payant", "1 €")),
        ("2,50 €", False, ("payant", "2,50 €")),
        ("payant", True, ("payant", "")),
        ("gratuit sur justificatif", True, (None, "gratuit sur justificatif")),
        ("1 € ou gratuit", False, (None, "1 € ou gratuit")),
        ("", True, (None, "")),
    ],
)
def test_a_price_is_free_or_not_only_when_it_is_plain(text, is_yes_free, told) -> None:
    assert price_of(text, is_yes_free=is_yes_free) == told


@pytest.mark.parametrize(
    ("text", "codes", "unknown"),
    [
        ("Douches / Laverie solidaire", ("douche", "laverie"), ()),
        ("CCAS / CIAS", ("ccas",), ()),
        ("Aide alimentaire et vestiaire", ("aide-alimentaire", "vestiaire"), ()),
        ("Maraude ou équipe de rue", ("maraude",), ()),
        ("ACCUEILS DE JOUR", ("accueil-de-jour",), ()),
        ("accueil-de-jour|truc", ("accueil-de-jour",), ("truc",)),
        ("RSA", (), ("RSA",)),
        ("dormir", (), ("dormir",)),
        ("", (), ()),
    ],
)
def test_kinds_are_named_exactly(text, codes, unknown) -> None:
    assert kinds_of(text) == (codes, unknown)


@pytest.mark.parametrize("kind", [kind for kind in kinds().values() if kind.can_be_searched], ids=lambda kind: kind.code)
def test_every_kind_is_known_by_its_name_and_its_code(kind) -> None:
    assert kind.code in kinds_of(kind.name)[0]
    assert kinds_of(kind.code) == ((kind.code,), ())


def test_documents_are_a_short_list() -> None:
    assert documents_of("carte d’identité, justificatif") == ["Carte d’identité", "Justificatif"]
    assert documents_of("- carte, ou passeport\n- photo") == ["Carte, ou passeport", "Photo"]
    assert len(documents_of(";".join(map(str, range(100))))) == MOST_DOCUMENTS


@settings(deadline=None)
@given(st.one_of(st.text(max_size=LONGEST_LIST), st.text("0123456789 ,;/etx@€", max_size=LONGEST_LIST)))
def test_no_text_is_too_strange(text) -> None:
    assert set(publics_of(text)) <= {public.value for public in Public}
    assert set(languages_of(text)[0]) <= set(SPOKEN_LANGUAGES)
    assert set(kinds_of(text)[0]) <= set(kinds())
    assert price_of(text, is_yes_free=False)[0] in (None, "gratuit", "payant")
    assert all(documents_of(text))
    assert len("".join(address_of(text, "", ""))) <= len(text)
