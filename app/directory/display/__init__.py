"""What a page shows of the directory: plain values, already in the reader's words, already redacted."""
