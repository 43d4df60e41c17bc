"""A letter of every kind, about invented people: by what it is about."""
