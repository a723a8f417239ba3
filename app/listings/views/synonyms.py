"""Words that lead to kinds."""
