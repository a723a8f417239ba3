"""Answering a draft to try it."""
