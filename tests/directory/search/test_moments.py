from datetime import date

import pytest

from app.directory.rules import Opening
from app.directory.search.moments import Moment, opening_of
from app.directory.search.understanding import understand
from tests.support.factories import ALWAYS, GRENOBLE
from tests.support.results import ResultsPage

MONDAY, SATURDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 28), date(2026, 11, 29)


@pytest.mark.parametrize(
    ("sentence", "moment"),
    [
        ("manger ce soir", Moment.EVENING), ("dormir cette nuit", Moment.EVENING), ("eat tonight", Moment.EVENING),
        ("طعام الليلة", Moment.EVENING),
        ("douche maintenant", Moment.NOW), ("laverie ouverte", Moment.NOW), ("shower open now", Moment.NOW), ("طعام الآن", Moment.NOW),
        ("manger aujourd’hui", Moment.TODAY), ("eat today", Moment.TODAY), ("طعام اليوم", Moment.TODAY),
        ("manger demain", Moment.TOMORROW), ("ouvert demain matin", Moment.TOMORROW), ("food tomorrow", Moment.TOMORROW),
        ("طعام غدا", Moment.TOMORROW),
        ("manger samedi", Moment.SATURDAY), ("ouvert le samedi", Moment.SATURDAY), ("food on Saturday", Moment.SATURDAY),
        ("طعام يوم السبت", Moment.SATURDAY), ("médecin lundi prochain", Moment.MONDAY),
        ("douche ce week-end", Moment.WEEKEND), ("shower this weekend", Moment.WEEKEND), ("استحمام نهاية الأسبوع", Moment.WEEKEND),
        ("accueil de jour ouvert à tous", None), ("le soir de la fête", None), ("manger", None),
    ],
)  # fmt: skip
def test_when_is_heard(sentence, moment):
    assert understand(sentence, has_place=True).moment == moment


def test_what_is_left_of_the_sentence_is_understood_as_without_it():
    said = understand("domiciliation Privas demain")

    assert (said.kinds, said.place.place.commune.nom, said.words) == (("domiciliation",), "Privas", ())


@pytest.mark.parametrize(
    ("moment", "today", "opening"),
    [
        (Moment.NOW, MONDAY, Opening.NOW),
        (Moment.EVENING, MONDAY, Opening.EVENING),
        (Moment.TODAY, MONDAY, Opening.TODAY),
        (Moment.TOMORROW, SATURDAY, SUNDAY),
        (Moment.MONDAY, MONDAY, MONDAY),
        (Moment.SATURDAY, MONDAY, SATURDAY),
        (Moment.MONDAY, date(2026, 11, 24), date(2026, 11, 30)),
        (Moment.WEEKEND, MONDAY, SATURDAY),
        (Moment.WEEKEND, SATURDAY, SATURDAY),
        (Moment.WEEKEND, SUNDAY, SUNDAY),
    ],
)
def test_a_moment_asks_for_an_hour_or_for_the_next_such_day(moment, today, opening):
    assert opening_of(moment, today) == opening


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("ce soir", "Ouvert ce soir"),
        ("maintenant", "Ouvert maintenant"),
        ("demain", "Ouvert le 24 novembre 2026"),
        ("samedi", "Ouvert le 28 novembre 2026"),
    ],
)
@pytest.mark.usefixtures("monday")
def test_the_moment_is_told_and_undone_alone(said, told, directory, find, client):
    always, never = directory.fixed(hours=ALWAYS), directory.fixed(hours="Fr 09:00-10:00")
    directory.publish()

    page = find(q=f"accueil de jour {said} Grenoble")
    (undo,) = [address for address in page.links("compris") if address.endswith("ouvert=")]
    undone = ResultsPage(client.get(undo))

    assert page.names == [always.nom]
    assert f"Retirer {told}" in page.text
    assert set(undone.names) == {always.nom, never.nom}
    assert undone.understood == ["accueil-de-jour"]
    assert told not in ResultsPage(client.get(undo)).text.partition("Quand")[0]


@pytest.mark.usefixtures("monday")
def test_a_filter_wins_over_what_is_said_and_is_no_chip(directory, find):
    directory.fixed(hours=ALWAYS)
    directory.publish()

    page = find(q="accueil de jour ce soir", commune=GRENOBLE, ouvert="maintenant")

    assert "Retirer Ouvert" not in page.text
