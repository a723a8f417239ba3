"""What must not be taken for a kind of help, and what must."""

import pytest

from app.directory.search.understanding import understand
from app.territory.resolve import Ambiguous, Found

NOTHING = """
    Ménage | aide | ranger ma chambre | agent | argenterie | un agent de la mairie | j’habite ici | mes courses | je refuse | le refus
    course à pied | carte de visite | la ligne 3 | entier | internat | interne | danser | danseuse | permis de construire | maison à vendre
    restaurant | boulanger | couverture | signer un bail | plombier | coiffeur | piscine | cinéma | match de foot | mairie | pharmacie
    12 rue de la République | place du marché | rue des Alpes | bonjour | merci | s’il vous plaît | je ne sais pas | quelqu’un peut m’aider
    j’ai un problème | comment ça marche | horaires | contact | carte | mot de passe | dépôt de plainte | chien perdu | travaux de voirie
    émergence | le visage | un séjour | le marteau | changer | compter | valide | violette des champs | panier | course
"""


def phrases_of(text):
    return [" ".join(phrase.split()) for phrase in text.replace("\n", "|").split("|") if phrase.strip()]


@pytest.mark.parametrize("sentence", phrases_of(NOTHING))
def test_an_ordinary_sentence_is_no_kind_no_need_and_no_danger(sentence):
    said = understand(sentence)

    assert (said.kinds, said.needs, said.urgencies, said.homonym, said.moment) == ((), (), (), None, None)


@pytest.mark.parametrize(
    ("sentence", "commune"),
    [
        ("Die", "Die"), ("Les Orres", None), ("chambéry", "Chambéry"), ("La Chambre", "La Chambre"), ("Vif", "Vif"), ("Orange", None),
        ("Arbent", "Arbent"), ("Ouches", "Ouches"), ("Landry", "Landry"), ("Ravel", "Ravel"), ("Loisin", "Loisin"), ("Créchy", "Créchy"),
        ("bonjour je voudrais savoir", None),
    ],
)  # fmt: skip
def test_a_commune_is_a_commune_and_nothing_else(sentence, commune):
    said = understand(sentence)

    assert (said.kinds, said.needs, said.urgencies) == ((), (), ())
    assert (said.place.place.commune.nom if isinstance(said.place, Found) else None) == commune


@pytest.mark.parametrize(
    ("sentence", "urgencies"),
    [
        ("danger", ("danger",)), ("je suis en danger", ("danger",)), ("je veux mourir", ("suicide",)), ("en finir", ("suicide",)),
        ("il me frappe", ("violences",)), ("mon mari violent", ("violences",)), ("inceste", ("enfance",)), ("au secours", ("danger",)),
        ("secours populaire Lyon", ()), ("secours catholique", ()), ("emergency", ("danger",)), ("he hits me", ("violences",)),
        ("أريد أن أموت", ("suicide",)), ("زوجي يضربني", ("violences",)), ("danser", ()), ("séjour", ()),
    ],
)  # fmt: skip
def test_a_danger_is_heard_and_only_that(sentence, urgencies):
    assert understand(sentence).urgencies == urgencies


@pytest.mark.parametrize(
    ("sentence", "kinds", "needs"),
    [
        ("colis", ("aide-alimentaire",), ()),
        ("resto du cœur", ("aide-alimentaire",), ()),
        ("dépannage alimentaire", ("aide-alimentaire",), ()),
        ("lait pour bébé", ("aide-alimentaire",), ()),
        ("des couches", ("aide-alimentaire",), ()),
        ("carte de séjour", (), ("droits",)),
        ("sans papiers", (), ("droits",)),
        ("cmu", ("css",), ()),
        ("rmi", ("rsa",), ()),
        ("anpe", ("pole-emploi",), ()),
        ("France Travail", ("pole-emploi",), ()),
        ("msap", ("france-services",), ()),
        ("le point écoute", ("paej",), ()),
        ("charger un téléphone", ("recharge-wifi",), ()),
        ("avocat gratuit", ("conseil-acces-au-droit",), ()),
        ("mon courrier", ("domiciliation",), ()),
        ("élection de domicile", ("domiciliation",), ()),
        ("banque de france", ("pcb",), ()),
        ("machine à laver", ("laverie",), ()),
        ("je n’ai plus d’argent pour manger", (), ("budget", "manger")),
        ("un toit avec mes deux enfants", (), ("dormir",)),
        ("crèche pour mon bébé", ("creche",), ()),
        ("mes enfants", (), ("enfants",)),
        ("CAF et domiciliation", ("caf", "domiciliation"), ()),
        ("réfugi", ("hebergement-violences", "spada"), ()),
        ("I need a doctor", (), ("se-soigner",)),
        ("free lawyer", ("conseil-acces-au-droit",), ()),
        ("shelter", (), ("dormir",)),
        ("سكن", (), ("logement",)),
        ("إطعام", (), ("manger",)),
        ("مركز استقبال نهاري", ("accueil-de-jour",), ()),
        ("السكن", (), ("logement",)),
    ],
)
def test_what_people_and_social_workers_say_is_understood(sentence, kinds, needs):
    said = understand(sentence, has_place=True)

    assert (set(said.kinds), said.needs) == (set(kinds), needs)


def test_no_commune_of_the_region_is_swallowed_by_a_kind_and_none_swallows_one():
    from app.territory.gazetteer import gazetteer

    wrong = []
    for commune in gazetteer().communes.values():
        said = understand(f"domiciliation {commune.nom}")
        places = said.place.places if isinstance(said.place, Ambiguous) else [said.place.place] if said.place else []
        if said.kinds != ("domiciliation",) or said.needs or commune.code not in {place.commune and place.commune.code for place in places}:
            wrong.append(commune.nom)

    assert len(gazetteer().communes) > 4000
    assert [name for name in wrong if name != "Lyon"] == []
