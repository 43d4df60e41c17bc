"""The form as files."""
