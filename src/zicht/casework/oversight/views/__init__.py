"""The pages of oversight, one file per subject."""
