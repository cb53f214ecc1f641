"""The signal: one report of something seen that may point at trafficking. Stored first, judged later, never
changed.

What is learned afterwards stands beside it as observations and links. Free text and files are sealed by
the vault.
"""
