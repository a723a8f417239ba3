"""Orienting a person: four fields, conditions, agreement."""
