"""Two waves side by side: each as its own results show it; the same people, only where nobody may be recognised."""

import pytest
from lxml import html
from sqlalchemy import select

from app.participation.models import FollowedResponse
from tests.participation.making import SMALL, choices, question, text
from tests.participation.organising.reading import BASE, text_of

pytestmark = pytest.mark.one_engine
ASKED = {**SMALL, "code": "vagues", "questions": [
    question("avis", "one", choices=choices("bon", "moyen", "mauvais")),
    question("moral", "scale", choices=[{"code": str(step), "label": text(f"Niveau {step}")} for step in (1, 2, 3)]),
    question("besoins", "several", choices=choices("logement", "soins")),
]}  # fmt: skip


def person(avis="bon", moral="1", besoins=("logement",)):
    return {"avis": avis, "moral": moral, "besoins": list(besoins)}


def table(page: str, key: str) -> dict[str, list[str]]:
    """The table of a question: its cells by their first words."""
    rows = html.fromstring(page).xpath(f"//section[@aria-labelledby='{key}']//tbody/tr")
    return {row.xpath("string(th)").strip(): [" ".join(cell.text_content().split()) for cell in row.xpath("td")] for row in rows}


@pytest.fixture
def series(maker, next_wave, send_coded):
    """`series(first, second)`: two waves that are over; each person is answers and a code."""

    def make(first, second, **plan):
        made = maker.campaign(ASKED, languages=("fr",), **plan)
        for answers, code in first:
            send_coded(made, answers, code)
        maker.end(made)
        then = next_wave(made)
        for answers, code in second:
            send_coded(then, answers, code)
        maker.end(then)
        return made, then

    return make


def uncoded(*people):
    return [(answers, "") for answers, many in people for _ in range(many)]


def test_each_wave_is_as_in_its_own_results_and_differences_are_in_points(series, editor):
    before = uncoded((person("bon"), 20), (person("moyen"), 20), (person("mauvais"), 3))
    after = uncoded((person("bon"), 35), (person("moyen", besoins=["soins"]), 5))
    first, second = series(before, after)
    page = text_of(editor[0], f"{BASE}/{second.id}/evolution")
    assert table(page, "q-avis") == {
        "Bon": ["masqué", "88 % (35)", ""],
        "Moyen": ["masqué", "13 % (5)", ""],
        "Mauvais": ["masqué", "0 % (0)", ""],
    }
    assert table(page, "q-besoins")["Logement"] == ["100 % (43)", "88 % (35)", "−12"]
    for wave, column in ((first, 0), (second, 1)):
        own = text_of(editor[0], f"{BASE}/{wave.id}/resultats")
        for key in ("q-avis", "q-moral", "q-besoins"):
            of_own = {name: cells[0] for name, cells in table(own, key).items()}
            for name, cells in table(page, key).items():
                shown = cells[column]
                assert of_own[name] in (shown, shown.partition("(")[2].rstrip(")")), (key, name)
    assert "Les mêmes personnes" not in page


def test_shares_of_few_people_are_not_compared(series, editor):
    _, second = series(uncoded((person("bon"), 12), (person("moyen"), 8)), uncoded((person("bon"), 20), (person("moyen"), 30)))
    page = text_of(editor[0], f"{BASE}/{second.id}/evolution")
    assert "Moins de 30 personnes dans une vague" in page
    assert {cells[2] for cells in table(page, "q-avis").values()} == {""}


def test_one_wave_alone_says_what_to_wait_for_and_odd_waves_lead_nowhere_else(series, editor, maker):
    alone = maker.campaign({**ASKED, "code": "seule"}, languages=("fr",))
    assert "Il faut deux vagues" in text_of(editor[0], f"{BASE}/{alone.id}/evolution")
    first, _ = series(uncoded((person(), 9)), uncoded((person("moyen"), 9)))
    usual = text_of(editor[0], f"{BASE}/{first.id}/evolution")
    assert "Vague 1 : 9 réponses comptées." in usual
    for query in ("de=2&a=1", "de=9&a=x", "de=&a=2"):
        assert table(text_of(editor[0], f"{BASE}/{first.id}/evolution?{query}"), "q-avis") == table(usual, "q-avis")


MARKS = [f"code {rank} abc" for rank in range(60)]


def followed_people():
    """Twenty pairs: ten go from 1 to 2, ten stay at 2; ten people in each wave have no code, or another one."""
    first = [(person(moral="1"), MARKS[rank]) for rank in range(10)] + [(person(moral="2"), MARKS[rank]) for rank in range(10, 20)]
    second = [(person(moral="2"), MARKS[rank]) for rank in range(20)]
    apart = [(person(moral=str(1 + rank % 2)), "") for rank in range(10)]
    return [*first, *apart], [*second, *apart[:5], *[(answers, f"autre {rank} xyz") for rank, (answers, _) in enumerate(apart[5:])]]


def test_the_same_people_are_told_on_one_scale(series, editor):
    first, second = followed_people()
    _, wave = series(first, second, is_followed=True)
    page = text_of(editor[0], f"{BASE}/{wave.id}/evolution")
    assert "20 personnes ont répondu aux deux vagues avec le même code." in page
    assert table(page, "memes") == {
        "Une réponse plus haute sur l’échelle": ["10", "50 %"],
        "La même réponse": ["10", "50 %"],
        "Une réponse plus basse sur l’échelle": ["0", "0 %"],
    }
    assert editor[0].get(f"{BASE}/{wave.id}/evolution?lang=ar").status_code == 200


FEW = "Trop peu de personnes ont donné le même code"
HIDDEN = "masque des nombres de cette question"


@pytest.mark.parametrize(
    ("lost", "more", "why"),
    [
        (range(3, 10), [], FEW),  # three went up
        ((), [(person(moral="3"), "")], HIDDEN),
    ],
)
def test_what_would_tell_somebody_is_not_told_and_why(series, editor, lost, more, why):
    first, second = followed_people()
    after = [(answers, f"perdu {rank} xy" if rank in lost else code) for rank, (answers, code) in enumerate(second)]
    _, wave = series([*first, *more], after, is_followed=True)
    page = text_of(editor[0], f"{BASE}/{wave.id}/evolution")
    assert why in page
    assert table(page, "memes") == {}
    assert "avec le même code." not in page


def test_marks_are_moved_with_the_series_and_nothing_else(series, session):
    first, second = followed_people()
    one, then = series(first, second, is_followed=True)
    rows = session.scalars(select(FollowedResponse)).all()
    assert {row.series_id for row in rows} == {one.id}
    assert len(rows) == 20 + 20 + 5
    assert len({row.mark for row in rows}) == 25
    assert then.series_id == one.id
    assert not any(code in repr(vars(row)) for row in rows for code in MARKS)
