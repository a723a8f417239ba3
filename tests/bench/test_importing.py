import pytest

from tests.bench import importing
from tests.bench.importing import ImportFailed, imports


def test_both_runs_are_timed_and_weighed(tmp_path):
    first, again = imports(tmp_path, 60)

    assert min(first.seconds, again.seconds) > 0
    assert 20 < first.megabytes < 1000


def test_a_command_that_does_not_say_what_it_must_measures_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "_COMMAND", "print('rien')")

    with pytest.raises(ImportFailed, match="rien"):
        imports(tmp_path, 60)
