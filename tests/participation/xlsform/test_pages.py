"""Bringing a workbook from the site, and taking one away: a report first, a draft when one agrees, the same workbook again."""

import io

import pytest
from sqlalchemy import select

from app.core.audit import Doer
from app.core.unit_of_work import unit_of_work
from app.participation.definition import parse
from app.participation.models import QuestionnaireDraft
from app.participation.services import building, publishing
from app.participation.shipped import shipped
from app.participation.xlsform.importing import import_form
from app.participation.xlsform.reading import read_book
from app.participation.xlsform.writing import export_form
from tests.participation.making import ASKING
from tests.participation.xlsform.test_reading import workbook
from tests.support.forms import hidden_fields

pytestmark = pytest.mark.one_engine
LIST = "/mes-enquetes/questionnaires"
IMPORT = f"{LIST}/importer"
BEGIN = f"{IMPORT}/commencer"
ROWS = [
    ["type", "name", "label::Français (fr)", "relevant"],
    ["integer", "fois", "Combien de fois (exemple) ?"],
    ["geopoint", "lieu", "Où ?"],
    ["text", "dire", "Que <b>dire</b> ?", "${fois} > 2"],
    ["text", "ici", "Ici ?", "${lieu} != ''"],
]


@pytest.fixture
def send(editor):
    """`send(data, **fields)`: the answer to a workbook that somebody who edits brings."""
    client = editor[0]

    def post(data=None, **fields):
        form = hidden_fields(client.get(IMPORT), IMPORT)
        brought = {} if data is None else {"classeur": (io.BytesIO(data), "Mon avis.xlsx")}
        return client.post(IMPORT, data={**form, **fields, **brought}, content_type="multipart/form-data")

    return post


@pytest.fixture
def drafts(session):
    """The drafts that there are."""

    def read():
        session.expire_all()
        return session.scalars(select(QuestionnaireDraft).order_by(QuestionnaireDraft.id)).all()

    return read


def begin(client, page):
    return client.post(BEGIN, data=hidden_fields(page, BEGIN))


def test_what_is_left_out_is_told_before_anything_is_written(send, editor, drafts):
    page = send(workbook(*ROWS))
    said = page.get_data(as_text=True)
    assert page.status_code == 200
    assert all(words in said for words in ("survey, ligne 3", "demandez la commune", "ligne 3, qui n’est pas reprise", "Que &lt;b&gt;dire"))
    assert drafts() == []
    client = editor[0]
    answer, again = begin(client, page), begin(client, page)
    assert answer.status_code == again.status_code == 303
    (made,) = drafts()
    assert answer.headers["Location"] == again.headers["Location"] == f"{LIST}/{made.id}"
    assert [(one.key, one.show_if) for one in parse(made.body).questions] == [("fois", ""), ("dire", "fois > 2")]
    begin(client, send(workbook(*ROWS)))
    assert [parse(one.body).code for one in drafts()] == ["mon-avis", "mon-avis-2"]


def test_a_file_of_which_nothing_may_be_taken_is_told_row_by_row(send, drafts):
    page = send(workbook(ROWS[0], ROWS[2]))
    assert page.status_code == 422
    assert "survey, ligne 2" in page.get_data(as_text=True)
    assert BEGIN not in page.get_data(as_text=True)
    assert drafts() == []


@pytest.mark.parametrize("data", [None, b"", b"nom;prenom", b"PK\x03\x04"])
def test_no_workbook_is_refused_in_words(send, data):
    page = send(data)
    assert page.status_code == 422
    assert 'href="#classeur"' in page.get_data(as_text=True)


def test_a_form_that_was_tampered_with_begins_nothing(send, editor, member, drafts):
    client = editor[0]
    fields = hidden_fields(send(workbook(*ROWS)), BEGIN)
    assert client.post(BEGIN, data={**fields, "questionnaire": fields["questionnaire"][:-9]}).status_code == 422
    other, _ = member(email="autre@exemple.fr")
    assert other.post(BEGIN, data={**hidden_fields(other.get(IMPORT), IMPORT), "questionnaire": fields["questionnaire"]}).status_code == 422
    assert drafts() == []


def test_readers_and_visitors_bring_nothing(member, client):
    assert member(role="membre", email="lecture@exemple.fr")[0].get(IMPORT).status_code == 404
    assert client.get(IMPORT).status_code == 303


def test_what_is_taken_away_says_the_same_questionnaire(editor, member, maker, session):
    definition = shipped()["formation"]
    organisation = maker.organisation(ASKING).id
    with unit_of_work(session):
        version = publishing.publish(maker.context(), organisation, definition)
        made = building.begin(maker.context(), organisation, definition, Doer("organisation"), questionnaire=version.questionnaire_id)
        other = building.begin(maker.context(), organisation, definition, Doer("organisation"))
    client = editor[0]
    page = client.get(f"{LIST}/{made.id}/formulaire.xlsx")
    assert page.headers["Content-Disposition"] == 'attachment; filename="formation.xlsx"'
    assert import_form(read_book(page.data)).definition == definition
    assert client.get(f"{LIST}/{made.id}/versions/{version.id}/formulaire.xlsx").data == export_form(definition, "1")
    assert client.get(f"{LIST}/{other.id}/versions/{version.id}/formulaire.xlsx").status_code == 404
    stranger = member(organisation="Autre (exemple)", email="loin@exemple.fr")[0]
    assert stranger.get(f"{LIST}/{made.id}/formulaire.xlsx").status_code == 404
