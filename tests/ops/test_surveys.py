"""`reperes survey`, as an operator types it."""

import json
from contextlib import nullcontext

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from app.core.unit_of_work import unit_of_work
from app.ops import application
from app.ops.cli import commands
from app.participation import shipped
from app.participation.definition import read
from app.participation.models import Campaign
from tests.participation.making import ASKING, SMALL, Maker, question

pytestmark = pytest.mark.one_engine
NAMED = ("--name", "Accueil de jour (exemple)")


@pytest.fixture
def reperes(app, monkeypatch):
    """Run a command on the application of the tests; its tables are up to date already; one model is shipped, another is sensitive."""
    delicate = read({**SMALL, "code": "delicat", "sensitive": True, "questions": [question("accord", "consent"), *SMALL["questions"]]})
    faulty = read({**SMALL, "code": "fautif", "thanks": {}})
    monkeypatch.setattr(shipped, "shipped", lambda: {"essai": read(SMALL), "delicat": delicate, "fautif": faulty})
    monkeypatch.setattr("app.create_app", lambda **_how: app)
    monkeypatch.setattr("flask_migrate.upgrade", lambda: None)
    monkeypatch.setattr(application, "mend_words", nullcontext)
    return lambda *words: CliRunner().invoke(commands, ["survey", *words])


@pytest.fixture
def asking(app, session):
    return Maker(app, session).organisation(ASKING)


@pytest.fixture
def organisations(app, session, asking):
    """One that may ask, one that nobody verified, two of the same name."""
    maker = Maker(app, session)
    with unit_of_work(session):
        maker.organisation("Pas vérifiée (exemple)").verified_at = None
        maker.organisation("Double (exemple)")
        maker.organisation("Double, bientôt").name = "Double (exemple)"


def campaigns(session):
    session.expire_all()
    return session.scalars(select(Campaign)).all()


def test_the_models_are_shown_by_code_and_title(reperes):
    said = reperes("templates")
    assert said.exit_code == 0
    assert said.stdout.splitlines()[0] == "essai  Essai (exemple)"


def test_a_survey_is_opened_by_the_name_of_who_asks(reperes, session, asking, client):
    said = reperes("open", "essai", "--organisation", ASKING, *NAMED)

    assert said.exit_code == 0, said.output
    (campaign,) = campaigns(session)
    assert said.stdout.strip() == f"http://127.0.0.1:5000/enquetes/{campaign.slug}"
    assert (campaign.organisation_id, campaign.name, campaign.audience, campaign.k) == (asking.id, "Accueil de jour (exemple)", "equipe", 5)
    assert (campaign.languages, campaign.closes_on) == (list(SMALL["languages"]), None)
    assert (campaign.is_listed, campaign.needs_code) == (False, False)


def test_a_survey_is_opened_by_a_number_with_all_that_may_be_chosen(reperes, session, asking, at):
    at("2026-11-23 10:00")
    how = ("--until", "2026-11-23", "--language", "ar", "--public", "--listed", "--codes")
    said = reperes("open", "essai", "--organisation", str(asking.id), *NAMED, *how)

    assert said.exit_code == 0, said.output
    (campaign,) = campaigns(session)
    assert (campaign.languages, str(campaign.closes_on)) == (["fr", "ar"], "2026-11-23")
    assert (campaign.audience, campaign.k, campaign.is_listed, campaign.needs_code) == ("public", 11, True, True)


def test_a_sensitive_survey_is_not_listed_and_its_address_tells_nothing(reperes, session, asking):
    said = reperes("open", "delicat", "--organisation", ASKING, *NAMED, "--listed")

    assert said.exit_code == 0, said.output
    assert "sensible" in said.stderr
    assert "delicat" not in said.stdout
    assert not campaigns(session)[0].is_listed


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("inconnu", "--organisation", ASKING, *NAMED), "Aucun modèle"),
        (("essai", "--organisation", "Personne", *NAMED), "Aucune organisation"),
        (("essai", "--organisation", "9" * 5000, *NAMED), "Aucune organisation"),
        (("essai", "--organisation", "0", *NAMED), "Aucune organisation"),
        (("essai", "--organisation", "Pas vérifiée (exemple)", *NAMED), "n’a pas été vérifiée"),
        (("essai", "--organisation", "Double (exemple)", *NAMED), "Plusieurs organisations"),
        (("essai", "--organisation", ASKING, "--name", " "), "--name"),
        (("essai", "--organisation", ASKING, "--name", "a" * 121), "--name"),
        (("essai", "--organisation", ASKING, "--name", "a\0b"), "--name"),
        (("essai", "--organisation", ASKING, *NAMED, "--until", "demain"), "n’est pas un jour"),
        (("essai", "--organisation", ASKING, *NAMED, "--until", "2026-02-30"), "n’est pas un jour"),
        (("essai", "--organisation", ASKING, *NAMED, "--until", "2020-01-01"), "déjà passé"),
        (("essai", "--organisation", ASKING, *NAMED, "--language", "de"), "n’existe pas dans la langue"),
        (("fautif", "--organisation", ASKING, *NAMED), "à corriger"),
    ],
)
def test_what_cannot_be_opened_is_said(reperes, session, organisations, words, said):
    done = reperes("open", *words)

    assert done.exit_code == 2, done.output
    assert said in done.stderr
    assert campaigns(session) == []


def written(folder, data):
    file = folder / "essai.json"
    file.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
    return str(file)


def test_a_questionnaire_that_is_right_may_be_published(reperes, tmp_path):
    done = reperes("check", written(tmp_path, SMALL))
    assert (done.exit_code, done.stdout) == (0, "")
    assert "peut être publié" in done.stderr


def test_what_is_only_odd_is_shown(reperes, tmp_path):
    visit, moment, words = SMALL["questions"]
    done = reperes(
        "check", written(tmp_path, {**SMALL, "questions": [visit, {**moment, "show_if": "not visite > -1 or visite = 'oui'"}, words]})
    )
    assert done.exit_code == 1, "a number is no answer to a choice"
    done = reperes(
        "check", written(tmp_path, {**SMALL, "questions": [visit, {**moment, "show_if": "known(visite) or not known(visite)"}, words]})
    )
    assert done.exit_code == 0
    assert done.stdout.startswith("Question 2 (moment)")


def test_problems_are_told_with_their_place(reperes, tmp_path):
    visit, moment, words = SMALL["questions"]
    done = reperes(
        "check",
        written(tmp_path, {**SMALL, "title": {"fr": "Essai"}, "questions": [visit, {**moment, "show_if": "visite = 'ouï'"}, words]}),
    )
    assert done.exit_code == 1
    first, second = (line.replace("\u00a0", " ") for line in done.stdout.splitlines())
    assert first.startswith("Questionnaire : Le titre manque dans ces langues : Français simple, English")
    assert second == "Question 2 (moment) : « ouï » n’est le code d’aucune réponse à « visite »."


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[" * 100_000,
        b"[]",
        b'{"code": 3}',
        b'{"languages": [[]], "questions": []}',
        b"9" * 10_000,
        b"null",
        b" " * 5_000_001,
    ],
)
def test_a_file_that_is_no_questionnaire_is_refused(reperes, tmp_path, data):
    done = reperes("check", written(tmp_path, data))
    assert done.exit_code == 2, done.output
    assert "essai.json" in done.stderr


def test_a_file_that_is_not_there_is_told(reperes, tmp_path):
    for path in (tmp_path, tmp_path / "absent.json"):
        done = reperes("check", str(path))
        assert done.exit_code == 2
        assert "ne peut pas être lu" in done.stderr
