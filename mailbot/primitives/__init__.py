"""The lowest layer: safe text, addresses, file names, references, personnummer."""
