"""Types of questions, settings and pictograms in plain words, for who writes a questionnaire."""

from collections.abc import Mapping
from typing import NamedTuple

from app.core.language import mark


class Kind(NamedTuple):
    """A type. `serves`: what it is for, in a line; `example`: a tiny one."""

    name: str
    serves: str
    example: str


KINDS: Mapping[str, Kind] = {
    "one": Kind(
        mark("Une réponse à choisir"),
        mark("La personne choisit une seule réponse dans votre liste."),
        mark("« Êtes-vous déjà venu ici ? » : oui, non."),
    ),
    "several": Kind(
        mark("Plusieurs réponses à cocher"),
        mark("La personne coche tout ce qui lui convient."),
        mark("« Qu’avez-vous utilisé ici ? » : la douche, les repas, rien de tout cela."),
    ),
    "scale": Kind(
        mark("Une échelle avec des visages"),
        mark("De trois à cinq réponses, de la moins bonne à la meilleure."),
        mark("« Comment s’est passé l’accueil ? » : mal, moyen, bien."),
    ),
    "long_text": Kind(
        mark("Quelques lignes à écrire"),
        mark("La personne répond avec ses mots. Vous les relirez avant tout le monde."),
        mark("« Que faut-il changer ici ? »"),
    ),
    "short_text": Kind(
        mark("Quelques mots à écrire"),
        mark("Une réponse courte, sur une ligne."),
        mark("« Quel atelier voulez-vous ? »"),
    ),
    "integer": Kind(
        mark("Un nombre"),
        mark("Un nombre entier : des jours, des personnes, des fois."),
        mark("« Combien de fois êtes-vous venu ce mois-ci ? »"),
    ),
    "band": Kind(
        mark("Une tranche"),
        mark("Une seule réponse, du moins au plus : un âge, un délai."),
        mark("« Quel âge avez-vous ? » : moins de 25 ans, de 25 à 49 ans, 50 ans ou plus."),
    ),
    "ranking": Kind(
        mark("Ce qui compte le plus, dans l’ordre"),
        mark("La personne choisit les deux à cinq réponses les plus importantes, la première d’abord."),
        mark("« Quels projets voulez-vous ? » : un jardin, une sortie, un atelier, un repas."),
    ),
    "month": Kind(
        mark("Un mois"),
        mark("Un mois et une année, jamais un jour."),
        mark("« Quand avez-vous demandé cette aide ? » : mai 2026."),
    ),
    "commune": Kind(
        mark("Une commune"),
        mark("La personne écrit sa commune. Seul son groupe de communes est gardé."),
        mark("« Où vivez-vous ? »"),
    ),
    "information": Kind(
        mark("Une page à lire"),
        mark("Vous expliquez quelque chose. Rien n’est demandé."),
        mark("« Nous allons parler de votre santé. »"),
    ),
    "consent": Kind(
        mark("Un accord à demander"),
        mark("Sans ce oui, tout s’arrête et rien n’est gardé. À mettre avant une question sensible."),
        mark("« Acceptez-vous de répondre ? » : oui, non."),
    ),
}  # fmt: skip
"""By type, in the order in which people need them."""
TITLES: Mapping[str, str] = {
    "unit": mark("L’unité"),
    "min": mark("Le plus petit nombre"),
    "max": mark("Le plus grand nombre"),
    "pick": mark("Combien en choisir"),
    "earliest": mark("Premier mois possible"),
    "latest": mark("Dernier mois possible"),
    "required": mark("Réponse attendue"),
    "yes": mark("Les mots du oui"),
    "no": mark("Les mots du non"),
}
"""By setting, where two people changed it."""
PICTO_NAMES: Mapping[str, str] = {
    "face-1": mark("Visage très mécontent"),
    "face-2": mark("Visage mécontent"),
    "face-3": mark("Visage neutre"),
    "face-4": mark("Visage content"),
    "face-5": mark("Visage très content"),
    "yes": mark("Coche : oui"),
    "no": mark("Croix : non"),
    "question": mark("Point d’interrogation"),
    "hand": mark("Main"),
    "bubble-question": mark("Bulle avec une question"),
    "house": mark("Maison"),
    "bed": mark("Lit"),
    "meal": mark("Repas"),
    "shower": mark("Douche"),
    "clothes": mark("Vêtement"),
    "heart": mark("Cœur"),
    "health": mark("Soins"),
    "letter": mark("Courrier"),
    "scales": mark("Balance : les droits"),
    "coin": mark("Argent"),
    "phone": mark("Téléphone"),
    "talk": mark("Parler"),
    "people": mark("Plusieurs personnes"),
    "person": mark("Une personne"),
    "child": mark("Enfant"),
    "baby": mark("Bébé"),
    "clock": mark("Horloge"),
    "calendar": mark("Calendrier"),
    "paper": mark("Papier"),
    "pen": mark("Stylo"),
    "school": mark("École"),
    "work": mark("Travail"),
    "bus": mark("Bus"),
    "map": mark("Lieu"),
    "key": mark("Clé"),
    "lock": mark("Cadenas"),
    "eye": mark("Œil"),
    "ear": mark("Oreille"),
    "sun": mark("Soleil"),
    "moon": mark("Lune"),
    "star": mark("Étoile"),
    "thumbs-up": mark("Pouce levé"),
    "thumbs-down": mark("Pouce baissé"),
    "tablet": mark("Tablette"),
    "arrow": mark("Flèche"),
    "door": mark("Porte"),
    "dog": mark("Chien"),
    "shield": mark("Bouclier : la sécurité"),
    "info": mark("Information"),
}
"""By pictogram (`app.participation.pictograms`)."""
