from itertools import pairwise

import pytest
from lxml import html
from sqlalchemy import select

from app.accounts.models import Organisation
from app.core.clock import now, utc_now
from app.core.unit_of_work import unit_of_work
from app.directory.models import Keeping, Service, ServiceOrientations, UnansweredSearch
from app.listings.models import ListingViews, Ticket
from app.listings.queries import listing
from app.listings.services.figures import communes_around, figures
from app.web.chart import Column, bars
from tests.support.factories import AURILLAC, GRENOBLE, PRIVAS, confirmed

NEAR_GRENOBLE = "38421"
"""Saint-Martin-d’Hères."""


@pytest.fixture
def kept(client, directory, session, signed_in_as, monday):
    """A listing that one keeps, of two services at Grenoble."""
    signed_in_as(client, organisations={"Association": "redacteur"})
    structure = directory.structure(nom="Le Refuge du Midi")
    directory.fixed(structure=structure, kinds=("douche",), **confirmed(10))
    directory.fixed(structure=structure, kinds=("domiciliation",), **confirmed(300))
    directory.publish()
    with unit_of_work(session):
        organisation = session.scalar(select(Organisation).where(Organisation.name == "Association"))
        session.add(Keeping(organisation_id=organisation.id, structure_id=structure.id, way="siret", since=utc_now()))
    return structure


def count(session, structure, **weeks: int) -> None:
    with unit_of_work(session):
        session.add_all(
            ListingViews(structure_id=structure.id, week=week.replace("W", "2026-W"), count=number) for week, number in weeks.items()
        )


def unanswered(session, subject: str, commune: str, week: str, number: int) -> None:
    with unit_of_work(session):
        session.add(UnansweredSearch(subject=subject, commune=commune, week=week, count=number))


def read(client, structure) -> str:
    answer = client.get(f"/mes-fiches/{structure.id}/chiffres")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_the_sentence_compares_whole_weeks_and_the_week_that_goes_on_stands_apart(client, kept, session) -> None:
    count(session, kept, W48=5, W47=12, W46=30, W43=18, W40=12, W10=99)
    text = read(client, kept)
    assert "Votre fiche a été lue 42 fois ces 4 dernières semaines, contre 30 avant." in text
    assert "Cette semaine, elle a été lue 5 fois jusqu’ici." in text
    page = html.fromstring(text)
    rows = page.xpath("//table[caption[contains(., 'Lectures')]]//tbody/tr")
    assert len(rows) == 26
    assert rows[0].xpath("string()").strip().startswith("23 novembre 2026, en cours")
    assert [row.xpath("string(td)") for row in rows[:3]] == ["5", "12", "30"]
    assert len(page.xpath("//*[local-name()='svg'][contains(@class, 'chart')]/*[local-name()='rect']")) == 5, (
        "weeks without a reading have no bar"
    )


def test_nothing_counted_yet_is_said_without_a_drawing(client, kept) -> None:
    text = read(client, kept)
    assert "Aucune lecture de votre fiche n’a été comptée pour le moment." in text
    assert 'class="chart"' not in text
    assert "aucune recherche n’est restée sans réponse" in text


def test_searches_without_answer_around_are_told_by_kind_and_few_are_not_told_by_their_number(client, kept, session) -> None:
    unanswered(session, "douche", GRENOBLE, "2026-W47", 4)
    unanswered(session, "douche", NEAR_GRENOBLE, "2026-W46", 3)
    unanswered(session, "besoin:adresse", GRENOBLE, "2026-W47", 6)
    unanswered(session, "laverie", GRENOBLE, "2026-W47", 3)
    unanswered(session, "", GRENOBLE, "2026-W47", 9)
    unanswered(session, "ceci-n-est-plus", GRENOBLE, "2026-W47", 9)
    unanswered(session, "bagagerie", PRIVAS, "2026-W47", 50)
    unanswered(session, "bagagerie", "D38", "2026-W47", 50)
    unanswered(session, "bagagerie", GRENOBLE, "2026-W35", 50)
    page = html.fromstring(read(client, kept))

    def told(caption: str) -> list[list[str]]:
        rows = page.xpath(f"//table[caption[.='{caption}']]//tbody/tr")
        return [[row.xpath("string(th)"), row.xpath("string(td)")] for row in rows]

    assert told("De ce que vous proposez") == [["Douches et bains publics", "7"], ["Une adresse", "6"]]
    assert told("De ce que vous ne proposez pas") == [["D’autres mots", "9"], ["Laverie solidaire", "moins de 5"]]


def test_few_searches_are_in_an_order_that_tells_nothing_of_their_numbers(kept, session) -> None:
    unanswered(session, "vestiaire", GRENOBLE, "2026-W47", 4)
    unanswered(session, "laverie", GRENOBLE, "2026-W47", 1)
    found = figures(session, listing(session, kept.id), now())
    assert [(one.subject, one.count) for one in found.missing] == [("laverie", None), ("vestiaire", None)]


def test_confirmations_are_told_part_by_part(client, kept) -> None:
    text = read(client, kept)
    assert text.count("Confirmé le 13 novembre 2026. Reste à confirmer pour 1 service sur 2.") == 3


