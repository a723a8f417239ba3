"""Each cross takes back what it says, and nothing else."""

import re

import pytest

from tests.support.factories import GRENOBLE
from tests.support.results import ResultsPage


def undos(page):
    """What each cross says that it takes back → its address."""
    box = page.html.partition('id="compris"')[2].partition('id="resultats"')[0]
    found = {}
    for address, inner in re.findall(r'<a class="(?:undo|whole)" href="([^"]+)">(.*?)</a>', box, re.DOTALL):
        said = " ".join(re.sub(r"<[^>]+>", "", inner).split())
        found[said.removeprefix("Retirer ")] = address.replace("&amp;", "&")
    return found


SENTENCES = [
    {"q": "CAF et domiciliation ce soir Grenoble"},
    {"q": "laverie, douche et wifi", "commune": GRENOBLE},
    {"q": "laverie", "type": ["douche", "pcb"], "lieu": "Grenoble"},
    {"q": "manger et dormir demain", "lieu": "Grenoble", "acces": "gratuit"},
    {"besoin": ["manger", "dormir"], "commune": GRENOBLE},
    {"q": "PASS Grenoble"},
    {"q": "réfugi Grenoble"},
    {"q": "laver mon linge et prendre une douche 38000"},
]


@pytest.mark.parametrize("sentence", SENTENCES, ids=str)
def test_each_cross_has_an_address_of_its_own_and_takes_back_one_thing(sentence, directory, find, client):
    directory.fixed(kinds=("caf", "domiciliation", "laverie", "douche", "recharge-wifi", "aide-alimentaire", "pass"))
    directory.publish()

    page = find(**sentence)
    crosses = undos(page)

    assert len(crosses) >= 2
    assert len(set(crosses.values())) == len(crosses)
    for said, address in crosses.items():
        less = undos(ResultsPage(client.get(address)))
        assert set(less) == set(crosses) - {said}, address


def test_a_kind_that_a_need_brings_goes_with_the_need(find):
    page = find(besoin="dormir", commune=GRENOBLE)

    assert len(page.understood) == 3
    assert set(undos(page)) == {"Dormir", "Grenoble"}


def test_taking_back_a_kind_keeps_the_other_meaning_of_its_word(find, client):
    page = find(q="réfugi", commune=GRENOBLE)
    crosses = undos(page)
    violence = next(address for said, address in crosses.items() if "violences" in said)

    assert ResultsPage(client.get(violence)).understood == ["spada"]


def test_taking_back_a_kind_keeps_a_place_that_is_still_to_be_chosen(find, client):
    page = find(q="PCB Saint-Just")
    (undo,) = undos(page).values()

    assert "Laquelle" in ResultsPage(client.get(undo)).text
