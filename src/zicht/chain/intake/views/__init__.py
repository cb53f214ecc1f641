"""Pages of reporting: the public report, and the quick report of a professional."""
