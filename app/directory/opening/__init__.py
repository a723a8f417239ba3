"""When a place is open: OSM `opening_hours` read safely, told in words.

A schedule is an ordinary expression and, where there is one, that of the school holidays. A temporary change closes a
place, gives it other hours or says something, between two dates. A slot belongs to the day on which it starts, even when
it ends after midnight. `status.status` is the one function that says open, closed or unknown: the badge, the filter, the
print and JSON-LD all come from it or from the slots under it.
"""
