"""The pages of results: what is said, what is drawn, what is hidden, and what nobody else reads."""

import pytest
from lxml import html
from sqlalchemy import event, insert

from app.core.unit_of_work import unit_of_work
from app.extensions import db
from app.participation.models import Response
from app.participation.record import Words
from app.participation.rules import Channel
from tests.participation.making import SMALL, WEEK, WRITTEN, choices, question, text
from tests.support.swap import prove_swap

pytestmark = pytest.mark.one_engine
NSP = {"special": "nsp"}
LOST = {"special": "incompris"}
ASKED = {
    **SMALL,
    "questions": [
        question("accueil", "one", choices=choices("bon", "moyen", "mauvais")),
        question("retour", "one", choices=choices("oui", "non")),
        question("besoins", "several", choices=choices("dormir", "manger", "aucun", exclusive="aucun")),
        question("dire", "long_text"),
    ],
}


def told(answer) -> str:
    return answer.get_data(as_text=True).replace("\xa0", " ").replace("\u202f", " ")


def person(accueil, retour="oui", besoins=("dormir",)):
    return {"accueil": accueil, "retour": retour, "besoins": list(besoins) if isinstance(besoins, tuple) else besoins}


@pytest.fixture
def survey(maker):
    campaign = maker.campaign(ASKED)
    rows = [person("bon")] * 12 + [person("bon", "non", ("manger",))] * 6 + [person("moyen", "non", ("dormir", "manger"))] * 6
    maker.fill(campaign, [*rows, person("mauvais"), person("mauvais", LOST), person(NSP, LOST)], is_last=True)
    return campaign


def read(client, campaign, end="resultats", **query) -> str:
    answer = client.get(f"/mes-enquetes/{campaign.id}/{end}", query_string=query)
    assert answer.status_code == 200
    return told(answer)


def table(page: str, key: str) -> dict[str, list[str]]:
    rows = html.fromstring(page).xpath(f"//section[@aria-labelledby='q-{key}']//table[caption[contains(@class, 'visually')]]/tbody/tr")
    return {row.xpath("string(th)").strip(): [cell.text_content().strip() for cell in row.xpath("td")] for row in rows}


def test_each_question_says_what_to_see_draws_it_and_counts_it(editor, survey):
    page = read(editor[0], survey)
    assert "27 réponses comptées." in page
    assert "« Bon » : 2 personnes sur 3 (67 %)." in html.fromstring(page).text_content()
    assert table(page, "accueil") == {
        "Bon": ["18", "67 %"],
        "Moyen": ["masqué", ""],
        "Mauvais": ["masqué", ""],
        "Je ne sais pas": ["masqué", ""],
        "Je préfère ne pas répondre": ["0", "0 %"],
        "Je ne comprends pas la question": ["0", "0 %"],
    }
    drawn = html.fromstring(page).xpath("//section[@aria-labelledby='q-accueil']//*[local-name()='svg']")[0]
    assert drawn.get("role") == "img"
    assert "67 % (18)" in drawn.text_content()
    assert drawn.text_content().count("masqué") == 3


def test_several_answers_count_among_those_who_chose_something(editor, survey):
    page = read(editor[0], survey)
    assert "27 personnes ont répondu ; chacune pouvait choisir plusieurs réponses." in page
    assert table(page, "besoins")["Manger"] == ["12", "44 %"]


def test_a_question_that_people_do_not_understand_is_said_to_be_at_fault(editor, maker):
    campaign = maker.campaign(ASKED)
    maker.fill(campaign, [person("bon")] * 20 + [person("bon", LOST)] * 6, is_last=True)
    assert "23 % des personnes ne comprennent pas cette question." in read(editor[0], campaign)


