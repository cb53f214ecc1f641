"""Editions of a closed year: what the register knew on a day, counted again to the same outcome."""
