"""Taking a list away: one's own, with names only when asked for, and written in the journal."""

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.audit import AuditEntry
from app.core.clock import utc_now
from app.core.unit_of_work import unit_of_work
from app.orientations.models import OrientationPerson
from app.orientations.rules import State
from tests.orientations.making import EMAIL, NAME
from tests.support.forms import post_form

pytestmark = pytest.mark.one_engine
"""Pages and words; what depends on the database is tried on both, in the tests beside."""

PATH = "/orientations/exporter"


def rows_of(client, **typed) -> list[dict[str, str]]:
    answer = post_form(client, PATH, {"side": "envoyees", "period": "90", **typed}, action=PATH)
    assert answer.status_code == 200
    assert answer.mimetype == "text/csv"
    assert answer.headers["Cache-Control"] == "no-store"
    assert ".csv" in answer.headers["Content-Disposition"]
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))


def journal(session) -> list[tuple[str, str]]:
    return [(one.actor, one.detail) for one in session.scalars(select(AuditEntry).where(AuditEntry.action == "orientation:exported"))]


def test_the_page_warns_and_takes_nothing(session, orientation, sender) -> None:
    orientation(State.SENT)
    told = sender[0].get(PATH).get_data(as_text=True)
    assert "journal" in told
    assert NAME not in told
    assert journal(session) == []


def test_names_stay_out_unless_they_are_asked_for(session, orientation, sender) -> None:
    made = orientation(State.REFUSED)
    [row] = rows_of(sender[0])
    assert (row["numéro"], row["état"], row["raison"]) == (str(made.id), "Refusée", "Plus de place")
    assert not {"nom", "téléphone", "courriel"} & row.keys()
    assert NAME not in row.values()
    [named] = rows_of(sender[0], with_names="y")
    assert (named["nom"], named["courriel"]) == (NAME, EMAIL)
    assert journal(session) == [("emetteur", "sans-noms"), ("emetteur", "avec-noms")]


def test_a_cell_is_never_a_formula(session, orientation, sender) -> None:
    made = orientation(State.SENT)
    with unit_of_work(session):
        session.get_one(OrientationPerson, made.id).name = '=HYPERLINK("http://exemple.fr")'
    assert rows_of(sender[0], with_names="y")[0]["nom"].startswith("'=")


def test_each_takes_what_is_theirs_within_the_period(app, signed_in_as, orientation, sender, receiver) -> None:
    made = orientation(State.SENT)
    orientation(State.SENT, at=utc_now() - timedelta(days=40))
    orientation(State.DRAFT)
    stranger = app.test_client()
    signed_in_as(stranger, email="autre@exemple.fr", organisations={"Autre association de l’Exemple": "membre"})
    assert len(rows_of(sender[0])) == 3
    assert len(rows_of(receiver[0], side="recues")) == 2
    assert [row["numéro"] for row in rows_of(receiver[0], side="recues", period="30")] == [str(made.id)]
    assert rows_of(receiver[0], side="envoyees") == []
    assert rows_of(stranger, side="envoyees") == rows_of(stranger, side="recues") == []


@pytest.mark.parametrize("typed", [{}, {"side": "toutes", "period": "90"}, {"side": "envoyees", "period": "9000"}])
def test_what_is_missing_or_wrong_is_asked_again(session, sender, typed) -> None:
    assert post_form(sender[0], PATH, {"side": "", **typed}, action=PATH).status_code == 422
    assert journal(session) == []


def test_somebody_of_no_organisation_finds_nothing_there(client, signed_in_as) -> None:
    signed_in_as(client)
    assert client.get(PATH).status_code == 404
