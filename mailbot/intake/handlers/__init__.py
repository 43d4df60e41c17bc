"""What follows from a verdict: one file per verdict."""
