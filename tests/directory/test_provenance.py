"""A sheet says where it comes from, how old it is there, and that its source has dropped it."""

import re
from datetime import date

import pytest

from app.directory import services
from app.directory.rules import Mobilisation, Mobiliser
from tests.support.inspector.document import Document, words

pytestmark = [pytest.mark.usefixtures("monday"), pytest.mark.one_engine]

PAGE = "https://annuaire.exemple.fr/services/1"
IMPORTED = {"dataset": "data-inclusion", "date_maj": date(2026, 9, 3), "lien_source": PAGE}
SPACES = str.maketrans("\u00a0\u202f", "  ")
VANISHED = "Cette fiche n’est plus dans"


def come_from(row, source, **said):
    """Say of a row that an import brought it."""
    for name, value in {**IMPORTED, **said, "source": source}.items():
        setattr(row, name, value)
    return row


@pytest.fixture
def page(directory, client):
    """Publish what was described, and read the sheet of a row."""

    def read(row, language="fr"):
        directory.publish()
        where = "services" if hasattr(row, "structure_id") else "structures"
        return client.get(f"/{where}/{row.id}?lang={language}").text.translate(SPACES)

    return read


def links(html, label):
    """The links that bear this label."""
    return [link for link in Document(html).all("a") if words(link).strip() == label]


class TestWhereItComesFrom:
    @pytest.mark.parametrize(
        ("source", "name"),
        [
            ("dora", "DORA"),
            ("soliguide", "Soliguide"),
            ("emplois-de-linclusion", "Les emplois de l’inclusion"),
            ("france-travail", "France Travail"),
            ("mediation-numerique", "Médiation numérique"),
            ("une-source-nouvelle", "une-source-nouvelle"),
        ],
    )
    def test_a_service_of_the_national_data_names_its_source_its_day_and_its_licence(self, source, name, directory, page):
        html = page(come_from(directory.fixed(), source))

        told = f"Source : data·inclusion ({name}), mis à jour le 3 septembre 2026. Licence Ouverte 2.0."
        assert told in " ".join(words(Document(html).by_id("contenu")).translate(SPACES).split())

    def test_it_leads_to_its_page_there(self, directory, page):
        (link,) = links(page(come_from(directory.fixed(), "dora")), "Voir la fiche d’origine")

        assert link.attrib["href"] == PAGE
        assert link.attrib["rel"] == "noopener"

    @pytest.mark.parametrize("written", [None, "", "javascript:alert(1)", "voir le site", "ftp://exemple.fr"])
    def test_what_is_no_address_of_the_web_is_no_link(self, written, directory, page):
        html = page(come_from(directory.fixed(), "dora", lien_source=written))

        assert "Voir la fiche d’origine" not in html
        assert "javascript:" not in html

    def test_the_page_of_a_protected_address_is_linked_neither_from_the_service_nor_from_its_structure(self, directory, page):
        service = come_from(directory.refuge(), "dora")
        come_from(service.structure, "dora", lien_source="https://annuaire.exemple.fr/structures/1")

        for row in (service, service.structure):
            html = page(row)
            assert "data·inclusion (DORA)" in html
            assert "annuaire.exemple.fr" not in html

    def test_a_structure_says_it_too(self, directory, page):
        service = directory.fixed()
        html = page(come_from(service.structure, "soliguide"))

        assert "data·inclusion (Soliguide)" in html
        assert links(html, "Voir la fiche d’origine")

    def test_the_table_of_an_association_is_named_and_claims_no_licence(self, directory, page):
        html = page(come_from(directory.fixed(), "secours-lyon", dataset="secours-lyon"))

        assert "secours-lyon</bdi>, mis à jour le 3 septembre 2026" in html
        assert "data·inclusion" not in html
        assert "Licence Ouverte" not in html.partition("<footer")[0]

    def test_what_was_written_here_tells_no_day_of_a_source(self, directory, page):
        assert "mis à jour le" not in page(directory.fixed(date_maj=date(2026, 9, 3)))


class TestHowOldItIs:
    @pytest.mark.parametrize(("day", "is_old"), [(date(2026, 5, 24), False), (date(2026, 5, 23), True), (None, True)])
    def test_old_information_and_that_of_no_known_day_says_to_call_first(self, day, is_old, directory, page):
        html = page(come_from(directory.fixed(), "dora", date_maj=day))

        assert ("À confirmer : appelez avant d’y aller" in html) is is_old

    def test_an_old_structure_says_it_too(self, directory, page):
        assert "À confirmer : appelez avant d’y aller</strong>" in page(
            come_from(directory.fixed().structure, "dora", date_maj=date(2024, 5, 1))
        )

    def test_what_a_source_says_is_not_called_verified(self, directory, page):
        assert "Vérifié le" not in page(come_from(directory.fixed(), "dora"))

    def test_what_was_confirmed_here_is(self, directory, page):
        from app.core.clock import utc_now

        html = page(come_from(directory.fixed(hours_confirmed_at=utc_now()), "dora", date_maj=None))

        assert re.findall(r"<dt>(\w+)</dt><dd>(Vérifié le [^<]+)</dd>", html) == [("Horaires", "Vérifié le 23 novembre 2026")]
        assert "À confirmer : appelez avant d’y aller" not in html


