"""Writes of outreach: one file a gesture, on top of `moving.move`."""
