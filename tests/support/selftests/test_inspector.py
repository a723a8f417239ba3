"""The inspector itself: silent on a good page, and able to see each defect that it is there for."""

import pytest

from tests.support.inspector.reading import problems
from tests.support.inspector.registry import RULES
from tests.support.selftests.planted import PLANTED, Defect
from tests.support.selftests.tiny_site import GOOD_PAGE, GOOD_PART, answer_of, tiny_site

_EACH = [pytest.param(name, defect, id=f"{name} {n}") for name, defects in PLANTED.items() for n, defect in enumerate(defects, 1)]


def test_a_good_page_and_a_good_part_pass_every_rule(tmp_path):
    assert problems(answer_of(tmp_path)) == []
    assert problems(answer_of(tmp_path, body=GOOD_PART, part=True)) == []


def test_each_rule_has_a_planted_defect():
    assert PLANTED.keys() == RULES.keys()


@pytest.mark.parametrize(("name", "defect"), _EACH)
def test_a_planted_defect_is_seen(name: str, defect: Defect, tmp_path):
    part = defect.part if defect.asked_for_part is None else defect.asked_for_part
    answer = answer_of(tmp_path, body=defect.body, status=defect.status, part=part, headers=defect.headers)

    found = problems(answer)

    assert any(problem.startswith(f"{name}: ") for problem in found), found


def test_a_refusal_well_summed_up_passes(tmp_path):
    body = (
        GOOD_PAGE.replace("<title>", "<title>Erreur : ")
        .replace("<h1>Trouver de l’aide</h1>", '<h1>Trouver de l’aide</h1><div tabindex="-1"><a href="#q">Je cherche : trop long</a></div>')
        .replace('name="q"', 'name="q" aria-invalid="true"')
    )

    assert problems(answer_of(tmp_path, body=body, status=422)) == []


def test_the_client_fails_the_test_that_receives_a_defective_page(tmp_path):
    app = tiny_site(tmp_path, page=GOOD_PAGE.replace('<html lang="fr"', "<html"))

    with pytest.raises(AssertionError, match="language and direction are said"):
        app.test_client().get("/")


def test_the_client_hands_over_a_good_page_and_its_part(tmp_path):
    client = tiny_site(tmp_path).test_client()

    assert client.get("/").status_code == 200
    assert client.get_part("/recherche", target="#reponses", current="/").text == GOOD_PART


def test_what_is_not_html_is_held_to_the_headers_only(tmp_path):
    answer = answer_of(tmp_path, body="{", headers={"Content-Type": "application/json", "X-Content-Type-Options": None})

    assert [problem.split(":")[0] for problem in problems(answer)] == ["browsers are told to be careful"]
