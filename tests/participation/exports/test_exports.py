"""What is taken away: tables where what pages hide is hidden, reviewed texts, what codes mean; never a line for a person."""

import csv
import io
import tempfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from app.core.audit import AuditEntry
from app.core.unit_of_work import unit_of_work
from app.participation.record import Words
from app.participation.rules import Channel, Review
from tests.participation.making import SMALL, choices, question, text

pytestmark = pytest.mark.one_engine
ASKED = {
    **SMALL,
    "code": "export",
    "questions": [
        question("accord", "consent"),
        question("avis", "one", choices=choices("bien", "moyen", "mal", "rien")),
        question("pourquoi", "several", choices=choices("temps", "argent", "loin"), show_if="avis = 'mal'"),
        question("age", "integer", settings={"min": 0, "max": 79}),
        question("dire", "long_text"),
    ],
}
FORMULA = "=1+1 (exemple)"


@pytest.fixture
def campaign(maker, session):
    """34 people, by two channels; three answered « mal », a text that looks like a formula was kept, another one waits."""
    made = maker.campaign(ASKED)
    for rank in range(34):
        avis = ("bien", "moyen")[rank % 2] if rank < 31 else "mal"
        answers = {"accord": "oui", "avis": avis, "age": 10 + rank, **({"pourquoi": ["temps"]} if avis == "mal" else {})}
        texts = [Words("dire", FORMULA if rank else "à relire (exemple)", "fr")] if rank < 2 else []
        maker.send(made, answers, channel=Channel.PAPER if rank < 15 else Channel.LINK, texts=texts)
    maker.end(made)
    with unit_of_work(session):
        kept = next(one for one in maker.verbatims(made) if one.text == FORMULA)
        kept.review, kept.tags = Review.KEPT, ["-horaires"]
    return made


@pytest.fixture
def client(member):
    return member("membre")[0]


def take(client, campaign, name):
    answer = client.get(f"/mes-enquetes/{campaign.id}/{name}")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"].startswith(f'attachment; filename="{name.partition(".")[0]}-{campaign.slug}-')
    return answer


def rows_of(client, campaign, name):
    written = take(client, campaign, name).get_data(as_text=True)
    assert written.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(written[1:]), delimiter=";"))


def book_of(client, campaign, query=""):
    answer = client.get(f"/mes-enquetes/{campaign.id}/reponses.xlsx{query}")
    return load_workbook(io.BytesIO(answer.data))


def told(rows, key, channel="#toutes"):
    found = [row for row in rows if row["question"] == key and row["façon de répondre (code)"] == channel]
    return {row["réponse (code)"]: row["personnes"] for row in found}


def test_counts_are_a_line_each_with_those_that_pages_hide_hidden(campaign, client):
    rows = rows_of(client, campaign, "reponses.csv")
    assert told(rows, "#total") == {"": "34"}
    avis = told(rows, "avis")
    assert avis["mal"] == "masqué"
    assert avis["rien"] == "0"
    assert [code for code in ("bien", "moyen") if avis[code] == "masqué"] != []
    assert told(rows, "accord") == {}
    hidden = [row for row in rows if row["personnes"] == "masqué"]
    assert hidden
    assert {(row["pourcent"], row["sur combien de personnes"]) for row in hidden} == {("", "")}
    shown = next(row for row in rows if row["question"] == "avis" and row["réponse (code)"] == "#nsp")
    assert (shown["réponse"], shown["personnes"], shown["pourcent"]) == ("Je ne sais pas", "0", "0")


def test_each_channel_has_its_lines_as_on_the_page(campaign, client):
    rows = rows_of(client, campaign, "reponses.csv")
    assert told(rows, "#canal") == {"lien": "19", "papier": "15"}
    assert told(rows, "avis", "papier") == {"bien": "8", "#masque": "7"}
    row = next(row for row in rows if row["façon de répondre (code)"] == "papier" and row["réponse (code)"] == "bien")
    assert (row["façon de répondre"], row["pourcent"], row["sur combien de personnes"]) == ("Papier", "53", "15")


def test_everybody_reads_rounded_counts_and_no_text(campaign, client):
    rows = rows_of(client, campaign, "reponses.csv?pour=public")
    numbers = [int(row[name]) for row in rows for name in ("personnes", "sur combien de personnes") if row[name].isdigit()]
    assert numbers
    assert {number % 5 for number in numbers} == {0}
    assert book_of(client, campaign, "?pour=public").sheetnames == ["reponses", "dictionnaire"]


def test_of_too_few_people_nothing_is_told(maker, client):
    few = maker.campaign({**ASKED, "code": "peu"})
    assert {row["personnes"] for row in rows_of(client, few, "reponses.csv")} == {"masqué"}


def test_texts_are_those_that_were_reviewed_and_never_formulas(campaign, client):
    (row,) = rows_of(client, campaign, "textes.csv")
    assert (row["texte"], row["langue"], row["étiquettes"]) == (f"'{FORMULA}", "Français", "'-horaires")
    assert row["relecture"] == "Gardé tel quel"


def test_the_dictionary_says_each_key_and_code_in_each_open_language(campaign, client, session):
    from app.participation import queries

    rows = rows_of(client, campaign, "dictionnaire.csv")
    version = queries.version(session, campaign.version_id)
    (why,) = [row for row in rows if row["question"] == "pourquoi" and not row["code"]]
    assert (why["type"], why["condition"]) == ("several", "avis = 'mal'")
    assert (why["version"], why["empreinte de la version"]) == ("1", version.sha256)
    assert (why["Français"], why["English"]) == (text("Question pourquoi ?")["fr"], text("Question pourquoi ?")["en"])
    assert why["condition en mots"].startswith("si vous avez répondu")
    assert [row["code"] for row in rows if row["question"] == "accord"] == ["", "oui", "non"]
    assert [row["Français"] for row in rows if row["code"] == "#nsp"] == ["Je ne sais pas"]
    assert "10_19" in [row["code"] for row in rows if row["question"] == "age"]


def test_the_workbook_holds_the_same_and_leaves_nothing_aside(campaign, client, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    book = book_of(client, campaign)
    assert list(Path(tmp_path).iterdir()) == []
    assert book.sheetnames == ["reponses", "textes", "dictionnaire"]
    for name in book.sheetnames:
        sheet = book[name]
        assert sheet.freeze_panes == "A2"
        assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
        written = [["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        listed = csv.reader(io.StringIO(take(client, campaign, f"{name}.csv").get_data(as_text=True)[1:]), delimiter=";")
        assert written == list(listed)


def test_each_taking_is_in_the_journal(campaign, client, session):
    for name in ("reponses.csv?pour=public", "textes.csv", "dictionnaire.csv", "reponses.xlsx"):
        client.get(f"/mes-enquetes/{campaign.id}/{name}")
    lines = session.scalars(select(AuditEntry).where(AuditEntry.action == "export:made").order_by(AuditEntry.id)).all()
    assert [one.detail for one in lines] == ["reponses.csv public", "textes.csv equipe", "dictionnaire.csv equipe", "reponses.xlsx equipe"]
    assert {(one.subject, one.subject_id) for one in lines} == {("campaign", campaign.id)}


def test_others_take_nothing(campaign, member):
    stranger = member(organisation="Ailleurs exemple", email="ailleurs@exemple.fr")[0]
    for name in ("reponses.csv", "textes.csv", "dictionnaire.csv", "reponses.xlsx"):
        assert stranger.get(f"/mes-enquetes/{campaign.id}/{name}").status_code == 404
