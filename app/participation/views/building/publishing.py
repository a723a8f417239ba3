"""What is asked before a questionnaire is published, and publishing it."""
