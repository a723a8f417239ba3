"""Voices that read the questions."""