class TestWhatItsSourceDropped:
    def test_it_says_so_before_anything_else_with_what_to_do(self, directory, page):
        html = page(come_from(directory.fixed(), "dora", vanished_at=date(2026, 11, 12)))

        told = "Cette fiche n’est plus dans les données nationales depuis le 12 novembre 2026. Appelez avant d’y aller."
        assert told in html
        assert html.index(told) < html.index("Est-ce que je peux venir")

    def test_that_of_an_association_names_no_national_data(self, directory, page):
        html = page(come_from(directory.fixed(), "secours-lyon", dataset="secours-lyon", vanished_at=date(2026, 11, 12)))

        assert "Cette fiche n’est plus dans le tableau de l’association depuis le 12 novembre 2026. Appelez avant d’y aller." in html
        assert "données nationales" not in html

    def test_a_structure_says_it_too(self, directory, page):
        assert VANISHED in page(come_from(directory.fixed().structure, "dora", vanished_at=date(2026, 11, 12)))

    def test_the_others_say_nothing_of_it(self, directory, page):
        assert VANISHED not in page(come_from(directory.fixed(), "dora"))


class TestWhatWasDeduced:
    @pytest.mark.parametrize(
        ("guessed", "told"),
        [
            ((False, False), ""),
            ((True, False), "Type d’aide deviné d’après la description."),
            ((True, True), "Types d’aide devinés d’après la description."),
        ],
    )
    def test_kinds_that_were_guessed_say_so(self, guessed, told, directory, page):
        service = directory.fixed(kinds=("accueil-de-jour", "domiciliation"))
        for kind, is_guessed in zip(service.kinds, guessed, strict=True):
            kind.is_guessed = is_guessed

        html = page(service)

        assert re.findall(r"Types? d’aide devinés? [^<]*", html) == ([told] if told else [])

    def test_a_service_of_no_known_kind_has_its_structure_only(self, directory, page):
        html = page(directory.fixed(kinds=()))

        (line,) = [words(one).strip() for one in Document(html).all("p") if one.get("class") == "kind"]
        assert line.startswith("Association ")

    def test_hours_that_nobody_could_read_are_shown_as_given_and_claim_neither_open_nor_closed(self, directory, session, page):
        service = directory.fixed(hours="")
        session.flush()
        service.locations[0].hours_id = services.hours(session, raw="matin sauf le jeudi").id

        html = page(service)

        assert "Horaires donnés par la structure : " in html
        assert "matin sauf le jeudi" in html
        assert "Horaires à vérifier" in html
        assert not re.search(r"state-(open|closed)", html)


class TestWhatAProfessionalAsksFor:
    def test_nobody_is_told_to_come(self, directory, page):
        described = {"mobilisable_par": [Mobiliser.PROFESSIONAL], "modes_mobilisation": [Mobilisation.COME, Mobilisation.CALL]}

        html = page(directory.fixed(**described))

        assert "Un professionnel doit faire la demande avec vous." in html
        assert "Parlez-en à un travailleur social ou à un conseiller." in html
        assert "Venez directement" not in html

    def test_where_one_may_also_ask_for_oneself_one_is_told_how(self, directory, page):
        html = page(directory.fixed(mobilisable_par=[Mobiliser.PROFESSIONAL, Mobiliser.PERSON], modes_mobilisation=[Mobilisation.COME]))

        assert "Venez directement" in html
        assert "Un professionnel doit" not in html


class TestALongDescription:
    def test_its_beginning_stands_at_the_top_and_the_whole_at_the_end(self, directory, page):
        whole = " ".join(f"Nous vous recevons au guichet {number}, avec ou sans rendez-vous." for number in range(15))

        html = page(directory.fixed(description=whole))

        lead = next(words(one).strip() for one in Document(html).all("p") if one.get("class") == "lead")
        assert (
            lead == "Nous vous recevons au guichet 0, avec ou sans rendez-vous. Nous vous recevons au guichet 1, avec ou sans rendez-vous."
        )
        assert html.index("En savoir plus") < html.rindex(whole)

    def test_a_short_one_is_told_once(self, directory, page):
        html = page(directory.fixed(description="On vous écoute."))

        assert "En savoir plus" not in html


def test_the_national_data_are_credited_among_the_legal_notices(client):
    text = client.get("/mentions-legales").text

    assert "data·inclusion" in text
    assert "Licence Ouverte 2.0" in text
