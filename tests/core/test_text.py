import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.text import _fold, fold

LETTERS = "[0-9a-z\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5]"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("L’Isle-d’Abeau", "l isle d abeau"),
        ("SAINT-ÉTIENNE", "saint etienne"),
        ("Cœur, œuvre & cætera", "coeur oeuvre caetera"),
        ("100 % santé", "100 sante"),
        ("  a\t\n b ", "a b"),
        ("ＡＢＣ１２３", "abc123"),
        ("Straße", "strasse"),
        ("\x00\u202e👋", ""),
        ("الإِيـــواء", "الايواء"),
        ("أُريدُ مَأوى في غرونوبل", "اريد ماوي في غرونوبل"),
        ("مساعدة غذائيّة", "مساعده غذاييه"),
        ("ﺳﻜﻦ", "سكن"),
        ("中文", ""),
        ("", ""),
    ],
)
def test_a_text_is_folded_to_plain_words(written, folded):
    assert fold(written) == folded


@given(st.text())
def test_folding_any_text_gives_plain_words_and_folding_again_changes_nothing(text):
    folded = fold(text)

    assert re.fullmatch(rf"({LETTERS}+( {LETTERS}+)*)?", folded)
    assert fold(folded) == folded


@given(st.text())
def test_case_does_not_matter(text):
    assert fold(text.casefold()) == fold(text)


@given(st.text(alphabet="abcdéèçâîôû -’", max_size=30))
def test_how_accents_are_encoded_does_not_matter(text):
    import unicodedata

    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_french_is_folded_as_every_script_is():
    for letter in map(chr, range(0x3000)):
        for text in (letter, f"a{letter}b", f"L’été {letter} – cœur"):
            assert fold(text) == _fold(text), text


@settings(max_examples=25)
@given(st.text(alphabet="aéÉœŒæßz ’'–…“”—•€\u202f½™\u0301.,\n_9أَمİ", max_size=40))
def test_french_mixed_with_anything_is_folded_as_every_script_is(text):
    assert fold(text) == _fold(text)
