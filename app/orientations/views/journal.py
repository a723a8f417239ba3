"""The audit journal, for administrators."""
