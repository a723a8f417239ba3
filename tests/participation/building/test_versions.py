"""Published versions in a list, and what differs between two of them, in words."""

import pytest

from app.core.unit_of_work import unit_of_work
from app.participation.definition import read
from app.participation.services import building
from tests.participation.building.releasing_drafts import LISTED, a_draft, publish, say_anew
from tests.participation.making import SMALL, question
from tests.participation.organising.reading import text_of

pytestmark = pytest.mark.one_engine


@pytest.fixture
def draft(maker):
    return a_draft(maker)


@pytest.fixture
def published(maker, draft):
    return publish(maker, draft)


@pytest.fixture
def path(draft):
    return f"{LISTED}/{draft.id}/versions"


def test_each_version_is_told_with_its_file_and_its_campaigns(editor, maker, draft, path) -> None:
    client = editor[0]
    assert "n’est pas encore publié" in text_of(client, path)
    first = publish(maker, draft)
    say_anew(maker, draft, "Êtes-vous venu ?")
    assert "a changé depuis la version 1" in text_of(client, path)
    second = publish(maker, draft)
    page = text_of(client, path)
    for told in ("Version 1", "Version 2", first.sha256[:12], second.sha256[:12], "3 questions", f"{path}/{first.id}/formulaire.xlsx"):
        assert told in page
    assert "Aucune enquête ne la pose" in page


def test_words_that_changed_are_marked_and_so_is_what_came_and_went(editor, maker, draft, path) -> None:
    publish(maker, draft)
    say_anew(maker, draft, "Question visite du lieu ?")
    with unit_of_work(maker._session):
        questions = [SMALL["questions"][0], {**SMALL["questions"][1], "show_if": "visite = 'non'"}, question("ajout", "short_text")]
        later = read({**SMALL, "title": {**SMALL["title"], "fr": "<b>Essai</b> (exemple)"}, "questions": questions})
        building.change(maker.context(), draft.id, lambda _found: later)
    page = text_of(editor[0], f"{path}/differences?de=1")
    assert "Ce qui changera après la version 1" in page
    assert "<del>Essai</del>" in page
    assert "<ins>&lt;b&gt;Essai&lt;/b&gt;</ins>" in page
    assert "Nouvelle question." in page
    assert "Question retirée." in page
    assert "Posée seulement si vous avez répondu « Oui » à la question 1" in page
    assert "Posée seulement si vous avez répondu « Non » à la question 1" in page
    assert "Rien ne change" in text_of(editor[0], f"{path}/differences?de=1&a=1")


@pytest.mark.parametrize(
    ("asked", "status"),
    [("", 303), ("de=", 303), ("de=-1", 303), ("de=1&a=x", 303), ("de=2", 404), ("de=1&a=9", 404), ("de=99999999999", 303)],
)
@pytest.mark.usefixtures("published")
def test_a_version_that_is_not_there_is_compared_with_nothing(editor, path, asked, status) -> None:
    assert editor[0].get(f"{path}/differences?{asked}").status_code == status
