"""The use cases of notifying, one file per group of verbs."""
