"""Bringing what upstream says into the directory: one process reads and cleans, another writes.

Run again, an import takes up where it was cut off: what is there already is the same, and left alone.
"""
