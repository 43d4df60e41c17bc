"""Which of a mail's files count, and whose proposals they are."""
