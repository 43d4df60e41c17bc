"""Web pages to the document model."""
