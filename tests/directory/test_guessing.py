from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.directory.correspondences import correspondence, kinds_of_networks
from app.directory.guessing import MOST, guess
from app.directory.kinds import PROTECTED, kinds
from app.directory.naming import kinds_named

v1 = pytest.importorskip("data_inclusion.schema.v1", reason="the national schema is a dependency of development")

ALI = "equipement-et-alimentation--alimentation"
HABITS = "equipement-et-alimentation--habillement"
ROOF = "logement-hebergement--rechercher-une-solution-dhebergement-temporaire"
RENT = "logement-hebergement--louer-un-logement"
STAY = "logement-hebergement--se-maintenir-dans-le-logement"
RIGHTS = "difficultes-administratives-ou-juridiques--accompagnement-pour-lacces-aux-droits"
PAPERS = "difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives"
COURT = "difficultes-administratives-ou-juridiques--prendre-en-compte-une-problematique-judiciaire"
BUDGET = "difficultes-financieres--ameliorer-sa-gestion-budgetaire"
CARE = "sante--acces-aux-soins"
MIND = "sante--sante-mentale"
ADDICTION = "sante--addictions"
PARENTS = "famille--soutien-a-la-parentalite-et-a-leducation"
CHILDCARE = "famille--garde-denfants"
DEPENDENT = "famille--prise-en-charge-personne-dependante"
FRENCH = "lecture-ecriture-calcul--maitriser-le-francais"
ONLINE = "numerique--acceder-a-des-services-en-ligne"
BASICS = "numerique--maitriser-les-fondamentaux-du-numerique"
DEVICE = "numerique--acquerir-un-equipement"
PERMIT = "mobilite--preparer-un-permis"
MOVE = "mobilite--etre-accompagne-dans-son-parcours-mobilite"
REPAIR = "mobilite--entretenir-reparer-son-vehicule"
SHARED = "mobilite--mobilite-douce-partagee-collective"
JOB = "preparer-sa-candidature--organiser-ses-demarches-de-recherche-demploi"
OFFERS = "trouver-un-emploi--repondre-a-des-offres-demploi"
TRADE = "choisir-un-metier--confirmer-son-choix-de-metier"
CREATE = "creer-une-entreprise--definir-son-projet-de-creation-dentreprise"
TIES = "remobilisation--lien-social"
ABROAD = "souvrir-a-linternational--sorganiser-suite-a-son-retour-en-france"
SPORT = "remobilisation--activites-sportives-et-culturelles"

