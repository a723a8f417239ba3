import json
import re

import pytest

from app.directory.kinds import PROTECTED
from tests.support.factories import GRENOBLE, PRIVAS, Directory, north_of
from tests.support.results import ResultsPage

ANNONAY = "07010"
SECRET = {"adresse": "77 impasse du Secret", "complement_adresse": "Bâtiment Caché", "nom": "Maison Discrète"}
LATITUDE, LONGITUDE = north_of(ANNONAY, 1.3)
FORBIDDEN = ("impasse du Secret", "Caché", "Maison Discrète", "Annonay", "07100", "07010", f"{LATITUDE:.3f}", f"{LONGITUDE:.3f}")
"""What would lead to the door: street, building, name of the place, commune, postcode, INSEE code, coordinates."""

pytestmark = pytest.mark.usefixtures("monday")


@pytest.fixture
def refuge(directory: Directory):
    """A refuge at Annonay, in the north of the Ardèche, of which only the Ardèche may be known."""
    there = {**SECRET, "latitude": LATITUDE, "longitude": LONGITUDE}
    structure = directory.structure(
        adresse=SECRET["adresse"],
        complement_adresse=SECRET["complement_adresse"],
        code_postal="07100",
        commune="Annonay",
        code_insee=ANNONAY,
        latitude=LATITUDE,
        longitude=LONGITUDE,
        telephone="04 00 00 00 00",
        siret="12345678901234",
        site_web="https://refuge-annonay.exemple",
    )
    service = directory.itinerant(
        directory.place(ANNONAY, **there), kinds=("hebergement-violences",), structure=structure, description="Un toit pour vous protéger."
    )
    directory.publish()
    return service


def everything(client, refuge):
    """Every public answer in which the refuge stands, or might."""
    around = [
        f"/recherche?commune={ANNONAY}",
        "/recherche?q=hebergement-violences&lieu=Annonay&type=hebergement-violences",
        f"/recherche?lat={LATITUDE}&lon={LONGITUDE}&type=hebergement-violences",
        f"/recherche?commune={PRIVAS}&type=hebergement-violences",
        "/recherche?lieu=Ard%C3%A8che&type=hebergement-violences",
        f"/recherche?commune={PRIVAS}&type=hebergement-violences&ouvert=maintenant",
        f"/recherche?commune={PRIVAS}&type=hebergement-violences&public=jeunes&animaux=1",
        f"/recherche?commune={GRENOBLE}&type=hebergement-violences&tri=distance",
    ]
    sheets = [f"/services/{refuge.id}", f"/structures/{refuge.structure_id}", "/sitemap-services-1.xml", "/sitemap-structures-1.xml"]
    for path in sheets + around:
        for language in ("fr", "en", "ar"):
            address = f"{path}{'&' if '?' in path else '?'}lang={language}"
            yield address, client.get(address).get_data(as_text=True)
    for path in around:
        yield path, client.get_part(path).get_data(as_text=True)


def leaks(address, body):
    """What of the secret stands in an answer; what was asked is echoed by the page, and says nothing of the refuge."""
    echoed = re.sub(r'(href|value)="[^"]*"', "", body) if "/recherche" in address else body
    asked = FORBIDDEN[3:] if f"commune={ANNONAY}" in address or "Annonay" in address else ()
    cards = re.findall(r"<article.*?</article>|<li><a href=\"/services/.*?</li>", body, re.DOTALL)
    found = [word for word in FORBIDDEN if word not in asked and word in echoed]
    return found + [word for word in FORBIDDEN if any(word in card for card in cards)]


def test_no_byte_of_any_public_answer_leads_to_the_door(client, refuge):
    shown, found = 0, {}
    for address, body in everything(client, refuge):
        shown += f"/services/{refuge.id}" in body
        if leaked := leaks(address, body):
            found[address] = leaked

    assert found == {}
    assert shown > 10


def test_the_departement_alone_is_told(client, refuge):
    sheet = client.get(f"/services/{refuge.id}").text
    card = ResultsPage(client.get(f"/recherche?commune={PRIVAS}&type=hebergement-violences")).cards[0].text

    for text in (sheet, card):
        assert "Ardèche" in text
    assert "Adresse gardée secrète" in card
    assert "openstreetmap" not in sheet + client.get(f"/structures/{refuge.structure_id}").text


