"""Which text stands in which cell, with lines drawn around the cells and without."""
