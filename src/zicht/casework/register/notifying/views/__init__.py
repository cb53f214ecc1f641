"""The pages of notifying, one file per subject."""
