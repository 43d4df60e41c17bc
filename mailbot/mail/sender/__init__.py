"""Who or what sent a message: how far From is vouched for, and whether a person wrote it."""
