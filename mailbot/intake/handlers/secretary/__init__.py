"""What follows from a mail of a secretary: orders, an agenda that is returned or changed, an invitation."""
