"""The form as Word and Excel files: blank, or filled in so far."""
