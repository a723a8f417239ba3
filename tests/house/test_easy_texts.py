"""Easy French is easy as far as a machine can see; whether people understand it, only they can say."""

import re
from collections.abc import Iterator

import pytest

from app.core.language import FRENCH
from app.web.translations import DOMAINS, EASY
from tests.tools.catalogues import path_of, read
from tests.tools.messages import PLACEHOLDER, forms
from tests.tools.typography import mistakes

MOST_WORDS = 15
"""In a sentence."""
MOST_COMMAS = 1
KNOWN = {"SMS"}
"""Written in capitals, and known to all by that name: numbers are no words. Anything else is said in words."""
END = re.compile(r"(?<=[.?…])\s+|\n+")
WORD = re.compile(r"\w")
CAPITALS = re.compile(r"\b(?:[A-ZÀ-Ý]\.?){2,}(?!\w)")
SUBJECT = r"(?:[jc]’|(?:je|tu|il|elle|on|nous|vous|ils|elles|ce|cela|ça|quelqu’un)\b)"
REFUSED = {
    "a semicolon": re.compile(r";"),
    "brackets": re.compile(r"[()\[\]{}]"),
    "a dash within": re.compile(r"\s[–—-]\s"),
    "a colon before a second idea": re.compile(r"\s:(?!\s*(?:\d|$))"),
    "a word that brings a second idea": re.compile(
        r"\b(?:mais|car|donc|cependant|toutefois|néanmoins|tandis|lorsque|puisque|quoique|bien que|afin|dont|lequel|laquelle|"
        r"lesquel(?:le)?s|auquel|duquel|notamment|c’est-à-dire|et/ou)\b",
        re.IGNORECASE,
    ),
    "a second sentence within": re.compile(rf"\w,?\s+(?:et|ou|ni|puis)\s+{SUBJECT}", re.IGNORECASE),
}
CLAIM = re.compile(r"\bFALC\b|facile à lire", re.IGNORECASE)
"""What may be said only of texts that people with intellectual disabilities have written or tried."""


def difficulties(text: str) -> Iterator[str]:
    """Say what makes an easy text hard to read; a value counts as one word or one figure."""
    plain = PLACEHOLDER.sub("0", text)
    for sentence in filter(None, END.split(plain)):
        words = sum(bool(WORD.search(word)) for word in sentence.split())
        if words > MOST_WORDS:
            yield f"{words} words: {sentence}"
        if sentence.count(",") > MOST_COMMAS:
            yield f"commas: {sentence}"
        yield from (f"{name}: {sentence}" for name, pattern in REFUSED.items() if pattern.search(sentence))
        yield from (f"{word} is not explained: {sentence}" for word in CAPITALS.findall(sentence) if word.strip(".") not in KNOWN)


def texts(domain: str) -> list[str]:
    catalogue = read(path_of(FRENCH.code, domain), FRENCH.code)
    return [text for message in catalogue if message.id for text in forms(message)]


def test_easy_french_is_written_in_short_plain_sentences() -> None:
    assert texts(EASY)
    assert [difficulty for text in texts(EASY) for difficulty in difficulties(text)] == []


def test_easy_texts_follow_french_typography() -> None:
    assert [mistake for text in texts(EASY) for mistake in mistakes(text)] == []


def test_nothing_claims_a_label_that_only_its_readers_can_give() -> None:
    assert [text for domain in (*DOMAINS, EASY) for text in texts(domain) if CLAIM.search(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Vous pouvez venir ici tous les jours de la semaine sans prendre de rendez-vous avant de venir.",
        "Venez ; nous vous aidons.",
        "Venez ici (le matin).",
        "Allez au CCAS.",
        "Allez au C.C.A.S. demain.",
        "Venez – c’est gratuit.",
        "Venez demain : c’est gratuit.",
        "C’est gratuit, mais il faut venir.",
        "Vous venez et vous demandez.",
        "Vous venez, puis on vous aide.",
        "Venez ou c’est trop tard.",
        "Apportez un papier, une photo, une carte.",
        "Le lieu dont vous avez besoin.",
    ],
)
def test_a_hard_text_would_be_seen(text: str) -> None:
    assert list(difficulties(text))


@pytest.mark.parametrize(
    "text",
    [
        "Vous êtes en danger ? Appelez le 17 ou le 112. Vous pouvez aussi envoyer un SMS au 114.",
        "Ou vous avez peur pour quelqu’un.",
        "%(structure)s a lu votre demande le %(day)s.",
        "Téléphone : %(number)s",
        "Venez demain, le matin. Vous pouvez venir seul ou avec un ami.",
    ],
)
def test_an_easy_text_is_let_through(text: str) -> None:
    assert list(difficulties(text)) == []
