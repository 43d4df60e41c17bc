"""What the register holds, as a secretary reads it: an overview, a workbook, one initiative's story."""
