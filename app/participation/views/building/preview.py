"""A questionnaire as people will read it: on a telephone, in easy French, in Arabic, on paper."""
