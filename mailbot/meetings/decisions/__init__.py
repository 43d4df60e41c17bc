"""Decisions: returned, proposed, applied."""
