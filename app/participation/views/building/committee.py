"""Links of the members of a committee, and what they said."""
