"""Pages of a signal, and of lists of signals."""