NAMED = [
    ("Accueil de jour L’Escale", [TIES, RIGHTS], "accueil-de-jour"),
    ("Maraude du jeudi soir", [ALI], "maraude"),
    ("Maraudes mixtes familles", [PARENTS], "maraude-mixte"),
    ("Samu social", [ROOF], "samu-social"),
    ("Domiciliation", [PAPERS], "domiciliation"),
    ("Élection de domicile pour personnes sans domicile stable", [RIGHTS], "domiciliation"),
    ("Permanence CAF", [RIGHTS], "caf"),
    ("C.C.A.S. - accompagnement social", [RIGHTS], "ccas"),
    ("CCAS DE MONTVERT", [RIGHTS], "ccas"),
    ("Espace France Services du Haut-Pays", [PAPERS], "france-services"),
    ("Maison départementale des Solidarités", [RIGHTS], "service-social-departement"),
    ("Point-justice", [COURT], "conseil-acces-au-droit"),
    ("Permanences juridiques gratuites", [COURT], "conseil-acces-au-droit"),
    ("Points conseil budget", [BUDGET], "pcb"),
    ("PCB - Point Conseil Budget", [BUDGET], "pcb"),
    ("FSL - Fonds de solidarité pour le logement", [RENT], "fsl", "aide-financiere"),
    ("Aide au permis de conduire", [PERMIT], "aide-permis", "aide-financiere"),
    ("RSA", [RIGHTS], "rsa", "information"),
    ("Microcrédit mobilité", ["mobilite--financer-ma-mobilite"], "micro-credit", "aide-financiere"),
    ("Résidence Habitat Jeunes Les Tilleuls", [ROOF], "fjt"),
    ("Pension de famille", [ROOF], "residence-sociale"),
    ("ASLL : rester dans son logement", [STAY], "accompagnement-logement"),
    ("Bail glissant", [RENT], "bail-glissant"),
    ("Auto-réhabilitation accompagnée", [STAY], "travaux-accompagnes"),
    ("Distribution de colis alimentaires", [ALI], "aide-alimentaire"),
    ("L’Épicerie solidaire du canton", [ALI], "epicerie-sociale"),
    ("Vestiaire ouvert à tous", [HABITS], "vestiaire"),
    ("Douches municipales", [TIES], "douche"),
    ("Laverie solidaire", [HABITS], "laverie"),
    ("Bagagerie", [RIGHTS], "bagagerie"),
    ("PASS dentaire", [CARE], "pass"),
    ("Permanence d'accès aux soins de santé", [CARE], "pass"),
    ("ACT Hors les murs", [CARE], "act"),
    ("Équipe mobile psychiatrie précarité (EMPP)", [MIND], "equipe-mobile-sante"),
    ("CMP adultes", [MIND], "cmp"),
    ("Consultation Jeunes Consommateurs", [ADDICTION], "addictologie"),
    ("CAARUD Le Passage", [ADDICTION], "caarud"),
    ("Maison de santé pluridisciplinaire", [CARE], "maison-de-sante"),
    ("Mission Locale, antenne du plateau", [JOB], "mission-locale"),
    ("Contrat d’Engagement Jeune (CEJ)", [TRADE], "garantie-jeunes"),
    ("Point Accueil Écoute Jeunes", [MIND], "paej"),
    ("Bureau Information Jeunesse", ["choisir-un-metier--connaitre-les-opportunites-demploi"], "pij"),
    ("Aide aux devoirs", [PARENTS], "devoirs-faits"),
    ("Crèche à vocation d’insertion professionnelle", [CHILDCARE], "creche-avip"),
    ("Micro-crèche Les Lutins", [CHILDCARE], "creche"),
    ("Relais petite enfance", [CHILDCARE], "relais-petite-enfance"),
    ("LAEP itinérant", [PARENTS], "laep"),
    ("Café des parents", [PARENTS], "cafe-des-parents"),
    ("Ludothèque", [SPORT], "bibliotheque-ludotheque"),
    ("Accompagnement global des demandeurs d’emploi", [JOB], "accompagnement-global"),
    ("Atelier et chantier d’insertion maraîchage", [OFFERS], "chantier-insertion"),
    ("PLIE du bassin", [JOB], "plie"),
    ("Cours de français (FLE)", [FRENCH], "cours-de-langue"),
    ("Ateliers sociolinguistiques", [FRENCH], "cours-de-langue"),
    ("Accompagnement à la création d’entreprise", [CREATE], "creation-activite"),
    ("Garage solidaire", [REPAIR], "garage-solidaire"),
    ("Auto-école sociale", [PERMIT], "auto-ecole-sociale"),
    ("Bilan mobilité", [MOVE], "plateforme-mobilite"),
    ("TAD du Pays vert", [SHARED], "transport-a-la-demande"),
    ("Vélo-école pour adultes", [SHARED], "velo-solidaire"),
    ("Écrivain public", [PAPERS], "ecrivain-public-numerique"),
    ("Initiation à l’informatique", [BASICS], "atelier-numerique"),
    ("Jardins partagés du quartier", [TIES], "jardin-partage"),
    ("SPADA", [RIGHTS], "spada"),
    ("115", [ROOF], "115"),
    ("SIAO", [ROOF], "siao"),
    ("CHRS Les Marronniers", [ROOF], "chrs"),
    ("Halte de nuit", [ROOF], "hebergement-urgence"),
]


@pytest.mark.parametrize("row", NAMED, ids=lambda row: row[0])
def test_a_service_is_what_its_name_says(row):
    nom, thematiques, kind, *type_ = row
    assert guess(nom, "Association Exemple", "", thematiques, *(type_ or ["accompagnement"]), ["tous-publics"], [])[0] == kind


UNSURE = [
    ("Accompagnement social", [RIGHTS, ROOF], "accompagnement"),
    ("Recherche d’un toit pour ce soir", [ROOF], "accompagnement"),
    ("Accompagnement des bénéficiaires du RSA", [JOB], "accompagnement"),
    ("Instruction de la demande de RSA", [RIGHTS], "accompagnement"),
    ("Orientation vers la PASS", [CARE], "accompagnement"),
    ("Un pass pour la culture", [SPORT], "accompagnement"),
    ("PASS NUMÉRIQUE", [BASICS], "information"),
    ("PASS POUR TOUS", [CARE], "information"),
    ("Prendre soin de sa santé mentale : ass de cœur", [MIND], "accompagnement"),
    ("AIDER ET ACT POUR TOUS", [CARE], "accompagnement"),
    ("ARS", [CARE], "information"),
    ("CAF", [REPAIR], "information"),
    ("Domiciliation d’entreprise", [PAPERS], "accompagnement"),
    ("Accueil de jour Alzheimer", [DEPENDENT], "accompagnement"),
    ("Hébergement d’urgence pour demandeurs d’asile", [ROOF], "accompagnement"),
    ("Convergence des savoirs", [TIES], "atelier"),
    ("Sortants de l’ASE : un logement", [RENT], "accompagnement"),
    ("Hébergement d’urgence", [TIES], "accompagnement"),
    ("115 recettes pour manger mieux", [TIES], "atelier"),
    ("Le permis pour tous", [PERMIT], "aide-financiere"),
    ("Chantier insersion", [OFFERS], "accompagnement"),
]


@pytest.mark.parametrize(("nom", "thematiques", "type_"), UNSURE, ids=[row[0] for row in UNSURE])
def test_an_unsure_service_has_no_kind(nom, thematiques, type_):
    assert guess(nom, "Association Exemple", "", thematiques, type_, [], []) == ()


