"""Feedback: each reporter, at every link, hears what happened. Default texts send themselves; people can add.

A reporter without an account reads it with the receipt code. Nothing in feedback tells what the reporter
may not know.
"""
