"""The sample of visits: small each day, complete over a cycle."""

from app.core.language import FRENCH, LANGUAGES
from tests.support import sampling
from tests.support.catalogue_of_pages import PAGES, cases
from tests.support.sampling import DESK_EVERY, PUBLIC_EVERY, rotation

_ONCE = list(cases(FRENCH))
_LANGUAGES = tuple(LANGUAGES.values())
_CONDITIONS = ("clair", "sombre", "contraste", "étroit")


def test_a_few_days_visit_every_public_page_in_every_state_and_some_more_the_others():
    days = [{(case.page, case.state) for case, _ in rotation(_ONCE, _LANGUAGES, _CONDITIONS, turn=turn)} for turn in range(DESK_EVERY)]
    ours = {(case.page, case.state) for case in _ONCE if case.page.public}

    assert all(ours <= set().union(*days[first : first + PUBLIC_EVERY]) for first in range(DESK_EVERY - PUBLIC_EVERY))
    assert set().union(*days) == {(case.page, case.state) for case in _ONCE}


def test_each_run_meets_every_language_and_every_condition():
    chosen = rotation(_ONCE, _LANGUAGES, _CONDITIONS, turn=7)

    assert {case.language for case, _ in chosen} == set(_LANGUAGES)
    assert {condition for _, condition in chosen} == set(_CONDITIONS)


def test_a_cycle_of_days_meets_every_combination():
    every = 3
    met = {
        visit
        for turn in range(DESK_EVERY * every * len(_LANGUAGES) * len(_CONDITIONS))
        for visit in rotation(_ONCE, _LANGUAGES, _CONDITIONS, turn=turn, every=every)
    }

    assert len(met) == len(_ONCE) * len(_LANGUAGES) * len(_CONDITIONS)


def test_the_full_run_visits_everything(monkeypatch):
    monkeypatch.setenv("REPERES_ACCESS", "full")

    assert len(sampling.visits("axe", _CONDITIONS)) == len(_ONCE) * len(_LANGUAGES) * len(_CONDITIONS)


def test_a_run_can_be_replayed_by_its_seed(monkeypatch):
    monkeypatch.delenv("REPERES_ACCESS", raising=False)
    monkeypatch.setenv("REPERES_ACCESS_SEED", "12")
    first = sampling.visits("axe", _CONDITIONS)
    monkeypatch.setenv("REPERES_ACCESS_SEED", "13")

    assert sampling.visits("axe", _CONDITIONS) != first
    monkeypatch.setenv("REPERES_ACCESS_SEED", "12")
    assert sampling.visits("axe", _CONDITIONS) == first


def test_names_of_pages_are_unique():
    assert len({page.name for page in PAGES}) == len(PAGES)
    assert all(len({state.name for state in page.states}) == len(page.states) for page in PAGES)
