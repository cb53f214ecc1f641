"""The use cases of taking the register out and reading it in, one file per file that travels."""
