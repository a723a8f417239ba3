"""A questionnaire in another language, beside its French."""
