"""Reading in processes that may be killed."""
