"""One question of a questionnaire being built."""
