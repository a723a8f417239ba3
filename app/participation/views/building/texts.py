"""What a questionnaire says of itself: title, presentation, thanks, languages."""
