from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.text import fold
from app.directory.correspondences import correspondences
from app.directory.naming import _LITTLE_WORDS, _WORD, _phrases, _phrases_in, _singular, _words, kinds_named

PHRASES = {phrase.words: phrase for by_second in _phrases().values() for phrases in by_second.values() for phrase in phrases}
EXPRESSIONS = sorted({text for row in correspondences().values() for text in row.expressions})
WORDS = sorted({word for text in EXPRESSIONS for word in text.split()})
PIECES = [*EXPRESSIONS, *WORDS, "vers", "l’", "(RSA)", "ville", "_", "½", "™", "x\u0301"]


def longest_at(words, position):
    return next((PHRASES[these] for end in range(len(words), position, -1) if (these := tuple(words[position:end])) in PHRASES), None)


@settings(max_examples=25)
@given(st.lists(st.sampled_from([piece for piece in PIECES if piece == piece.lower()])))
def test_the_longest_phrase_is_found_at_each_word(pieces):
    words, raw = _words(" ".join(pieces))
    expected, free_from = [], 0
    for position in range(len(words)):
        phrase = longest_at(words, position)
        if position >= free_from and phrase and not phrase.acronym:
            expected.append((position, phrase))
            free_from = position + len(phrase.words)

    found = list(_phrases_in(words, raw, is_shouting=False))

    assert [one for one in found if not one[1].acronym] == expected


@settings(max_examples=25)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3)), st.sampled_from([" ", "  ", "\u00a0", "-", "’", "\n"]))
def test_the_words_of_a_name_are_those_of_the_whole_text_one_by_one(pieces, space):
    text = space.join(pieces).replace(".", " ")
    whole = [(fold(raw), raw) for raw in _WORD.findall(normalize("NFC", text))]
    counting = [(_singular(word), raw) for word, raw in whole if word and word not in _LITTLE_WORDS]

    assert list(zip(*_words(text), strict=True)) == counting


@pytest.mark.parametrize("text", ["C.C.A.S. de Montvert", "Le C.C.A.S.", "(C.C.A.S.)", "Accueil au C.C.A.S., tous les jours"])
def test_an_acronym_with_full_stops_is_read_wherever_it_stands(text):
    assert [found.kind for found in kinds_named(text)] == ["ccas"]
