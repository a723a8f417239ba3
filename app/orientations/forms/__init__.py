"""Forms of the orientations."""