def test_what_search_engines_read_holds_the_departement_and_no_point(client, refuge):
    for path in (f"/services/{refuge.id}", f"/structures/{refuge.structure_id}"):
        script = re.search(r'<script type="application/ld\+json">(.*?)</script>', client.get(path).text, re.DOTALL)
        data = json.loads(script[1])
        text = json.dumps(data, ensure_ascii=False)
        assert "Ardèche" in text
        assert "geo" not in text.replace("GeoCoordinates", "geo").split('"')
        assert "streetAddress" not in text
        assert "addressLocality" not in text


def told(client, address, name):
    page = ResultsPage(client.get(address))
    (card,) = [card for card in page.everywhere if card.name == name]
    return card.text, page.names.index(name) if name in page.names else None


def test_searching_next_to_the_door_or_far_from_it_tells_the_same(client, refuge):
    cards = set()
    for step in (-6, -3, -1, 0, 1, 3, 6):
        latitude, longitude = north_of(ANNONAY, step)
        cards.add(told(client, f"/recherche?lat={latitude}&lon={longitude}&type=hebergement-violences&rayon=200", refuge.nom))

    assert len(cards) == 1


def test_the_order_and_the_radius_follow_the_main_town_of_the_departement(directory, find, refuge):
    near_the_main_town = directory.fixed(PRIVAS, kinds=("hebergement-violences",), is_protected=False)
    further = directory.fixed(PRIVAS, north=9, kinds=("accueil-de-jour",))
    directory.publish()

    assert find(commune=PRIVAS, rayon=1, type="hebergement-violences").total == 2
    order = find(commune=PRIVAS, rayon=50, tri="distance").names
    assert order.index(refuge.nom) < order.index(further.nom)
    around_the_door = find(commune=ANNONAY, rayon=5)
    assert refuge.nom not in around_the_door.names or "cherché plus loin" in around_the_door.counted
    assert near_the_main_town.nom in order


def test_moving_the_door_within_the_departement_changes_no_page(directory, client, session, refuge):
    pages = [f"/recherche?commune={ANNONAY}&type=hebergement-violences", f"/services/{refuge.id}", f"/structures/{refuge.structure_id}"]
    before = [client.get(page).text for page in pages]
    for row in (refuge.locations[0], refuge.structure):
        row.latitude, row.longitude = north_of("07186", 5)
        row.code_insee, row.commune, row.code_postal, row.adresse = "07186", "Privas", "07000", "1 rue d’Ailleurs"
    directory.publish()

    assert [client.get(page).text for page in pages] == before


@pytest.mark.parametrize("kind", sorted(PROTECTED))
def test_the_kinds_that_shelter_are_protected_without_saying_so(kind, directory, client):
    service = directory.fixed(ANNONAY, kinds=("accueil-de-jour", kind))
    directory.publish()

    assert service.is_protected
    assert "Annonay" not in client.get(f"/services/{service.id}").text


def test_any_service_can_be_protected(directory, client, find):
    service = directory.fixed(ANNONAY, is_protected=True, hours="24/7")
    directory.publish()

    assert "Annonay" not in client.get(f"/services/{service.id}").text
    assert "Ardèche" in find(commune=PRIVAS).cards[0].text


def test_a_protected_structure_protects_all_its_services(directory, client, find):
    structure = directory.structure(is_protected=True, code_insee=ANNONAY, commune="Annonay", code_postal="07100")
    service = directory.fixed(ANNONAY, structure=structure)
    directory.publish()

    assert "Annonay" not in client.get(f"/services/{service.id}").text
    assert "Annonay" not in client.get(f"/structures/{structure.id}").text
    assert "Annonay" not in find(commune=PRIVAS).cards[0].text


def test_a_refuge_that_persons_do_not_see_still_hides_the_address_of_its_structure(directory, client):
    structure = directory.structure(code_insee=ANNONAY, commune="Annonay", code_postal="07100", adresse="77 impasse du Secret")
    directory.refuge(ANNONAY, structure=structure, organisations_only=True)
    directory.publish()

    page = client.get(f"/structures/{structure.id}").text

    assert "Annonay" not in page
    assert "Secret" not in page