def test_a_day_centre_for_old_people_is_not_one_for_people_without_a_home():
    assert guess("Accueil de jour", "", "", [TIES], "accompagnement", ["seniors"], []) == ()
    assert guess("Accueil de jour", "", "", [TIES], "accompagnement", ["personnes-en-situation-durgence"], []) == ("accueil-de-jour",)


@pytest.mark.parametrize(("network", "kind"), kinds_of_networks().items())
def test_a_network_says_the_kind_when_the_thematiques_agree(network, kind):
    thematiques = correspondence(kind).thematiques[:1]
    assert guess("Accompagnement", "", "", thematiques, "accompagnement", [], [network]) == (kind,)
    assert (
        guess("Accompagnement", "", "", ["souvrir-a-linternational--sorganiser-suite-a-son-retour-en-france"], "atelier", [], [network])
        == ()
    )
    assert guess("Accompagnement", "", "", [], "accompagnement", [], [network]) == ()


def test_the_name_of_the_structure_says_its_kind_when_the_thematiques_agree():
    assert guess("Atelier cuisine", "Épicerie solidaire La Halle", "", [ALI], "atelier", [], []) == ("epicerie-sociale",)
    assert guess("Conversation", "Épicerie solidaire La Halle", "", [FRENCH], "accompagnement", [], []) == ()


def test_the_name_of_the_service_comes_before_its_structure():
    found = guess("Épicerie sociale", "CCAS de Montvert", "", [ALI], "aide-materielle", [], ["ccas-cias"])
    assert found == ("epicerie-sociale", "ccas")


def test_another_service_of_a_shelter_is_not_a_shelter():
    assert guess("Accueil de jour", "CHRS Les Marronniers", "", [ROOF, RIGHTS], "accompagnement", [], ["chrs"]) == ("accueil-de-jour",)


CODES = [
    ([ALI], "aide-materielle", [], ("aide-alimentaire",)),
    ([ALI], "atelier", [], ()),
    ([ALI, TIES], "aide-materielle", [], ()),
    ([HABITS], "aide-materielle", ["tous-publics"], ("vestiaire",)),
    ([FRENCH], "formation", ["personnes-exilees"], ("cours-de-langue",)),
    ([FRENCH], "information", [], ()),
    ([BASICS], "atelier", [], ("atelier-numerique",)),
    ([DEVICE], "aide-materielle", [], ("materiel-numerique",)),
    ([DEVICE], "aide-financiere", [], ()),
    ([CREATE], "accompagnement", [], ("creation-activite",)),
    ([MIND], "accompagnement", ["jeunes"], ("soutien-psy-jeunes",)),
    ([MIND], "accompagnement", ["jeunes", "familles"], ()),
    ([ROOF], "accompagnement", ["personnes-en-situation-durgence"], ()),
    ([ONLINE], "accompagnement", [], ()),
    ([], None, [], ()),
]


@pytest.mark.parametrize(("thematiques", "type_", "publics", "expected"), CODES)
def test_codes_alone_say_a_kind_only_beyond_doubt(thematiques, type_, publics, expected):
    assert guess("Les mardis", "Association Exemple", "", thematiques, type_, publics, []) == expected


words = st.sampled_from(
    (
        "RSA", "CAF", "PASS", "AAH", "fsl", "FSL", "maraude", "aide", "au", "permis", "de", "conduire", "accueil", "jour", "CHRS", "SIAO",
        "violences", "hébergement", "femmes", "prime", "d’activité", "crèche", "115", "vers", "pour", "chèque", "énergie", "mission",
        "locale", "cours", "français", "épicerie", "solidaire",
    )
)  # fmt: skip
texts = st.lists(words, max_size=8).map(" ".join)


def some(enumeration, size):
    return st.lists(st.sampled_from([member.value for member in enumeration]), max_size=size, unique=True)


services = st.tuples(
    texts | st.text(max_size=40),
    texts,
    texts | st.text(max_size=80),
    some(v1.Thematique, 4),
    st.none() | st.sampled_from([member.value for member in v1.TypeService]),
    some(v1.Public, 3),
    some(v1.ReseauPorteur, 2),
)


@given(services)
def test_guesses_are_few_steady_and_prudent(said):
    nom, structure_nom, *_, networks = said
    found = guess(*said)
    assert len(found) == len(set(found)) <= MOST
    assert set(found) <= set(kinds())
    assert guess(*said) == found
    assert [kind for kind in found if kind in PROTECTED] == list(found[: len(PROTECTED & set(found))])
    named = {one.kind for one in kinds_named(nom)}
    for kind in found:
        assert kinds()[kind].can_be_searched or kind in named
    if not networks:
        assert {"115", "siao", "chrs", "hebergement-urgence"} & set(found) <= named | {one.kind for one in kinds_named(structure_nom)}


@given(st.text(alphabet="aàéÉœŒ’' -.ßçÿ½123ABC\n"))
def test_any_text_can_be_a_name(text):
    assert {found.kind for found in kinds_named(text)} <= set(kinds())


def test_a_name_is_read_whatever_its_accents_are_made_of():
    assert kinds_named(normalize("NFD", "Épicerie solidaire")) == kinds_named("epicerie  SOLIDAIRE")
