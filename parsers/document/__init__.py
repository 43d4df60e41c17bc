"""Any file to one document: what it is, and whether it may be opened."""
