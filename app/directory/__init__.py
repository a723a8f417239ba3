"""The directory: structures, their services, the kinds of help, and the search that answers who can receive this person.

A *structure* is an organisation; a *service* is what it does for somebody, at *locations* (places, or stops of a team) or
for *areas*; a *kind* (dispositif) says what sort of help it is; a *need* is a group of kinds in a person's words.
"""