def test_proposals_received_and_answered_are_counted(client, kept, session) -> None:
    assert "Personne n’a encore proposé de changer votre fiche." in read(client, kept)
    for number, (sort, state) in enumerate(
        [("proposition", "ouvert"), ("proposition", "accepte"), ("proposition", "refuse"), ("signalement", "ouvert")]
    ):
        with unit_of_work(session):
            session.add(
                Ticket(sort=sort, state=state, structure_id=kept.id, departement="38", created_at=utc_now(), secret_digest=str(number))
            )
    assert "3 propositions reçues, dont 1 attend votre réponse." in read(client, kept)


def oriented(session, service, **weeks: tuple[int, int, int]) -> None:
    with unit_of_work(session):
        session.add_all(
            ServiceOrientations(service_id=service.id, week=week.replace("W", "2026-W"), sent=sent, answered=answered, met=met)
            for week, (sent, answered, met) in weeks.items()
        )


def test_orientations_are_told_by_week_and_few_are_told_and_drawn_as_few(client, kept, session) -> None:
    first, second = kept.services
    oriented(session, first, W47=(4, 4, 1), W46=(2, 1, 0), W44=(1, 0, 0), W10=(50, 50, 50))
    oriented(session, second, W47=(8, 3, 2))
    text = read(client, kept)
    assert "Orientations reçues ces 26 dernières semaines\u00a0: 15." in text
    assert "Avec une réponse\u00a0: 8." in text
    assert "Suivies d’une rencontre\u00a0: moins de 5." in text
    page = html.fromstring(text)
    rows = page.xpath("//table[caption[starts-with(., 'Orientations')]]//tbody/tr")
    assert len(rows) == 26
    assert [[cell.text for cell in row.xpath("td")] for row in rows[:5]] == [
        ["0", None],
        ["12", "7 avec une réponse, moins de 5 avec une rencontre"],
        ["moins de 5", "moins de 5 avec une réponse, 0 avec une rencontre"],
        ["0", None],
        ["moins de 5", "0 avec une réponse, 0 avec une rencontre"],
    ]
    (drawn,) = page.xpath("//*[local-name()='svg'][@aria-labelledby='orientations-titre orientations-texte']")
    few, many = sorted({float(bar.get("height")) for bar in drawn.xpath("*[local-name()='rect']")})
    assert many > few
    assert drawn.xpath("string(*[local-name()='text'][contains(@class, 'chart-number')])") == "12"


def test_small_numbers_of_orientations_are_nowhere_in_the_page(client, kept, session) -> None:
    oriented(session, kept.services[0], W47=(3, 2, 1))
    text = read(client, kept)
    page = html.fromstring(text)
    assert "Orientations reçues ces 26 dernières semaines\u00a0: moins de 5." in text
    assert not page.xpath("//*[local-name()='svg']//*[contains(@class, 'chart-number')]")
    cells = {cell.text for cell in page.xpath("//table[caption[starts-with(., 'Orientations')]]//td")}
    assert cells == {"0", None, "moins de 5", "moins de 5 avec une réponse, moins de 5 avec une rencontre"}


def test_without_orientations_the_page_says_whether_any_may_come(client, kept, session) -> None:
    assert "Vous ne recevez pas d’orientations par ce site." in read(client, kept)
    with unit_of_work(session):
        session.get(Service, kept.services[0].id).receives_orientations = True
    assert "Vous n’avez reçu aucune orientation par ce site" in read(client, kept)


def test_only_those_who_keep_a_listing_see_what_it_brings(client, plain, kept, signed_in_as) -> None:
    path = f"/mes-fiches/{kept.id}/chiffres"
    assert plain.get(path).status_code == 303
    for organisations, status in (({"Association": "membre"}, 404), ({"Autre": "proprietaire"}, 404)):
        other = client.application.test_client()
        signed_in_as(other, email=f"{len(organisations)}{next(iter(organisations))}@exemple.fr", organisations=organisations)
        assert other.get(path).status_code == status
    moderator = client.application.test_client()
    signed_in_as(moderator, email="moderation@exemple.fr", roles=[("moderateur", "38")], second_factor=True)
    assert moderator.get(path).status_code == 200
    assert client.get("/mes-fiches/999999/chiffres").status_code == 404


def test_communes_around_are_those_within_fifteen_kilometres() -> None:
    around = communes_around(frozenset([GRENOBLE]))
    assert {GRENOBLE, NEAR_GRENOBLE} <= around
    assert AURILLAC not in around
    assert communes_around(frozenset()) == frozenset()


def test_a_drawing_stays_in_its_frame_and_its_texts_never_touch() -> None:
    columns = [Column(f"{day}", day % 7, mark="mois") for day in range(26)]
    drawn = bars("Titre", "Texte", columns)
    assert all(bar.x >= 0 and bar.x + bar.width <= drawn.width and bar.y >= 0 and bar.y + bar.height == drawn.base for bar in drawn.bars)
    for texts in ([bar.middle for bar in drawn.bars if bar.mark], [bar.middle for bar in drawn.bars if bar.text]):
        assert texts
        assert all(second - first >= 34 for first, second in pairwise(texts))


def test_nothing_but_zeros_draws_no_bar() -> None:
    assert [bar.height for bar in bars("Titre", "Texte", [Column("a", 0), Column("b", 0)]).bars] == [0.0, 0.0]
    assert bars("Titre", "Texte", []).bars == ()


def test_a_small_value_is_seen_beside_a_large_one() -> None:
    assert [bar.text for bar in bars("Titre", "Texte", [Column("a", 1), Column("b", 5000)]).bars] == ["1", "5000"]
    assert bars("Titre", "Texte", [Column("a", 1), Column("b", 5000)]).bars[0].height == 2.0
