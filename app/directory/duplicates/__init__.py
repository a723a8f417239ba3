"""Duplicates: two structures that may be one. A score proposes, a person decides, and a merge can be taken back.

A *pair* is two structures and what makes them alike; to *merge* is to keep one, give it what the other has, and leave the other
as an address that leads there; to *unmerge* is to put back what the merge changed, and nothing else.
"""
