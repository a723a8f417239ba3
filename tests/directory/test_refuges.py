import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.text import fold
from app.directory.guessing import guess
from app.directory.kinds import PROTECTED
from app.directory.refuges import _ROOF, _ROOF_ELSEWHERE, HOSTS, Told, _folded, _has_roof, _parts_in, speaks_of_violence
from app.directory.refuges import VIOLENCE as WORDS_OF_VIOLENCE

VIOLENCE = "famille--surmonter-conflits-separation-violence"
ROOF = "logement-hebergement--rechercher-une-solution-dhebergement-temporaire"
RIGHTS = "difficultes-administratives-ou-juridiques--accompagnement-pour-lacces-aux-droits"
EVERYTHING = [
    VIOLENCE, ROOF, RIGHTS, "difficultes-financieres--ameliorer-sa-gestion-budgetaire", "equipement-et-alimentation--alimentation",
    "mobilite--financer-ma-mobilite",
]  # fmt: skip

REFUGES = [
    ("Mise à l’abri", "", "Pour les femmes victimes de violences conjugales et leurs enfants.", [], []),
    ("Mises à l'abri de nuit", "", "Face à un conjoint violent, un départ organisé.", [], []),
    ("Hébergement", "", "Accueil de FEMMES VICTIMES DE VIOLENCES.", [], []),
    ("Appartements relais", "", "Quelques mois pour souffler après des violences.", [], []),
    ("Maison d’accueil", "", "Femmes victimes de violences.", [], []),
    ("Foyer Les Lilas", "", "Le foyer reçoit des femmes qui ont subi un mariage forcé.", [], []),
    ("Accompagnement", "Foyer Les Lilas", "Pour les victimes de violences.", [], []),
    ("Accompagnement", "Solidarité Femmes Exemple", "Douze places d’urgence.", [], []),
    ("Accompagnement", "", "", [VIOLENCE, ROOF], []),
    ("Accompagnement", "CIDFF Exemple", "Informations.", [VIOLENCE, ROOF, RIGHTS], []),
    ("Sortir de la séparation", "", "Un logement temporaire pendant six mois.", [VIOLENCE], []),
    ("Solution temporaire", "", "Ouvert aussi aux victimes de violences.", [ROOF], []),
    ("Solution temporaire", "", "", [ROOF], ["femmes"]),
    ("Solution temporaire", "", "", [ROOF], ["familles", "femmes", "personnes-en-situation-durgence"]),
    ("Hébergement pour femmes isolées", "", "", [], []),
    ("HEBERGEMENT FEMMES", "", "", [ROOF], ["tous-publics"]),
    ("Accueil de jour", "", "Femmes victimes de violences : écoute le jour, hébergement la nuit.", [RIGHTS], []),
    ("Écoute", "", "Après orientation vers notre hébergement, les femmes victimes de violences se posent.", [], []),
    ("Lieu sûr", "", "Lieu sécurisé à l’adresse confidentielle, pour les personnes prostituées.", [], []),
    ("Mise en sécurité", "", "Victimes de violences intrafamiliales.", [RIGHTS], []),
    ("CHRS Les Marronniers", "", "Quinze places pour des victimes de violences.", [ROOF], []),
    ("Logement d’urgence", "CCAS", "", EVERYTHING, []),
]  # fmt: skip


@pytest.mark.parametrize(("nom", "structure_nom", "description", "thematiques", "publics"), REFUGES)
def test_what_may_shelter_victims_is_protected(nom, structure_nom, description, thematiques, publics):
    assert guess(nom, structure_nom, description, thematiques, "accompagnement", publics, [])[0] == "hebergement-violences"


OPEN_PLACES = [
    (
        "Accueil de jour",
        "",
        "Femmes victimes de violences : groupes de parole, sans hébergement.",
        [VIOLENCE],
        ["femmes"],
    ),
    (
        "Permanence d’écoute",
        "",
        "Femmes victimes de violences. Orientation vers un hébergement.",
        [VIOLENCE],
        ["femmes"],
    ),
    ("Permanence juridique", "", "Violences, séparation : connaître ses droits.", [VIOLENCE, RIGHTS], ["tous-publics"]),
    ("Aide aux victimes", "", "Un juriste et un psychologue vous reçoivent.", [VIOLENCE], []),
    ("Médiation familiale", "", "S’accorder sur la résidence, le droit de visite et d’hébergement des enfants.", [VIOLENCE], ["familles"]),
    ("Groupe de parole", "", "Parler des violences au sein du foyer.", [VIOLENCE], []),
    ("Écoute", "", "Aide à la recherche d’un hébergement pour les victimes de violences.", [RIGHTS], []),
    ("Ateliers", "Foyer rural de Montvert", "Prévenir les violences à l’école.", [], []),
    ("Hébergement d’urgence", "", "Pour toute personne sans abri.", [ROOF], ["tous-publics"]),
    ("Atelier vélo pour les femmes", "", "Remise en selle.", [], ["femmes"]),
    ("Cours de violon", "Le Refuge des arts", "Musique pour tous.", [], []),
    ("Soutien", "", "L’emprise des jeux d’argent.", [], []),
]


