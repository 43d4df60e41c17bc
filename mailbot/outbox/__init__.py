"""Letters: written, queued, sent once."""
