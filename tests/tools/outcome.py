"""How a guard ends: 0 when all is well, 1 (or anything else) when something is to be mended, NOT_DONE when it could not look."""

NOT_DONE = 75
