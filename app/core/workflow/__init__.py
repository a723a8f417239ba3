"""Workflows as data: tables of transitions, deadlines counted in days, diagrams drawn from them. No feature, no Flask."""
