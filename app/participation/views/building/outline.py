"""A questionnaire being built, on one page: its questions in order, what is wrong of each, moving and taking away by buttons."""
