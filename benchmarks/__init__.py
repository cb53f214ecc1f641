"""Measurements of the product, each in a process of its own: `python -m benchmarks`."""

import os

# What is measured may use the product's settings as soon as it is imported.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zicht.settings")
