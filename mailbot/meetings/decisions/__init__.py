"""RUG's decisions: returned, proposed, applied."""