def test_a_question_asked_of_some_says_of_how_many(editor, maker):
    campaign = maker.campaign(SMALL)
    maker.fill(
        campaign,
        [{"visite": "oui", "moment": "matin"}] * 9 + [{"visite": "oui", "moment": "soir"}] * 6 + [{"visite": "non"}] * 5,
        is_last=True,
    )
    page = read(editor[0], campaign)
    assert "Question posée à 15 personnes." in page
    assert table(page, "moment")["La question n’a pas été posée"] == ["5", ""]
    assert table(page, "moment")["Matin"] == ["9", "60 %"]


def test_how_many_were_not_asked_is_hidden_when_it_would_tell_a_small_count(editor, maker):
    campaign = maker.campaign(SMALL)
    maker.fill(
        campaign,
        [{"visite": "oui", "moment": "matin"}] * 9 + [{"visite": "oui", "moment": "soir"}] * 7 + [{"visite": "non"}] * 2,
        is_last=True,
    )
    page = read(editor[0], campaign)
    assert table(page, "visite")["Oui"] == table(page, "visite")["Non"] == ["masqué", ""]
    assert table(page, "moment")["La question n’a pas été posée"] == table(page, "moment")["Soir"] == ["masqué", ""]
    assert table(page, "moment")["Matin"] == ["9", ""], "a percent would tell how many were asked"


def test_everybody_would_read_rounded_counts_of_eleven_people_at_least(editor, survey):
    page = read(editor[0], survey, pour="public")
    assert "Environ 25 réponses" in page
    assert table(page, "accueil")["Bon"] == ["masqué", ""], "the others are nine people together"
    assert table(page, "besoins")["Manger"] == ["masqué", ""], "six people did not choose the other one"
    assert "arrondis à 5" in page


def test_shares_that_everybody_would_read_are_those_of_rounded_counts(editor, maker):
    campaign = maker.campaign(ASKED)
    maker.fill(campaign, [person("bon")] * 42 + [person("moyen")] * 12, is_last=True)
    assert table(read(editor[0], campaign, pour="public"), "accueil")["Bon"] == ["40", "73 %"]


def test_texts_are_neither_shown_nor_counted_here(editor, maker):
    campaign = maker.campaign(SMALL)
    for _ in range(5):
        maker.send(campaign, {"visite": "non"}, texts=[Words("dire", WRITTEN, "fr")])
    maker.end(campaign)
    page = read(editor[0], campaign)
    assert "Chacun répond avec ses mots" in page
    assert "textes attendent" not in page
    assert f'href="/mes-enquetes/{campaign.id}/textes"' in page
    assert f"/mes-enquetes/{campaign.id}/textes" not in read(editor[0], campaign, pour="public")
    assert WRITTEN not in page


def test_nothing_is_shown_before_there_are_enough_people(editor, maker, campaign):
    maker.send(campaign, {"visite": "non"})
    page = read(editor[0], campaign)
    assert "1 réponse attend." in page
    assert "Question visite" not in page
    maker.fill(campaign, [{"visite": "non"}] * 5, is_last=True)
    assert "Moins de 11 réponses" in read(editor[0], campaign, pour="public")
    assert "Il en faut 11 au moins." in read(editor[0], campaign, pour="public")


def test_the_way_of_answering_is_compared_where_enough_people_used_it(editor, maker):
    campaign = maker.campaign(ASKED)
    for channel, good, back in ((Channel.KIOSK, 24, 16), (Channel.PAPER, 10, 14)):
        rows = [person("bon" if number < good else "moyen", "oui" if number % 30 < back else "non") for number in range(30)]
        maker.fill(campaign, rows, channel=channel)
    maker.end(campaign)
    page = html.fromstring(read(editor[0], campaign)).text_content()
    assert "Tablette sur place 80 % · Papier 33 %" in " ".join(page.split())
    assert "L’écart est net" in page
    assert "Pas de différence nette" in page


def test_other_organisations_find_nothing(survey, member):
    client, _ = member(organisation="Une autre association (exemple)", email="autre@exemple.fr")
    for end in ("resultats", "croiser"):
        assert client.get(f"/mes-enquetes/{survey.id}/{end}").status_code == 404


