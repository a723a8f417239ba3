"""What pages of the orientations show."""
