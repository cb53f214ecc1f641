"""What keeps an installation in order: keys are renewed, the log is sealed and goes on after a restore,
folders are searched for words that must not be in them.

The upper step of this floor: such work uses the vault, the log and the jobs at once, and none of those
uses it.
"""
