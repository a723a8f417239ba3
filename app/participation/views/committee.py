"""A member of a committee reads a questionnaire, by a link."""
