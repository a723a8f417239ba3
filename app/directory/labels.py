"""Where states and codes of the directory meet words. Texts are French msgids, translated by the caller's translator."""

from collections.abc import Iterable, Mapping

from app.core.language import Translator, mark
from app.directory.rules import Access, Audience, Mobilisation, Opening, Order, Origin, PlacesLeft, Problem, Public, ResponseBand, Trait

PUBLICS: Mapping[Public, str] = {
    Public.EVERYONE: mark("toute personne"),
    Public.WORKING: mark("personnes qui travaillent"),
    Public.MINIMUM_INCOME: mark("personnes au RSA ou à un autre minimum social"),
    Public.JOB_SEEKERS: mark("personnes qui cherchent un emploi"),
    Public.STUDENTS: mark("étudiants"),
    Public.FAMILIES: mark("familles"),
    Public.WOMEN: mark("femmes"),
    Public.YOUNG: mark("jeunes"),
    Public.DISABLED: mark("personnes en situation de handicap"),
    Public.URGENT: mark("personnes en situation d’urgence"),
    Public.LEGAL: mark("personnes dans une situation juridique particulière"),
    Public.EXILED: mark("personnes exilées"),
    Public.PRIORITY_AREAS: mark("habitants des quartiers prioritaires ou des zones rurales fragiles"),
    Public.SENIORS: mark("personnes âgées"),
}

ORIGINS: Mapping[Origin, str] = {
    Origin.FIRST: mark("première version"),
    Origin.IMPORT: mark("données publiques"),
    Origin.ASSOCIATION: mark("la structure elle-même"),
    Origin.PROPOSAL: mark("une proposition acceptée"),
    Origin.MODERATOR: mark("la modération"),
    Origin.CONFIRMATION: mark("une confirmation"),
    Origin.MERGE: mark("la réunion de deux fiches"),
}

CONFIRMERS: Mapping[str, str] = {
    "association": mark("%(text)s, par la structure"),
    "moderation": mark("%(text)s, par l’équipe du site"),
    "proposition": mark("%(text)s, d’après une proposition"),
}
"""Who confirmed a part: a role, never a name."""

AUDIENCES: Mapping[Audience, str] = {
    Audience.UNCONDITIONAL: mark("Pour tous, sans condition"),
    Audience.PREFERENTIAL: mark("Pour : %(publics)s"),
    Audience.EXCLUSIVE: mark("Réservé : %(publics)s"),
}

MOBILISATIONS: Mapping[Mobilisation, str] = {
    Mobilisation.COME: mark("Venez directement, sans rendez-vous."),
    Mobilisation.CALL: mark("Appelez avant de venir."),
    Mobilisation.WRITE: mark("Écrivez un courriel."),
    Mobilisation.LINK: mark("Faites la demande en ligne."),
}

PLACES_LEFT: Mapping[PlacesLeft, str] = {
    PlacesLeft.FREE: mark("Il reste des places."),
    PlacesLeft.WAITING_LIST: mark("Il y a une liste d’attente."),
    PlacesLeft.FULL: mark("C’est complet en ce moment."),
    PlacesLeft.TO_ASSESS: mark("Les places se décident après un entretien."),
}

OPENINGS: Mapping[Opening, str] = {
    Opening.NOW: mark("Ouvert maintenant"),
    Opening.TODAY: mark("Ouvert aujourd’hui"),
    Opening.EVENING: mark("Ouvert ce soir"),
}

ACCESSES: Mapping[Access, str] = {Access.DROP_IN: mark("Sans rendez-vous"), Access.FREE: mark("Gratuit")}

TRAITS: Mapping[Trait, str] = {
    Trait.DROP_IN: mark("sans rendez-vous"),
    Trait.FREE_OF_CHARGE: mark("gratuit"),
    Trait.ANIMALS: mark("animaux acceptés"),
    Trait.STEP_FREE: mark("accessible en fauteuil roulant"),
}
"""What a filter may ask for."""

ORDERS: Mapping[Order, str] = {
    Order.RELEVANCE: mark("Près et ouvert d’abord"),
    Order.DISTANCE: mark("Le plus près d’abord"),
    Order.FRESHNESS: mark("Le plus récemment vérifié d’abord"),
}

