"""The use cases of recognising, one file per group of verbs; people decide, and can take it back."""
