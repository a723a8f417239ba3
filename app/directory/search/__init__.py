"""The search: what was asked, what was understood, which places answer, in which order."""
