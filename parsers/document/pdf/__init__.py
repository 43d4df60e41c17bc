"""PDF: form fields and printed pages."""
