"""Templates of services."""
