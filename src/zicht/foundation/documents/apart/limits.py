"""What a reader may take, all in one place."""

MB = 1024 * 1024
MEMORY = 640 * MB
"""Address space of one reader; one reader at a time in each process that serves."""
CPU_SECONDS = 15
SECONDS = 30
OUTPUT = 24 * MB

UNPACKED = 100 * MB
PARTS = 1_000
ROWS = 20_000
"""Rows with something in them, below the names of the columns."""
LINES = 100_000
COLUMNS = 256
CELLS = 4_000_000
"""Of the smallest rectangle around everything in a sheet: the reader keeps a place for empty ones too."""

PIXELS = 50_000_000
LONGEST_SIDE = 2560
QUALITY = 88
