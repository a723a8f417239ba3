"""Where states and fields of listings meet words. Texts are French msgids, translated by the caller's translator."""

from collections.abc import Mapping

from app.core.language import mark
from app.directory.rules import ClaimWay, PlacesLeft
from app.listings.rules import Occasion, Part, TicketSort, TicketState, Trouble

PARTS: Mapping[Part, str] = {
    Part.HOURS: mark("Horaires"),
    Part.CONTACT: mark("Contact"),
    Part.CONDITIONS: mark("Conditions"),
}

TICKET_SORTS: Mapping[TicketSort, str] = {
    TicketSort.REPORT: mark("Signalement"),
    TicketSort.PROPOSAL: mark("Proposition de changement"),
    TicketSort.CLAIM: mark("Demande pour tenir une fiche"),
    TicketSort.CLOSURE: mark("Fermeture annoncée"),
}

TICKET_STATES: Mapping[TicketState, str] = {
    TicketState.OPEN: mark("En attente de réponse"),
    TicketState.ACCEPTED: mark("Accepté"),
    TicketState.REFUSED: mark("Refusé"),
    TicketState.PARTLY: mark("Accepté en partie"),
}

TROUBLES: Mapping[Trouble, str] = {
    Trouble.CLOSED_DOWN: mark("Ce lieu n’existe plus"),
    Trouble.HOURS: mark("Les horaires ne sont pas bons"),
    Trouble.PHONE: mark("Le téléphone ne répond pas ou n’est pas le bon"),
    Trouble.ADDRESS: mark("L’adresse n’est pas bonne"),
    Trouble.CONDITIONS: mark("Les conditions pour venir ne sont pas bonnes"),
    Trouble.OTHER: mark("Autre chose"),
}

CLAIM_WAYS: Mapping[ClaimWay, str] = {
    ClaimWay.SIRET: mark("par le numéro SIRET"),
    ClaimWay.EMAIL: mark("par un code envoyé au courriel de la fiche"),
    ClaimWay.MODERATOR: mark("par la modération"),
}

OCCASIONS: Mapping[Occasion, str] = {
    Occasion.SUMMER: mark("avant le mois d’août"),
    Occasion.CHRISTMAS: mark("avant Noël"),
    Occasion.AGE: mark("parce que l’information est ancienne"),
}

PLACES: Mapping[PlacesLeft, str] = {
    PlacesLeft.FREE: mark("Places libres"),
    PlacesLeft.WAITING_LIST: mark("Liste d’attente"),
    PlacesLeft.FULL: mark("Complet"),
    PlacesLeft.TO_ASSESS: mark("Après un entretien"),
}
"""What one taps."""

FIELDS: Mapping[str, str] = {
    "nom": mark("Nom"),
    "description": mark("Description"),
    "siret": mark("Numéro SIRET"),
    "date_maj": mark("Date de mise à jour de la source"),
    "lien_source": mark("Page de la source"),
    "adresse": mark("Adresse"),
    "complement_adresse": mark("Complément d’adresse"),
    "code_postal": mark("Code postal"),
    "commune": mark("Commune"),
    "code_insee": mark("Code de la commune"),
    "latitude": mark("Latitude"),
    "longitude": mark("Longitude"),
    "telephone": mark("Téléphone"),
    "courriel": mark("Courriel"),
    "site_web": mark("Site web"),
    "accessibilite_lieu": mark("Page sur l’accessibilité du lieu"),
    "reseaux_porteurs": mark("Réseaux"),
    "type": mark("Nature du service"),
    "thematiques": mark("Thèmes"),
    "frais": mark("Prix"),
    "frais_precisions": mark("Précisions sur le prix"),
    "publics": mark("Publics"),
    "publics_precisions": mark("Précisions sur les publics"),
    "conditions_acces": mark("Conditions pour venir"),
    "modes_accueil": mark("Sur place ou à distance"),
    "lien_mobilisation": mark("Page pour faire la demande"),
    "modes_mobilisation": mark("Comment venir"),
    "mobilisable_par": mark("Qui peut faire la demande"),
    "mobilisation_precisions": mark("Précisions pour venir"),
    "volume_horaire_hebdomadaire": mark("Heures par semaine"),
    "nombre_semaines": mark("Nombre de semaines"),
    "documents": mark("Ce qu’il faut apporter"),
    "spoken_languages": mark("Langues parlées"),
    "audience": mark("Qui peut venir"),
    "age_min": mark("Âge minimum"),
    "age_max": mark("Âge maximum"),
    "gender": mark("Femmes ou hommes"),
    "family": mark("Familles ou personnes seules"),
    "animals": mark("Animaux"),
    "step_free": mark("Entrée en fauteuil roulant"),
    "what_happens": mark("Ce qui va se passer"),
    "by_appointment": mark("Rendez-vous"),
    "through_siao": mark("Entrée par le 115 ou le SIAO"),
    "organisations_only": mark("Réservé aux organismes"),
    "is_protected": mark("Adresse gardée secrète"),
    "receives_orientations": mark("Orientations par ce site"),
    "kinds": mark("Types d’aide"),
    "guessed": mark("Types d’aide devinés"),
    "place": mark("Lieu"),
    "hours": mark("Horaires"),
    "areas": mark("Où il faut habiter"),
    "sites": mark("Autres lieux et passages"),
    "coverage": mark("Où l’équipe se déplace"),
    "temporary": mark("Informations temporaires"),
}
"""Names of `directory.fields` in words."""
