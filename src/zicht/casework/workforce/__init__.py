"""How many people work in which sector of a municipality, as the municipality fills it in or the
region reads it in from a list, with the source.

There is no open source at hand with these numbers for every municipality, so none are made up. With them
the local picture shows where many people work and nobody reports: a place to look, never a suspicion. No
companies by name, no persons.
"""
