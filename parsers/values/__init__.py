"""What an answer's words mean."""
