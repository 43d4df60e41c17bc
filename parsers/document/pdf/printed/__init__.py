"""What the letters on a page say: words, lines and paragraphs."""
