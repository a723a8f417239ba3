"""Outboxes: rows written with what they tell, then claimed one by one, sent, tried again, given up."""
