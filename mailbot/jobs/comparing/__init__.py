"""The register beside what the mailbox shows: nothing unaccounted for, and no older register worked with unseen."""
