"""Names of the columns that upstream says, or that are written here alone: known without the database."""

ADDRESS = ("adresse", "complement_adresse", "code_postal", "commune", "code_insee", "latitude", "longitude")
STRUCTURE_COLUMNS = (
    "nom", "description", "siret", "date_maj", "lien_source", *ADDRESS, "telephone", "courriel", "site_web", "accessibilite_lieu",
    "reseaux_porteurs",
)  # fmt: skip
SERVICE_COLUMNS = (
    "nom", "description", "lien_source", "date_maj", "type", "thematiques", "frais", "frais_precisions", "publics", "publics_precisions",
    "conditions_acces", "telephone", "courriel", "modes_accueil", "lien_mobilisation", "modes_mobilisation", "mobilisable_par",
    "mobilisation_precisions", "volume_horaire_hebdomadaire", "nombre_semaines", "documents", "spoken_languages",
)  # fmt: skip
"""Columns that upstream says, in the order of its records."""
OWN_COLUMNS = (
    "audience", "age_min", "age_max", "gender", "family", "animals", "step_free", "what_happens", "by_appointment", "through_siao",
    "organisations_only", "is_protected", "ended_on", "receives_orientations",
)  # fmt: skip
"""Columns of a service that no upstream says."""
CHOICES = ("receives_orientations",)
"""Columns of which « no », chosen, is more than silence: a version remembers that it was."""
OWN_OF_STRUCTURE = ("is_protected", "ended_on")
"""Columns of a structure that no upstream says."""
