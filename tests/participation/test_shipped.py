"""The questionnaires that come with Repères: sound, whole in four languages, plainly said."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from app.core.errors import NotThere
from app.core.language import READABLE
from app.participation.checking import problems, remarks
from app.participation.definition import Definition, Text, canonical, parse
from app.participation.questions import REGISTRY, type_of
from app.participation.shipped import DATA, ORDER, definition_called, shipped
from tests.house.test_easy_texts import CLAIM, END, MOST_WORDS, WORD, difficulties
from tests.tools.typography import mistakes

ANONYMOUS = re.compile("anonym|مجهول", re.IGNORECASE)
"""Said by pages, which know the channel; never by a questionnaire, which may be read by somebody to somebody."""
ARABIC = re.compile("[\u0621-\u064a]")
LATIN_MARKS = re.compile("[?;,]")
NOT_FOR_WHO_ANSWERS = frozenset(("summary", "guidance"))

each = pytest.mark.parametrize("definition", ORDER, indirect=True)


@pytest.fixture
def definition(request):
    return definition_called(request.param)


def texts(value: Any, *, without: frozenset[str] = frozenset()) -> Iterator[Text]:
    """Every text of a definition, those of its questions, choices and settings too."""
    if is_dataclass(value):
        for one in fields(value):
            if one.name not in without:
                yield from texts(getattr(value, one.name), without=without)
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one, without=without)
    elif isinstance(value, Mapping):
        if value.keys() & READABLE.keys():
            yield value
        else:
            yield from texts(tuple(value.values()), without=without)


def test_each_file_is_read_in_the_order_chosen() -> None:
    assert tuple(shipped()) == ORDER
    assert {path.stem for path in DATA.iterdir()} == set(ORDER)


def test_one_is_found_by_its_code_and_an_unknown_one_is_not_there() -> None:
    assert definition_called("pairs").code == "pairs"
    with pytest.raises(NotThere):
        definition_called("../pairs")


@each
def test_it_may_be_published(definition: Definition) -> None:
    assert list(problems(definition)) == []
    assert list(remarks(definition)) == []


@each
def test_its_canonical_form_is_stable(definition: Definition) -> None:
    assert canonical(parse(canonical(definition))) == canonical(definition)


@each
def test_every_text_is_there_in_every_language(definition: Definition) -> None:
    assert set(definition.languages) == set(READABLE)
    assert [text for text in texts(definition) if set(text) != set(READABLE)] == []
    assert all((definition.intro, definition.thanks, definition.summary))


@each
def test_arabic_texts_are_in_arabic(definition: Definition) -> None:
    words = [text["ar"] for text in texts(definition)]
    assert [text for text in words if not ARABIC.search(text) or LATIN_MARKS.search(text)] == []


@each
def test_french_texts_follow_french_typography(definition: Definition) -> None:
    assert [mistake for text in texts(definition) for code in ("fr", "fr-simple") for mistake in mistakes(text[code])] == []


@each
def test_who_answers_reads_short_sentences(definition: Definition) -> None:
    said = (text["fr"] for text in texts(definition, without=NOT_FOR_WHO_ANSWERS))
    sentences = [sentence for text in said for sentence in END.split(text)]
    assert [one for one in sentences if sum(bool(WORD.search(word)) for word in one.split()) > MOST_WORDS] == []


@each
def test_easy_french_is_easy_as_far_as_a_machine_can_see(definition: Definition) -> None:
    assert [difficulty for text in texts(definition) for difficulty in difficulties(text["fr-simple"])] == []


@each
def test_nothing_is_claimed_that_only_readers_or_pages_can_say(definition: Definition) -> None:
    words = [text[code] for text in texts(definition) for code in text]
    assert [one for one in words if CLAIM.search(one) or ANONYMOUS.search(one)] == []


@each
def test_each_question_says_why_it_is_asked(definition: Definition) -> None:
    assert [question.key for question in definition.questions if type_of(question).asks and not question.why] == []


@each
def test_it_leaves_to_pages_what_they_say_themselves(definition: Definition) -> None:
    """Not to write names, what is kept of a commune, and when to turn the screen: there is none on the telephone."""
    told = [(one.hint, one.guidance) for one in definition.questions if type_of(one).is_text or one.type == "commune"]
    assert [hint for hint, _ in told if re.search(r"\bnom\b|gardons", hint.get("fr", ""))] == []
    assert [one.key for one in definition.questions if "écran" in one.guidance.get("fr", "")] == []


def test_every_type_serves_somewhere() -> None:
    assert {question.type for definition in shipped().values() for question in definition.questions} == set(REGISTRY)
