"""Pages of sharing: may I share this, and emergency access."""
