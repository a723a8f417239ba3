"""What every feature stands on: rows, clock, errors, languages, text. Knows no feature and no Flask."""
