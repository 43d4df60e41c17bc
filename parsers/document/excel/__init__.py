"""Excel's .xlsx and .xls."""
