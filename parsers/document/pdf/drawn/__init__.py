"""What the lines and shapes on a page mean: cells, boxes with their marks, text that is struck out."""
