"""The public door: what the public report and the mailbox of a reporter share. Nothing is kept of a visit.

A receipt that is shown once, state that travels sealed in the page, and words that may come in an envelope
which the browser made.
"""