@pytest.mark.parametrize(("nom", "structure_nom", "description", "thematiques", "publics"), OPEN_PLACES)
def test_a_place_without_a_roof_or_without_violence_keeps_its_address(nom, structure_nom, description, thematiques, publics):
    assert not PROTECTED & set(guess(nom, structure_nom, description, thematiques, "accompagnement", publics, []))


def test_a_front_office_that_receives_for_everything_keeps_its_address():
    assert guess("Accompagnement social", "CCAS de Montvert", "", EVERYTHING, "accompagnement", [], ["ccas-cias"]) == ("ccas",)


@pytest.mark.parametrize(
    ("nom", "description", "thematiques", "networks"),
    [
        ("Accompagnement social", "Femmes victimes de violences.", EVERYTHING, ["ccas-cias"]),
        ("Appartements du CCAS", "", EVERYTHING, ["ccas-cias"]),
        ("Accompagnement social", "", [VIOLENCE, ROOF], ["ccas-cias"]),
        ("Accompagnement social", "", EVERYTHING, ["emmaus"]),
    ],
)
def test_a_word_of_violence_or_of_a_roof_protects_even_a_front_office(nom, description, thematiques, networks):
    assert guess(nom, "", description, thematiques, "accompagnement", [], networks)[0] == "hebergement-violences"


HOST_HOMES = [
    ("Accueil citoyen", "Des foyers ouvrent leur porte."),
    ("Réseau d’hébergement citoyen", ""),
    ("Un toit", "Hébergement temporaire chez l’habitant."),
    ("UN TOIT", "HÉBERGEMENT CHEZ L'HABITANT"),
    ("Un toit", "Les jeunes sont logés quelques semaines chez des particuliers."),
    ("Familles d’accueil", "Des familles d’accueil pour des personnes exilées."),
    ("Bienvenue", "Devenez famille d'accueil d'un réfugié."),
    ("Hébergeurs solidaires", ""),
    ("Bienvenue", "Familles accueillantes bénévoles."),
]


@pytest.mark.parametrize(("nom", "description"), HOST_HOMES)
def test_a_home_that_hosts_is_protected(nom, description):
    assert "accueil-citoyen" in guess(nom, "", description, [], "accompagnement", [], [])


@pytest.mark.parametrize(
    "description",
    [
        "Atelier de citoyenneté pour les habitants.",
        "Une aide-soignante vient chez vous.",
        "Devenir famille d’accueil de l’aide sociale à l’enfance.",
        "Le repas est livré chez l’habitant.",
        "Un accueil pour les familles exilées.",
    ],
)
def test_what_goes_to_homes_or_speaks_of_citizens_keeps_its_address(description):
    assert guess("Association Exemple", "", description, [], "accompagnement", [], []) == ()


@given(
    nom=st.text(max_size=30),
    description=st.text(max_size=60),
    publics=st.lists(st.sampled_from(["femmes", "familles", "seniors"]), unique=True),
)
def test_both_thematiques_protect_whatever_is_written(nom, description, publics):
    assert guess(nom, "", description, [VIOLENCE, ROOF], None, publics, [])[0] == "hebergement-violences"


@given(st.permutations(["Un lieu.", "Femmes victimes de violences.", "Hébergement.", "Écoute et soins.", "Sans rendez-vous."]))
def test_the_order_of_sentences_does_not_matter(sentences):
    assert guess("Les Lilas", "", " ".join(sentences), [], None, [], []) == ("hebergement-violences",)


OF_VICTIMS = "femmes victimes de violences"


@pytest.mark.parametrize(
    "nom",
    [
        f"Logements pour {OF_VICTIMS}",
        f"Colocation {OF_VICTIMS}",
        f"Intermédiation locative pour {OF_VICTIMS}",
        f"CHU {OF_VICTIMS}",
        f"Appart’hôtel pour {OF_VICTIMS}",
        f"Centre d’accueil de {OF_VICTIMS}",
        f"Accueil d’urgence pour {OF_VICTIMS}",
        f"Accueil d’urgence 24h/24 {OF_VICTIMS}",
        f"Places d’urgence {OF_VICTIMS}",
        "Solution d’accueil immédiat pour femmes menacées",
        "Accueil de nuit pour femmes",
    ],
)
def test_a_name_that_says_a_dwelling_of_victims_says_a_refuge(nom):
    assert guess(nom, "", "", [VIOLENCE], "accompagnement", [], [])[0] == "hebergement-violences"


