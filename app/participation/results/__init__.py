"""From responses to what may be shown of them: counted, suppressed, crossed, put into words, exported."""
