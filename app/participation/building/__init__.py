"""Building a questionnaire: what may be changed of a definition, and what its published versions hold it to. Pure."""
