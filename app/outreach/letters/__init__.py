"""Letters and short messages of outreach. Subjects and short messages name nobody and no place."""
