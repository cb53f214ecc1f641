"""Figures on nature and extent, as in the published tables: by year, notifier, form, nationality group,
month, region.

They are read from a fact table without names or free text, filled by one job under its own role
(`zicht_figures`), never from case tables under a viewer's rights. Persons are counted once per year in
which a notification falls; a person with two forms counts under each form, so that forms may add up to
more than the persons.
"""
