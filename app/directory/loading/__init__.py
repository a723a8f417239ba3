"""Bringing data in: the town halls that make the search useful from the first start."""
