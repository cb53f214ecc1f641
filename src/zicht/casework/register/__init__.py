"""The register: presumed victims and notifications, kept apart. One person, many notifications over the
years.

A person is registered at the slightest indication; an organisation notifies on its own criteria and legal
basis. The record tells for each signal who reports, by when, or why not (yet).
"""
