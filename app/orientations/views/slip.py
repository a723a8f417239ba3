"""The slip of paper that the person takes along."""
