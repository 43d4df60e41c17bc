"""Plain text to the document model."""
