"""Mail about the work that follows an approval."""