ORDER_SENTENCES: Mapping[Order, str] = {
    Order.RELEVANCE: mark("Les plus proches d’abord ; à distance semblable, les lieux ouverts avant les autres."),
    Order.DISTANCE: mark("Les plus proches d’abord."),
    Order.FRESHNESS: mark("Les informations les plus récentes d’abord."),
}

PROBLEMS: Mapping[Problem, str] = {
    Problem.TOO_LONG: mark("Ce texte est trop long. Écrivez seulement quelques mots."),
    Problem.NOT_A_NUMBER: mark("Écrivez un nombre, par exemple 5."),
    Problem.RADIUS: mark("La distance doit être entre 1 et 200 kilomètres."),
    Problem.PAGE: mark("Cette page de réponses n’existe pas. Voici la première."),
    Problem.HALF_POSITION: mark("Il manque une partie de la position. Écrivez plutôt le nom de la ville."),
    Problem.POSITION: mark("Cette position n’est pas sur la carte. Écrivez plutôt le nom de la ville."),
    Problem.CHOICE: mark("Un des choix n’existe pas ici. Nous l’avons mis de côté."),
    Problem.DATE: mark("Choisissez un jour des deux mois qui viennent, écrit comme ceci : 2026-12-24."),
    Problem.COMMUNE: mark("Ce code de commune n’existe pas ici. Écrivez plutôt le nom de la ville."),
}

LANGUAGES: Mapping[str, str] = {
    "fr": mark("français"), "en": mark("anglais"), "ar": mark("arabe"), "uk": mark("ukrainien"), "es": mark("espagnol"),
    "pt": mark("portugais"), "tr": mark("turc"), "fa": mark("persan ou dari"), "ps": mark("pachto"), "sq": mark("albanais"),
    "ru": mark("russe"), "rom": mark("romani"), "ro": mark("roumain"), "it": mark("italien"), "de": mark("allemand"),
    "zh": mark("chinois"), "ka": mark("géorgien"), "hy": mark("arménien"), "sr": mark("serbe"), "so": mark("somali"),
    "ti": mark("tigrinya"), "am": mark("amharique"), "bn": mark("bengali"), "ur": mark("ourdou"), "ta": mark("tamoul"),
    "ku": mark("kurde"), "pl": mark("polonais"), "bg": mark("bulgare"), "vi": mark("vietnamien"), "wo": mark("wolof"),
    "bm": mark("bambara"), "ff": mark("peul"), "ln": mark("lingala"), "sw": mark("swahili"), "kab": mark("kabyle"),
    "fsl": mark("langue des signes française"),
}  # fmt: skip

GENDERS: Mapping[str, str] = {"femmes": mark("femmes seulement"), "hommes": mark("hommes seulement")}
FAMILIES: Mapping[str, str] = {"familles": mark("familles"), "isoles": mark("personnes seules")}


def listed(items: Iterable[str], t: Translator) -> str:
    """Return words joined as the language joins them."""
    return t.gettext(", ").join(items)


def ages(youngest: int | None, oldest: int | None, t: Translator) -> str:
    """Return the ages that are received; empty when all are."""
    if youngest is not None and oldest is not None:
        return t.gettext("de %(youngest)s à %(oldest)s ans", youngest=youngest, oldest=oldest)
    if youngest is not None:
        return t.gettext("à partir de %(youngest)s ans", youngest=youngest)
    return t.gettext("jusqu’à %(oldest)s ans", oldest=oldest) if oldest is not None else ""


def told_by(who: str | None, text: str, t: Translator) -> str:
    """Return a text, and by which role it was said where that helps to believe it."""
    sentence = CONFIRMERS.get(who or "")
    return t.gettext(sentence, text=text) if sentence else text


BANDS: Mapping[ResponseBand, str] = {
    ResponseBand.TWO_DAYS: mark("Répond d’habitude en 2 jours"),
    ResponseBand.WEEK: mark("Répond d’habitude en une semaine"),
    ResponseBand.TWO_WEEKS: mark("Répond d’habitude en deux semaines"),
    ResponseBand.MONTH: mark("Répond d’habitude en un mois"),
    ResponseBand.LONGER: mark("Met d’habitude plus d’un mois à répondre"),
}