class TestCrossing:
    @pytest.fixture
    def wide(self, maker):
        campaign = maker.campaign(ASKED)
        rows = [person("bon")] * 20 + [person("bon", "non")] * 10 + [person("moyen")] * 6 + [person("moyen", "non")] * 14
        maker.fill(campaign, rows, is_last=True)
        return campaign

    def test_two_questions_are_crossed_with_percents_of_rows(self, editor, wide):
        page = " ".join(html.fromstring(read(editor[0], wide, "croiser", a="accueil", b="retour")).text_content().split())
        assert "Bon 67 % (20) 33 % (10) 30" in page
        assert "Moyen 30 % (6) 70 % (14) 20" in page

    def test_a_small_count_takes_its_line_and_its_column_with_it(self, editor, maker):
        campaign = maker.campaign(ASKED)
        maker.fill(
            campaign,
            [person("bon")] * 20 + [person("bon", "non")] * 3 + [person("moyen")] * 6 + [person("moyen", "non")] * 14,
            is_last=True,
        )
        page = read(editor[0], campaign, "croiser", a="accueil", b="retour")
        assert "Ce croisement est masqué en entier." in page

    @pytest.mark.parametrize(
        "query",
        [{"a": "besoins", "b": "retour"}, {"a": "dire", "b": "x"}, {"a": "accueil", "b": "accueil"}, {"a": "\0" * 300, "b": "#masque"}],
    )
    def test_what_does_not_cross_is_said(self, editor, wide, query):
        page = read(editor[0], wide, "croiser", **query)
        assert "ne se croisent pas" in page or "deux questions différentes" in page

    def test_the_table_alone_changes_in_place(self, editor, wide):
        base = f"/mes-enquetes/{wide.id}/croiser"
        prove_swap(editor[0], base, f"{base}?a=accueil&b=retour")

    def test_everybody_would_read_less(self, editor, wide):
        page = read(editor[0], wide, "croiser", a="accueil", b="retour", pour="public")
        assert "masqué en entier" in page


def test_five_thousand_responses_cost_no_more_statements_than_five(app, editor, maker, session):
    campaign = maker.campaign(ASKED)
    maker.fill(campaign, [person("bon")] * 5, is_last=True)
    path = f"/mes-enquetes/{campaign.id}/resultats"
    few = statements(app, editor[0], path)
    rows = [
        {"id": f"{number:036}", "campaign_id": campaign.id, "version_id": campaign.version_id, "channel": "lien", "week": WEEK,
         "answers": person(("bon", "moyen", "mauvais")[number % 3])}
        for number in range(5000)
    ]  # fmt: skip
    with unit_of_work(session):
        session.execute(insert(Response), rows)
    assert statements(app, editor[0], path) == few


def statements(app, client, path) -> int:
    sent: list[str] = []

    def remember(_connection, _cursor, statement, *_rest) -> None:
        sent.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", remember)
    assert client.get(path).status_code == 200
    event.remove(engine, "before_cursor_execute", remember)
    return len(sent)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_pages_hold_in_every_language(editor, survey, lang):
    for end in ("resultats", "croiser?a=accueil&b=par-canal", "resultats?pour=public"):
        assert editor[0].get(f"/mes-enquetes/{survey.id}/{end}{'&' if '?' in end else '?'}lang={lang}").status_code == 200


def test_what_is_asked_otherwise_in_another_version_is_told(editor, maker, session):
    first = maker.campaign(ASKED)
    other = {**ASKED, "questions": [{**ASKED["questions"][0], "label": text("Comment était l’accueil ?")}, *ASKED["questions"][1:]]}
    second = maker.campaign(other)
    maker.fill(first, [person("bon")] * 5)
    with unit_of_work(session):
        session.get_one(type(first), first.id).version_id = second.version_id
    maker.fill(first, [person("bon")] * 5, is_last=True)
    assert "Jusqu’à la version 1, la question disait" in read(editor[0], first)
