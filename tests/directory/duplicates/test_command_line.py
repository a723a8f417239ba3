"""What the command line says of pairs."""

from datetime import date

import pytest

from app.core.errors import DomainError, NotThere
from app.core.unit_of_work import unit_of_work
from app.directory.duplicates import cli, merging
from app.directory.rules import PairState


@pytest.fixture
def both(directory):
    """Two structures, the second changed last."""
    made = (
        directory.structure(nom="Le Fil", commune="Privas", code_insee="07186", date_maj=date(2025, 1, 1)),
        directory.structure(nom="Association Le Fil", commune="Privas", code_insee="07186", date_maj=date(2026, 1, 1)),
    )
    directory.publish()
    return made


def test_a_pair_is_one_line_the_surest_first(session, both, pair, directory):
    third = directory.structure(nom="Fil")
    directory.publish()
    unsure = pair(both[0], third, score=0.76)
    sure = pair(*both, score=0.924, reasons=["siret", "name"])

    first, second = cli.lines(session)

    assert first == (
        f"{sure.id} (proposée, 0,92) : n° {both[0].id} Le Fil (Privas, exemple) = "
        f"n° {both[1].id} Association Le Fil (Privas, exemple) – même SIRET, noms proches"
    )
    assert second.startswith(f"{unsure.id} (proposée, 0,76)")
    assert list(cli.lines(session, limit=1)) == [first]
    assert list(cli.lines(session, state=PairState.MERGED)) == []


def test_decisions_are_told_and_change_the_lists(session, both, pair):
    made = pair(*both)
    with unit_of_work(session):
        assert cli.dismiss(session, made.id) == f"Paire {made.id} : écartée, les deux structures restent."
    assert [line.split(" (")[1].split(",")[0] for line in cli.lines(session, state=PairState.DISMISSED)] == ["écartée"]
    with unit_of_work(session):
        said = cli.merge(session, made.id)
    assert said == f"Paire {made.id} : la structure {both[0].id} est fusionnée dans la structure {both[1].id}."
    assert len(list(cli.lines(session, state=PairState.MERGED))) == 1
    with unit_of_work(session):
        assert "défaite" in cli.unmerge(session, made.id)
    assert len(list(cli.lines(session, state=PairState.DISMISSED))) == 1


def test_nobody_prefers_an_unconfirmed_default(session, both, pair):
    made = pair(*both)
    assert cli.preferred(session, made) == both[1].id
    with unit_of_work(session):
        both[1].is_default = True
    assert cli.preferred(session, made) == both[0].id


def errors():
    return {error for error in vars(merging).values() if isinstance(error, type) and issubclass(error, DomainError)} - {DomainError}


def test_every_refusal_says_in_french_what_to_do():
    for error in errors():
        said = cli.refusal(error(7) if error is merging.LaterMergeStands else error())
        assert said.endswith(".")
        assert len(said) > 30
    assert "7" in cli.refusal(merging.LaterMergeStands(7))
    assert errors() > {NotThere}