@pytest.mark.parametrize(
    "nom",
    [
        f"Accueil de jour pour {OF_VICTIMS}",
        f"Centre d’accueil de jour {OF_VICTIMS}",
        f"Centre d’accueil et d’écoute {OF_VICTIMS}",
        f"Permanence d’écoute {OF_VICTIMS}",
        f"Accès au logement des {OF_VICTIMS}",
        f"CHU Exemple : soins aux {OF_VICTIMS}",
        f"Groupe de parole {OF_VICTIMS}",
    ],
)
def test_a_name_that_says_a_day_centre_or_somebody_who_listens_does_not(nom):
    assert not PROTECTED & set(guess(nom, "", "", [VIOLENCE], "accompagnement", ["femmes"], []))


@pytest.mark.parametrize("told", [Told("Être victime de violences conjugales."), Told("", structure_speaks_of_violence=True)])
def test_violence_that_stands_beside_the_description_is_read(told):
    roof = ("Hébergement d’urgence", "Les Nuits Claires", "Ouvert la nuit.", [ROOF], "accompagnement", [], [])

    assert guess(*roof)[0] != "hebergement-violences"
    assert guess(*roof, told)[0] == "hebergement-violences"


def test_what_a_structure_says_of_violence_hides_none_of_its_services_without_a_roof():
    told = Told("", structure_speaks_of_violence=True)
    said = guess("Cours de français", "Les Nuits Claires", "Deux heures.", [], "formation", [], [], told)

    assert not PROTECTED & set(said)


PARTS = WORDS_OF_VIOLENCE | HOSTS


def parts_by_the_plain_rule(text):
    lowered = text.lower().replace("’", "'")
    return {part for part in PARTS if part in lowered}


AROUND = ["", "x", "é", "É", "’", "'", "?", "œ", "–", "v", "ville ", "d’", " Une maison\nà l’écart… ", "م", "👋", "\u0301"]
NEARLY = [*"vimcbgp'’?éÉ .–", "VIOL", "femme", "famille ", "solidarité ", "chez", "menac"]


@pytest.mark.parametrize("part", sorted(PARTS))
@pytest.mark.parametrize("around", AROUND)
def test_one_look_finds_a_part_whatever_stands_around_it(part, around):
    for written in {part, part.upper(), part.title(), part.replace("'", "’"), part.upper().replace("'", "’")}:
        for text in (written, around + written, written + around, around + written + around):
            assert part in _parts_in(text)
            assert _parts_in(text) == parts_by_the_plain_rule(text)
            assert speaks_of_violence(text) == (not WORDS_OF_VIOLENCE.isdisjoint(parts_by_the_plain_rule(text)))


def test_one_look_reads_every_letter_that_is_one_of_a_part_in_lower_case():
    letters = set("".join(PARTS))
    others = [letter for letter in map(chr, range(sys.maxunicode + 1)) if not letters.isdisjoint(letter.lower())]

    assert "É" in others
    for other in others:
        for part in PARTS:
            for letter in letters.intersection(other.lower(), part):
                text = part.replace(letter, other)
                assert _parts_in(text) == parts_by_the_plain_rule(text), text


@settings(max_examples=25)
@given(st.lists(st.sampled_from([*sorted(PARTS), *NEARLY]) | st.text(max_size=3)))
def test_one_look_finds_what_the_plain_rule_finds(pieces):
    for whole in ("".join(pieces), " ".join(pieces)):
        assert _parts_in(whole) == parts_by_the_plain_rule(whole)
        cut = whole[1:-1]
        assert _parts_in(cut) == parts_by_the_plain_rule(cut)


ABOUT_ROOFS = [
    "foyer", "foyers", "rural", "fiscal", "hébergement", "hébergements", "sans", "abri", "orienter", "vers", "nos", "un", "toit", "refuge",
    "au", "sein", "du", "d’", "accueil", "de", "nuit", "trouver", "recherche", "le", "par", "droit", "visite", "et", "logement", "web",
    "à l’", "lieu",
]  # fmt: skip


@settings(max_examples=25)
@given(st.lists(st.lists(st.sampled_from(ABOUT_ROOFS), max_size=7), max_size=12))
def test_a_roof_is_found_as_when_those_elsewhere_are_left_out_first(texts):
    for text in (*map(" ".join, texts), *map(", ".join, texts), " ".join(word for words in texts for word in words)):
        here = re.sub(r"\b" + _ROOF_ELSEWHERE.pattern.removeprefix(" "), " ", fold(text))
        assert _has_roof(_folded(text)) == bool(re.search(r"\b" + _ROOF.pattern.removeprefix(" "), here))
