"""The code that somebody chooses, to be asked again."""
