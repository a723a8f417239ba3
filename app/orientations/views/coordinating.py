"""What coordinators see: states and dates, never who."""
