import pytest

from app.directory import labels
from app.directory.kinds import PROTECTED, SENSITIVE, THROUGH_SIAO, kinds
from app.directory.needs import NEEDS, NEEDS_OF_KIND
from app.directory.rules import LANGUAGE_BITS, PUBLIC_BITS, SPOKEN_LANGUAGES, Mobilisation, Mobiliser, Price, Public, ReceptionMode, Trait
from app.directory.themes import EVERYTHING, kind_theme, need_theme

v1 = pytest.importorskip("data_inclusion.schema.v1", reason="the national schema is a dependency of development")


def codes(enumeration):
    return {member.value for member in enumeration}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (Public, v1.Public),
        (ReceptionMode, v1.ModeAccueil),
        (Mobilisation, v1.ModeMobilisation),
        (Mobiliser, v1.PersonneMobilisatrice),
        (Price, v1.Frais),
    ],
)
def test_codes_of_the_national_schema_are_those_of_the_schema(ours, theirs):
    assert codes(ours) == codes(theirs)


def test_bits_are_single_and_distinct():
    for bits in (PUBLIC_BITS, LANGUAGE_BITS):
        assert all(bit.bit_count() == 1 for bit in bits.values())
        assert len(set(bits.values())) == len(bits)
    assert all(trait.bit_count() == 1 for trait in Trait)
    assert max(LANGUAGE_BITS.values()) < 2**63


def test_every_spoken_language_has_a_name():
    assert set(labels.LANGUAGES) == set(SPOKEN_LANGUAGES)


def test_themes_do_not_collide():
    numbers = [EVERYTHING, *map(kind_theme, kinds()), *map(need_theme, NEEDS)]

    assert len(set(numbers)) == len(numbers)
    assert all(0 <= number < 2**32 for number in numbers)


def test_needs_and_special_kinds_name_kinds_that_are():
    for named in (*(need.kinds for need in NEEDS.values()), PROTECTED, SENSITIVE, THROUGH_SIAO, NEEDS_OF_KIND):
        assert set(named) <= set(kinds())
