"""What can be said of a structure or a service: the codes, and nothing else.

Codes whose field exists in data·inclusion schema v1 are that schema's own; the others say what v1 cannot.
"""

from enum import IntFlag, StrEnum


class Audience(StrEnum):
    """Who may come (`rule`): anyone; some first; some only."""

    UNCONDITIONAL = "inconditionnel"
    PREFERENTIAL = "preferentiel"
    EXCLUSIVE = "exclusif"


class Public(StrEnum):
    """Publics of data·inclusion v1."""

    EVERYONE = "tous-publics"
    WORKING = "actifs"
    MINIMUM_INCOME = "beneficiaires-des-minimas-sociaux"
    JOB_SEEKERS = "demandeurs-emploi"
    STUDENTS = "etudiants"
    FAMILIES = "familles"
    WOMEN = "femmes"
    YOUNG = "jeunes"
    DISABLED = "personnes-en-situation-de-handicap"
    URGENT = "personnes-en-situation-durgence"
    LEGAL = "personnes-en-situation-juridique-specifique"
    EXILED = "personnes-exilees"
    PRIORITY_AREAS = "residents-qpv-frr"
    SENIORS = "seniors"


PUBLIC_BITS = {public: 1 << position for position, public in enumerate(Public)}


class ReceptionMode(StrEnum):
    """`modes_accueil` of v1."""

    ON_SITE = "en-presentiel"
    REMOTE = "a-distance"


class Mobilisation(StrEnum):
    """`modes_mobilisation` of v1: how one comes to the service."""

    COME = "se-presenter"
    CALL = "telephoner"
    WRITE = "envoyer-un-courriel"
    LINK = "utiliser-lien-mobilisation"


class Mobiliser(StrEnum):
    """`mobilisable_par` of v1: who may ask."""

    PERSON = "usagers"
    PROFESSIONAL = "professionnels"


class Price(StrEnum):
    """`frais` of v1."""

    FREE = "gratuit"
    PAYING = "payant"


class LocationRole(StrEnum):
    """A fixed place, or a stop of an itinerant service."""

    FIXED = "fixe"
    STOP = "arret"


class PairState(StrEnum):
    """What was decided of two structures that may be one."""

    PROPOSED = "proposed"
    MERGED = "merged"
    DISMISSED = "dismissed"


class Origin(StrEnum):
    """From where a version of a listing comes."""

    FIRST = "premiere"
    IMPORT = "import"
    ASSOCIATION = "association"
    PROPOSAL = "proposition"
    MODERATOR = "moderation"
    CONFIRMATION = "confirmation"
    MERGE = "reunion"


class AreaPurpose(StrEnum):
    """Why an area is named: who may benefit, or where a mobile team goes."""

    ELIGIBILITY = "eligibilite"
    COVERAGE = "couverture"


class PlacesLeft(StrEnum):
    """Places left, as said by the structure; it expires by itself."""

    FREE = "libre"
    WAITING_LIST = "liste-attente"
    FULL = "complet"
    TO_ASSESS = "a-evaluer"


PLACES_LEFT_HOURS = 48


STALE_AFTER_DAYS = 183


class Trait(IntFlag):
    """What the search must know of a service before it reads its rows."""

    DROP_IN = 1
    """One may just come."""
    STEP_FREE = 2
    ANIMALS = 4
    FREE_OF_CHARGE = 8
    ORGANISATIONS_ONLY = 32
    """Not shown to persons."""
    CHANGES = 64
    """Temporary information is on record: the status needs it."""
    STOP = 128
    MOBILE = 256
    REMOTE = 512
    SEVERAL_AREAS = 4096
    """Eligibility names several areas: they stand in `service_area`."""


SPOKEN_LANGUAGES = (
    "fr", "en", "ar", "uk", "es", "pt", "tr", "fa", "ps", "sq", "ru", "rom", "ro", "it", "de", "zh", "ka", "hy", "sr", "so", "ti",
    "am", "bn", "ur", "ta", "ku", "pl", "bg", "vi", "wo", "bm", "ff", "ln", "sw", "kab", "fsl",
)  # fmt: skip
"""BCP 47 codes that can be recorded; `fsl` is French sign language. Positions are stored: append only."""

LANGUAGE_BITS = {code: 1 << position for position, code in enumerate(SPOKEN_LANGUAGES)}


class Order(StrEnum):
    """How answers are ranked."""

    RELEVANCE = "pertinence"
    DISTANCE = "distance"
    FRESHNESS = "fraicheur"


class Opening(StrEnum):
    """When the place must be open, besides a date."""

    NOW = "maintenant"
    TODAY = "aujourdhui"
    EVENING = "ce-soir"
    """After 18 h: what « manger ce soir » means."""


class Access(StrEnum):
    """How one comes."""

    DROP_IN = "sans-rendez-vous"
    FREE = "gratuit"


class Problem(StrEnum):
    """Why a value could not be used; `labels` says it in words."""

    TOO_LONG = "trop-long"
    NOT_A_NUMBER = "pas-un-nombre"
    RADIUS = "rayon"
    PAGE = "page"
    HALF_POSITION = "position-incomplete"
    POSITION = "position"
    CHOICE = "choix"
    DATE = "date"
    COMMUNE = "commune"


class ClaimWay(StrEnum):
    """How a claim is proven."""

    SIRET = "siret"
    EMAIL = "courriel"
    MODERATOR = "moderation"


class ResponseBand(StrEnum):
    """How long a service usually takes to answer."""

    TWO_DAYS = "2-jours"
    WEEK = "1-semaine"
    TWO_WEEKS = "2-semaines"
    MONTH = "1-mois"
    LONGER = "plus"
