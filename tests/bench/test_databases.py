from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from app.config import Config
from app.directory.queries import counts
from app.extensions import db
from tests.bench.databases import environment, make
from tests.bench.pairs import pairs
from tests.bench.query import mean_microseconds

COUNT = 1_500


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("bench")
    make(made, COUNT)
    return made


@pytest.fixture
def app(folder: Path) -> Iterator[Flask]:
    app = create_app(Config.from_env(environment(folder)))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def test_a_database_holds_what_was_asked_for(app: Flask) -> None:
    assert counts(db.session()) == (COUNT // 2, COUNT)


def test_what_will_be_measured_is_a_page_of_answers(app: Flask) -> None:
    answer = app.test_client().get(pairs()[0].path, base_url="https://reperes.example")
    assert answer.status_code == 200
    assert answer.text.count("<article") >= 5


def test_the_query_alone_is_timed(folder: Path) -> None:
    assert mean_microseconds(folder, pairs()[:5], rounds=1) > 0
