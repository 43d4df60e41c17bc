"""What `check` tries."""
