"""The steps and use cases of duties: what arises, what is reminded of, and how criteria change."""
