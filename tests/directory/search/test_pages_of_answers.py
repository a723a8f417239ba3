import pytest

from tests.support.factories import ALWAYS, GRENOBLE, WEEKDAYS
from tests.support.results import ResultsPage


def walk(client, address):
    """Every page, following « next » as a person does."""
    pages = [ResultsPage(client.get(address))]
    while address := pages[-1].link("next"):
        pages.append(ResultsPage(client.get(address)))
        assert len(pages) < 40
    return pages


@pytest.mark.usefixtures("monday")
def test_pages_hold_each_answer_once_and_count_them_exactly(directory, client):
    expected = {directory.fixed(hours=(ALWAYS, "", "Tu 09:00-10:00")[number % 3], north=number % 7 / 2).nom for number in range(45)}
    directory.publish()

    pages = walk(client, f"/recherche?commune={GRENOBLE}")

    assert [len(page.cards) for page in pages] == [20, 20, 5]
    assert [page.total for page in pages] == [45, 45, 45]
    shown = [card.name for page in pages for card in page.cards]
    assert len(shown) == len(set(shown))
    assert set(shown) == expected


@pytest.mark.usefixtures("monday")
@pytest.mark.parametrize("order", ["pertinence", "distance", "fraicheur"])
def test_each_order_holds_the_same_answers_over_its_pages(order, directory, client):
    expected = {directory.fixed(hours=WEEKDAYS if number % 2 else "", north=number / 10).nom for number in range(25)}
    directory.publish()

    shown = [card.name for page in walk(client, f"/recherche?commune={GRENOBLE}&tri={order}") for card in page.cards]

    assert sorted(shown) == sorted(expected)


def test_pages_can_be_walked_back(directory, client):
    for number in range(41):
        directory.fixed(north=number / 20)
    directory.publish()

    last = walk(client, f"/recherche?commune={GRENOBLE}&q=accueil+de+jour")[-1]
    middle = ResultsPage(client.get(last.link("prev")))
    first = ResultsPage(client.get(middle.link("prev")))

    assert "Page 3 sur 3" in last.text
    assert first.link("prev") == ""
    assert first.understood == ["accueil-de-jour"]
    assert len({*last.names, *middle.names, *first.names}) == 41


@pytest.mark.usefixtures("monday")
def test_pages_of_what_is_open_now_hold_each_answer_once(directory, client):
    expected = {directory.fixed(hours=ALWAYS, north=number / 10).nom for number in range(30)}
    for number in range(30):
        directory.fixed(hours="Su 10:00-11:00", north=number / 10)
    directory.publish()

    pages = walk(client, f"/recherche?commune={GRENOBLE}&ouvert=maintenant")

    assert [page.total for page in pages] == [30, 30]
    assert {card.name for page in pages for card in page.cards} == expected


def test_five_hundred_answers_are_counted_and_one_more_is_more_than_five_hundred(directory, client, plain):
    for number in range(500):
        directory.fixed(hours="", north=number / 1000)
    directory.publish()
    exact = ResultsPage(client.get(f"/recherche?commune={GRENOBLE}"))
    directory.fixed(hours="")
    directory.publish()

    pages = walk(plain, f"/recherche?commune={GRENOBLE}")

    assert exact.counted.startswith("500 réponses ")
    assert pages[0].counted.startswith("Plus de 500 réponses ")
    assert len(pages) == 25
    assert len({card.id for page in pages for card in page.cards}) == 500


def test_a_service_with_many_stops_is_counted_once(directory, find):
    stops = [[directory.stop(GRENOBLE, hours="Mo-Su 09:00-12:00", nom=f"{number}") for number in range(20)] for _ in range(26)]
    for some in stops:
        directory.itinerant(*some)
    directory.publish()

    assert find(commune=GRENOBLE).total == 26


@pytest.mark.parametrize("page", [2, 3, 25])
def test_a_page_after_the_last_one_does_not_say_that_nothing_was_found(page, directory, find):
    for _ in range(3):
        directory.fixed()
    directory.publish()

    beyond = find(commune=GRENOBLE, page=page)

    assert "Rien ne correspond" not in beyond.text
    assert beyond.cards or beyond.link("prev") or "n’existe pas" in beyond.text


@pytest.mark.parametrize("page", ["0", "-1", "26", "1000000000", "abc"])
def test_a_page_that_cannot_be_is_refused_in_words(page, directory, find):
    directory.fixed()
    directory.publish()

    refused = find(commune=GRENOBLE, page=page)

    assert refused.status_code in (404, 422)
    assert "n’existe pas" in refused.text


def test_one_answer_is_said_in_the_singular_and_none_in_a_sentence_of_its_own(directory, find):
    directory.fixed()
    directory.publish()

    assert find(commune=GRENOBLE).counted.startswith("1 réponse ")
    assert find(commune=GRENOBLE, q="laverie solidaire").counted.startswith("Aucune réponse")
    assert find(commune=GRENOBLE, lang="en").counted.startswith("1 ")
