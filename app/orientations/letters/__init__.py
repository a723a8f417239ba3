"""Letters and short messages of the orientations. Subjects and short messages name nobody and no service."""
