"""The use cases of the table, one file per group of verbs: placing, writing, deciding."""
